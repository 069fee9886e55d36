using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreSensing.Hardware.Calibration;

/// <summary>Keeps a <see cref="GsrCalibration"/> in a JSON file.</summary>
public static class CalibrationFile
{
    /// <summary>Writes beside the file and puts it in its place, so that no half-written calibration is ever read.</summary>
    /// <exception cref="CalibrationException">The file can't be written.</exception>
    public static void Save(GsrCalibration calibration, string path)
    {
        var beside = path + ".new";
        try
        {
            File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(calibration, CalibrationJson.Default.GsrCalibration));
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CalibrationException($"{path}: the calibration can't be written: {e.Message}");
        }
    }

    /// <summary>Reads a file and checks that it holds a usable calibration.</summary>
    /// <exception cref="CalibrationException">No such file, not a calibration, or not usable; names the file.</exception>
    public static GsrCalibration Load(string path)
    {
        try
        {
            var calibration = JsonSerializer.Deserialize(File.ReadAllBytes(path), CalibrationJson.Default.GsrCalibration)
                ?? throw new CalibrationException("it is empty");
            if (calibration.Format != GsrCalibration.CurrentFormat)
                throw new CalibrationException($"its format is '{calibration.Format}', and '{GsrCalibration.CurrentFormat}' is known");
            _ = calibration.Circuit();
            return calibration;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CalibrationException($"{path}: no such calibration file; 'storesensing-edge gsr calibrate' makes one");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CalibrationException($"{path}: the calibration can't be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new CalibrationException($"{path}: not a calibration, or only half of one (line {e.LineNumber + 1}); make it again with 'storesensing-edge gsr calibrate'");
        }
        catch (CalibrationException e)
        {
            throw new CalibrationException($"{path}: {e.Message}");
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GsrCalibration))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
