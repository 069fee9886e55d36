using System.CommandLine;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Gsr;
using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr check</c>: some seconds of readings, then a verdict.</summary>
internal static class GsrCheckCommand
{
    private const double Rate = 250;

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "how long to read, 3 to 600", DefaultValueFactory = _ => 10 };
        seconds.Validators.Add(v =>
        {
            if (v.GetValueOrDefault<double>() is < 3 or > 600)
                v.AddError("--seconds: must be 3 to 600");
        });
        var command = new Command("check", "Read for ten seconds, best with a resistor of 100 to 470 kΩ clamped, and say whether rate, noise and mains pickup are good. Exit code 1 when something is not.")
        {
            seconds,
        };
        var input = new GsrInputOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => UserFaults.Report(() => RunAsync(AtCheckingRate(input.Read(parsed)), parsed.GetValue(seconds), cancellation)));
        return command;
    }

    /// <summary>Fast enough to see the mains, where nobody said how fast to read and the sensor can be read faster.</summary>
    internal static SensorConfig AtCheckingRate(SensorConfig sensor) =>
        sensor.WrittenRate is null && (sensor.Input.Kind == SensorKind.Simulated || (sensor.Input.Kind == SensorKind.Adc && sensor.Converter.KindOrDefault == ConverterConfig.Ads1115))
            ? sensor with { WrittenRate = Rate }
            : sensor;

    private static async Task<int> RunAsync(SensorConfig sensor, double seconds, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        SignalCheck? check = null;
        var lane = new MonitorLane(sensor, TimeProvider.System) { Took = reading => check!.Add(reading) };
        check = new SignalCheck(lane.FrontEnd, lane.Figures.NominalRate);
        await lane.RunAsync(stop.Token);
        var (lines, good) = check.Verdict();
        foreach (var line in lines)
            Console.WriteLine(line);
        if (lane.Figures.Status.Fault is { } fault)
            Console.WriteLine($"bad   {fault}");
        return good && lane.Figures.Status.Fault is null ? 0 : 1;
    }
}
