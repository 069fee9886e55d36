using System.CommandLine;
using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Gsr;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Hardware.Calibration;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr calibrate</c>: known resistors in place of skin, saved as a file that the configuration names.</summary>
internal static class GsrCalibrateCommand
{
    public static Command Create()
    {
        var resistors = new Option<string?>("--resistors") { Description = "known resistors as 47k,100k,1M, and open for open electrodes; three different ones at least", HelpName = "LIST" };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "the calibration's file; gsr-ID.json when left out", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "write over a calibration that is there already" };
        var command = new Command(
            "calibrate",
            """
            Lead through known resistors, fit the circuit, save the calibration. An implausible one is refused and nothing is saved.
            It asks for Enter before each resistor; piped lines answer, too: yes '' | storesensing-edge gsr calibrate …
            With --input stdin nobody can be asked: the readings of each resistor follow each other, three seconds at --rate.
            """)
        {
            resistors, output, force,
        };
        var input = new GsrInputOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => UserFaults.Report(() =>
        {
            var sensor = input.Read(parsed, inPlaceOfSimulated: "adc");
            if (sensor.Unit == "microsiemens")
                throw new ConfigException([$"{sensor.Input.Word}: gives microsiemens, and a calibration is made from volts: use adc, or serial or stdin with --unit volts or counts"]);
            var file = parsed.GetValue(output) ?? new FileInfo($"gsr-{sensor.Id}.json");
            RefuseOutput(file, parsed.GetValue(force));
            return RunAsync(sensor, input.IsSimulated(parsed), Ohms(parsed.GetValue(resistors)), file, cancellation);
        }));
        return command;
    }

    /// <summary>Resistors as people write them; null for null.</summary>
    internal static IReadOnlyList<double>? Ohms(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Ohm).ToList();

    /// <summary>Throws where a calibration can't, or shouldn't, be written: before anybody clamps a resistor.</summary>
    internal static void RefuseOutput(FileInfo file, bool force)
    {
        if (Path.GetDirectoryName(file.FullName) is { } folder && !Directory.Exists(folder))
            throw new ConfigException([$"--output '{file}': there is no folder '{folder}'"]);
        if (file.Exists && !force)
            throw new ConfigException([$"--output '{file}': is there already: name another file, or say --force to write over it"]);
    }

    private static double Ohm(string text)
    {
        if (text.Equals("open", StringComparison.OrdinalIgnoreCase))
            return double.PositiveInfinity;
        var scale = text.Length > 0 ? text[^1] switch { 'k' or 'K' => 1e3, 'M' => 1e6, _ => 1 } : 1;
        return double.TryParse(scale == 1 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number * scale
            : throw new ConfigException([$"--resistors '{text}': must be ohms as 470, 47k or 1M, or open"]);
    }

    private static async Task<int> RunAsync(SensorConfig sensor, bool simulated, IReadOnlyList<double>? resistors, FileInfo file, CancellationToken cancellation)
    {
        var nominal = SensorCircuits.Nominal(sensor);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = Task.CompletedTask;
        IResistorReader reader = new SimulatedResistorReader(nominal);
        var asks = sensor.Input.Kind != SensorKind.StandardInput;
        if (!asks)
        {
            reader = new LinesResistorReader(Console.In, sensor.Rate!.Value, SensorSources.LineScale(sensor));
        }
        else if (!simulated)
        {
            var source = SensorSources.Make(sensor, TimeProvider.System);
            var live = new SourceResistorReader(source, TimeProvider.System, Console.IsErrorRedirected ? null : share => Console.Error.Write($"\r  reading {new string('.', (int)(share * 20)),-20}\r"));
            reader = live;
            running = source.RunAsync(live, stop.Token);
        }
        CalibrationFit fit;
        try
        {
            if (reader is SourceResistorReader opening)
                await opening.ReadyAsync(running, stop.Token);
            var dialogue = new CalibrationDialogue(reader, nominal, asks ? Console.In : null, Console.Out);
            var fitting = dialogue.RunAsync(resistors ?? CalibrationDialogue.Suggested(nominal), stop.Token);
            // A sensor that goes is told at once and not when the patience for readings ends.
            if (await Task.WhenAny(running, fitting) == running && running.IsFaulted)
                await running;
            fit = await fitting;
        }
        finally
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var calibration = GsrCalibration.Of(fit, TimeProvider.System.GetUtcNow());
        CalibrationFile.Save(calibration, file.FullName);
        Console.WriteLine();
        Console.WriteLine($"Saved: {file.FullName}. Into the sensor's configuration:");
        Console.WriteLine($"  frontEnd: {calibration.FrontEnd.ToString().ToLowerInvariant()}");
        if (calibration.SupplyVolts is { } supply)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  supplyVolts: {supply}"));
        Console.WriteLine($"  calibration: {file.FullName}");
        return 0;
    }
}
