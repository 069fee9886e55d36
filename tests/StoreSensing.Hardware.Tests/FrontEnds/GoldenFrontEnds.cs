using System.Globalization;
using System.Text.Json;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Tests.FrontEnds;

/// <summary>The reference's worked values of electrode circuits: readings and what they mean, and µS per code.</summary>
internal sealed class GoldenFrontEnds(string vectorsFile, string resolutionFile)
{
    private static readonly double Ten3v3 = Mcp3008.VoltsPerCodeAt(3.3);
    private static readonly double Ads4096 = new Ads1115Settings(Gain: Ads1115Gain.Volts4096).VoltsPerCode;
    private static readonly double Ads2048 = new Ads1115Settings(Gain: Ads1115Gain.Volts2048).VoltsPerCode;
    private static readonly double Ads6144 = new Ads1115Settings(Gain: Ads1115Gain.Volts6144).VoltsPerCode;

    // What each column of the reference table is made of: circuit, and volts per code.
    private static readonly Dictionary<string, (IElectrodeCircuit Circuit, double VoltsPerCode)> Columns = new()
    {
        ["grove_10bit"] = (new GroveGsr(3.3), Ten3v3),
        ["grove_ads_3v3_4096"] = (new GroveGsr(3.3), Ads4096),
        ["grove_ads_5v_6144"] = (new GroveGsr(5), Ads6144),
        ["div47k_10bit"] = (new ResistiveDivider(3.3, 47e3), Ten3v3),
        ["div47k_ads_3v3"] = (new ResistiveDivider(3.3, 47e3), Ads4096),
        ["div100k_10bit"] = (new ResistiveDivider(3.3, 100e3), Ten3v3),
        ["div100k_ads_3v3"] = (new ResistiveDivider(3.3, 100e3), Ads4096),
        ["div200k_10bit"] = (new ResistiveDivider(3.3, 200e3), Ten3v3),
        ["div200k_ads_3v3"] = (new ResistiveDivider(3.3, 200e3), Ads4096),
        ["tia0.5V_47k_10bit_3v3"] = (new Transimpedance(47e3), Ten3v3),
        ["tia0.5V_47k_ads4096"] = (new Transimpedance(47e3), Ads4096),
        ["tia0.5V_47k_ads2048"] = (new Transimpedance(47e3), Ads2048),
    };

    /// <summary>Every vector: its circuit at a supply, the voltage, the conductance that it must give in µS, and its resistance in ohms where the reference has it.</summary>
    public IEnumerable<(string Name, IElectrodeCircuit Circuit, double Volts, double Microsiemens, double? Ohms)> Vectors(double supplyVolts)
    {
        foreach (var set in Read(vectorsFile).EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Array))
        {
            foreach (var vector in set.Value.EnumerateArray())
            {
                var reading = Number(vector, "reading");
                var isGrove = vector.TryGetProperty("cal", out _);
                var codes = isGrove ? 1024 : Number(vector, "N");
                IElectrodeCircuit circuit = isGrove ? new GroveGsr(supplyVolts, Number(vector, "cal")) : new ResistiveDivider(supplyVolts, Number(vector, "rref"));
                yield return ($"{set.Name} {reading}", circuit, reading * supplyVolts / codes, Number(vector, "uS"), isGrove ? Number(vector, "ohm") : null);
            }
        }
    }

    /// <summary>Every cell of the resolution table: what it is, what it must be, and what it is here.</summary>
    public IEnumerable<(string Name, double Expected, double Value)> Resolutions()
    {
        foreach (var row in Read(resolutionFile).EnumerateObject())
        {
            var microsiemens = double.Parse(row.Name, CultureInfo.InvariantCulture);
            foreach (var cell in row.Value.EnumerateObject())
            {
                var value = cell.Name == "grove_code10" // no resolution, but the reading itself, in codes of ten bits
                    ? new GroveGsr(3.3).VoltsAt(microsiemens) * 1024 / 3.3
                    : Resolution.MicrosiemensPerCode(Columns[cell.Name].Circuit, Columns[cell.Name].VoltsPerCode, microsiemens);
                yield return ($"{cell.Name} at {row.Name} µS", cell.Value.GetDouble(), value);
            }
        }
    }

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static double Number(JsonElement vector, string name) => vector.GetProperty(name).GetDouble();
}
