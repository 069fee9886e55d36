using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>Makes what turns a sensor's readings into µS.</summary>
internal static class SensorCircuits
{
    private const double DefaultSupplyVolts = 3.3;
    private const double DefaultDividerOhms = 100e3;
    private const double DefaultFeedbackOhms = 47e3;
    private const double NearlyFull = 0.999; // from here on a reading may be the converter's end

    /// <summary>The circuit of a sensor, calibrated where there is a calibration; what is in µS needs none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such circuit is possible.</exception>
    /// <exception cref="CalibrationException">The calibration is of another circuit, or none.</exception>
    public static IFrontEnd Of(SensorConfig sensor)
    {
        if (sensor.Unit == "microsiemens")
            return new MicrosiemensFrontEnd();
        var nominal = Nominal(sensor);
        if (sensor.Circuit.Calibration is not { } file)
            return nominal;
        var calibration = CalibrationFile.Load(file);
        try
        {
            return Limited(calibration.InPlaceOf(nominal), nominal);
        }
        catch (CalibrationException other)
        {
            throw new CalibrationException($"{file}: {other.Message}");
        }
    }

    /// <summary>The circuit as it is built, before any calibration.</summary>
    public static IElectrodeCircuit Nominal(SensorConfig sensor)
    {
        var circuit = sensor.Circuit;
        var supply = circuit.SupplyVolts ?? DefaultSupplyVolts;
        return circuit.FrontEnd switch
        {
            "divider" => new ResistiveDivider(supply, circuit.ReferenceOhms ?? DefaultDividerOhms),
            "transimpedance" => new Transimpedance(circuit.ReferenceOhms ?? DefaultFeedbackOhms, HighestVolts(sensor)),
            _ => new GroveGsr(supply),
        };
    }

    // The converter ends where it ends, whatever it was set to when the calibration was made.
    private static IFrontEnd Limited(IElectrodeCircuit calibrated, IElectrodeCircuit nominal) =>
        calibrated is Transimpedance amplifier && nominal is Transimpedance { HighestVolts: var highest } && highest < amplifier.HighestVolts
            ? new Transimpedance(amplifier.FeedbackOhms, highest)
            : calibrated;

    private static double HighestVolts(SensorConfig sensor) => sensor.Input.Kind == SensorKind.Adc && sensor.Converter.KindOrDefault == ConverterConfig.Ads1115
        ? Math.Min(Transimpedance.DefaultHighestVolts, Ads1115Wiring.FullScaleVolts(sensor) * NearlyFull)
        : Transimpedance.DefaultHighestVolts;

    /// <summary>The supply as configured, volts.</summary>
    public static double SupplyVolts(SensorConfig sensor) => sensor.Circuit.SupplyVolts ?? DefaultSupplyVolts;
}
