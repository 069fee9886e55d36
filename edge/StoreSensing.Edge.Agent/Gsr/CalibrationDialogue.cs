using System.Globalization;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>Leads through known resistors, one after another: asks for it, reads it, shows what it read; at the end the fit, or why there is none.</summary>
/// <param name="reader">Reads what is clamped.</param>
/// <param name="nominal">The circuit as built.</param>
/// <param name="answers">Where Enter comes from; null: nobody is asked, and each resistor is read as soon as it is announced.</param>
/// <param name="to">Where it writes.</param>
internal sealed class CalibrationDialogue(IResistorReader reader, IElectrodeCircuit nominal, TextReader? answers, TextWriter to)
{
    private const double LargestDriftVolts = 0.01;
    private const int Tries = 3;

    /// <summary>Resistors to ask for: those of the circuit's range, and open electrodes where they tell something.</summary>
    public static IReadOnlyList<double> Suggested(IElectrodeCircuit circuit)
    {
        var inRange = ResistorCalibration.SuggestedOhms.Where(ohms => circuit.Convert(circuit.VoltsAt(1e6 / ohms)).Rail == Core.Physiology.Readings.InputRail.None);
        return circuit is GroveGsr ? [double.PositiveInfinity, .. inRange] : [.. inRange];
    }

    /// <summary>The fit; throws <see cref="CalibrationException"/> when the readings stand for nothing.</summary>
    public async Task<CalibrationFit> RunAsync(IReadOnlyList<double> resistors, CancellationToken cancellation)
    {
        var readings = new List<ResistorReading>();
        var takes = new List<ResistorTake>();
        foreach (var ohms in resistors)
        {
            var name = new ResistorReading(ohms, 0).Resistor;
            if (await AskAsync(ohms, name, cancellation) is not { } take)
            {
                await to.WriteLineAsync($"  {name}: left out");
                continue;
            }
            readings.Add(new ResistorReading(ohms, take.Volts));
            takes.Add(take);
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {name}: {take.Volts:0.0000} V, noise {take.NoiseVolts * 1000:0.00} mV ({Microsiemens(take):0.0000} µS), {take.Readings} readings"));
        }
        var fit = ResistorCalibration.Fit(nominal, readings);
        await ShowAsync(fit);
        return fit;
    }

    private async Task<ResistorTake?> AskAsync(double ohms, string name, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await to.WriteLineAsync(double.IsPositiveInfinity(ohms) ? "Leave the electrodes open, nothing between them." : $"Clamp {name} between the electrodes, hands off.");
            if (answers is not null)
            {
                await to.WriteAsync("  Enter reads it, s leaves it out: ");
                var answer = await answers.ReadLineAsync(cancellation) ?? throw new CalibrationException("the answers ended before the last resistor: nothing was saved");
                await to.WriteLineAsync();
                if (answer.Trim() is "s" or "S")
                    return null;
            }
            var take = await reader.TakeAsync(ohms, cancellation);
            if (Math.Abs(take.DriftVolts) <= LargestDriftVolts)
                return take;
            var fault = string.Create(CultureInfo.InvariantCulture, $"the reading with {name} drifts ({Math.Abs(take.DriftVolts) * 1000:0} mV): clamp it firmly and keep hands off");
            if (answers is null || attempt == Tries)
                throw new CalibrationException(fault);
            await to.WriteLineAsync($"  {fault}; once more.");
        }
    }

    private double Microsiemens(in ResistorTake take) => Math.Abs(nominal.MicrosiemensPerVolt(take.Volts)) * take.NoiseVolts;

    private async Task ShowAsync(CalibrationFit fit)
    {
        await to.WriteLineAsync();
        foreach (var reading in fit.Readings)
        {
            var measured = fit.Circuit.Convert(reading.Volts).Microsiemens;
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {reading.Resistor,-16} {reading.Microsiemens,8:0.000} µS   read as {measured,8:0.000} µS   {(measured - reading.Microsiemens) / Math.Max(reading.Microsiemens, 1) * 100,6:+0.00;-0.00;0.00} %"));
        }
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Parameters(fit.Circuit)}; worst error {fit.WorstRelativeError * 100:0.00} %"));
    }

    private static string Parameters(IElectrodeCircuit circuit) => circuit switch
    {
        GroveGsr grove => string.Create(CultureInfo.InvariantCulture, $"open electrodes read {grove.OpenCircuit:0.0} of 1024, gain {grove.Gain:0.0000}"),
        ResistiveDivider divider => string.Create(CultureInfo.InvariantCulture, $"reference resistor {divider.ReferenceOhms:0} Ω"),
        Transimpedance amplifier => string.Create(CultureInfo.InvariantCulture, $"feedback resistor {amplifier.FeedbackOhms:0} Ω"),
        _ => "",
    };
}
