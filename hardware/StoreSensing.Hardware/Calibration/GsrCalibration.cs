using System.Globalization;
using System.Text.Json.Serialization;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Calibration;

/// <summary>The circuits that can be calibrated.</summary>
public enum FrontEndKind
{
    /// <summary><see cref="GroveGsr"/>.</summary>
    Grove,

    /// <summary><see cref="ResistiveDivider"/>.</summary>
    Divider,

    /// <summary><see cref="FrontEnds.Transimpedance"/>.</summary>
    Transimpedance,
}

/// <summary>A calibration as it is kept in a file. Which parameters it has depends on the circuit; <see cref="Circuit"/> says what is missing.</summary>
public sealed record GsrCalibration
{
    /// <summary>What <see cref="Format"/> must say.</summary>
    public const string CurrentFormat = "storesensing-gsr-calibration/1";

    /// <summary>Kind and version of the file.</summary>
    public required string Format { get; init; }

    /// <summary>The circuit.</summary>
    public required FrontEndKind FrontEnd { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CalibratedAt { get; init; }

    /// <summary>Grove and divider: the supply, volts.</summary>
    public double? SupplyVolts { get; init; }

    /// <summary>Grove: the open-circuit reading in codes of ten bits.</summary>
    public double? OpenCircuit { get; init; }

    /// <summary>Grove: what readings are multiplied with.</summary>
    public double? Gain { get; init; }

    /// <summary>Divider: the reference resistor, ohms.</summary>
    public double? ReferenceOhms { get; init; }

    /// <summary>Transimpedance: the feedback resistor, ohms.</summary>
    public double? FeedbackOhms { get; init; }

    /// <summary>Transimpedance: the highest output, volts.</summary>
    public double? HighestVolts { get; init; }

    /// <summary>The worst relative error over the resistors, 0.01 = 1 %.</summary>
    public required double WorstRelativeError { get; init; }

    /// <summary>The root mean square of the relative errors.</summary>
    public required double RmsRelativeError { get; init; }

    /// <summary>The resistors that were used, and what they read.</summary>
    public required IReadOnlyList<CalibrationPoint> Resistors { get; init; }

    /// <summary>A fit with its date.</summary>
    public static GsrCalibration Of(CalibrationFit fit, DateTimeOffset at)
    {
        var common = new GsrCalibration
        {
            Format = CurrentFormat,
            FrontEnd = KindOf(fit.Circuit),
            CalibratedAt = at.ToUniversalTime(),
            WorstRelativeError = fit.WorstRelativeError,
            RmsRelativeError = fit.RmsRelativeError,
            Resistors = [.. fit.Readings.Select(r => new CalibrationPoint(r.IsOpen ? null : r.Ohms, r.Volts))],
        };
        return fit.Circuit switch
        {
            GroveGsr grove => common with { SupplyVolts = grove.SupplyVolts, OpenCircuit = grove.OpenCircuit, Gain = grove.Gain },
            ResistiveDivider divider => common with { SupplyVolts = divider.SupplyVolts, ReferenceOhms = divider.ReferenceOhms },
            Transimpedance amplifier => common with { FeedbackOhms = amplifier.FeedbackOhms, HighestVolts = amplifier.HighestVolts },
            _ => throw new ArgumentException($"{fit.Circuit.GetType().Name} can't be kept", nameof(fit)),
        };
    }

    /// <summary>The kind of a circuit.</summary>
    public static FrontEndKind KindOf(IElectrodeCircuit circuit) => circuit switch
    {
        GroveGsr => FrontEndKind.Grove,
        ResistiveDivider => FrontEndKind.Divider,
        Transimpedance => FrontEndKind.Transimpedance,
        _ => throw new ArgumentException($"{circuit.GetType().Name} can't be calibrated", nameof(circuit)),
    };

    /// <summary>The calibrated circuit.</summary>
    /// <exception cref="CalibrationException">A parameter is missing or impossible, or they don't explain the readings they are said to come from.</exception>
    public IElectrodeCircuit Circuit()
    {
        IElectrodeCircuit circuit;
        try
        {
            circuit = FrontEnd switch
            {
                FrontEndKind.Grove => new GroveGsr(Needed(SupplyVolts, "supplyVolts"), Needed(OpenCircuit, "openCircuit"), Needed(Gain, "gain")),
                FrontEndKind.Divider => new ResistiveDivider(Needed(SupplyVolts, "supplyVolts"), Needed(ReferenceOhms, "referenceOhms")),
                FrontEndKind.Transimpedance => new Transimpedance(Needed(FeedbackOhms, "feedbackOhms"), Needed(HighestVolts, "highestVolts")),
                _ => throw new CalibrationException($"'{FrontEnd}' is no front end; grove, divider and transimpedance are"),
            };
        }
        catch (ArgumentOutOfRangeException impossible)
        {
            throw new CalibrationException(impossible.Message.Split(" (Parameter", 2)[0]);
        }
        if (Resistors.Count == 0)
            throw new CalibrationException("it names no resistors");
        var fit = CalibrationFit.Of(circuit, [.. Resistors.Select(r => new ResistorReading(r.Ohms ?? double.PositiveInfinity, r.Volts))]);
        if (!(fit.WorstRelativeError <= ResistorCalibration.LargestResidual))
            throw new CalibrationException(string.Create(CultureInfo.InvariantCulture,
                $"its parameters do not explain its readings: the worst is off by {fit.WorstRelativeError * 100:0.#} %"));
        return circuit;
    }

    /// <summary>The calibrated circuit in place of <paramref name="configured"/>.</summary>
    /// <exception cref="CalibrationException">It was made for another circuit or another supply, or is none.</exception>
    public IElectrodeCircuit InPlaceOf(IElectrodeCircuit configured)
    {
        if (KindOf(configured) != FrontEnd)
            throw new CalibrationException($"it was made for the front end '{Word(FrontEnd)}', and '{Word(KindOf(configured))}' is configured");
        var configuredVolts = configured switch
        {
            GroveGsr grove => grove.SupplyVolts,
            ResistiveDivider divider => divider.SupplyVolts,
            _ => SupplyVolts,
        };
        if (configuredVolts != SupplyVolts)
            throw new CalibrationException(string.Create(CultureInfo.InvariantCulture, $"it was made for a supply of {SupplyVolts} V, and {configuredVolts} V is configured"));
        return Circuit();
    }

    private static double Needed(double? value, string name) => value ?? throw new CalibrationException($"it lacks '{name}'");

    private static string Word(FrontEndKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>A resistor of a calibration.</summary>
/// <param name="Ohms">Absent: open electrodes.</param>
/// <param name="Volts">What it read.</param>
public readonly record struct CalibrationPoint([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Ohms, double Volts);
