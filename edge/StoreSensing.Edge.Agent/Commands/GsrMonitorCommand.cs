using System.CommandLine;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Gsr;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr monitor</c>: a live plot in the terminal; a line a second where there is none.</summary>
internal static class GsrMonitorCommand
{
    private const string Enter = "\u001b[?1049h\u001b[?25l"; // another screen, no cursor
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private const string Home = "\u001b[H";
    private const string RestOfLine = "\u001b[K";
    private const string RestOfScreen = "\u001b[J";
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var span = new Option<double>("--span") { Description = "seconds that the plot shows, 10 to 600", DefaultValueFactory = _ => 60 };
        span.Validators.Add(v =>
        {
            if (v.GetValueOrDefault<double>() is < 10 or > 600)
                v.AddError("--span: must be 10 to 600 seconds");
        });
        var seconds = new Option<double?>("--seconds") { Description = "stop by itself after this long", HelpName = "SECONDS" };
        var command = new Command(
            "monitor",
            "Show a sensor's signal live: • skin conductance, ─ its tonic level, ▲ responses, ! artefacts, █ contact. It evaluates without asking for consent: for the installer's own hand. Nothing is kept or published.")
        {
            span, seconds,
        };
        var input = new GsrInputOptions().AddTo(command);
        command.SetAction((parsed, cancellation) => UserFaults.Report(() => RunAsync(input.Read(parsed), parsed.GetValue(span), parsed.GetValue(seconds), cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(SensorConfig sensor, double span, double? seconds, CancellationToken cancellation)
    {
        var lane = new MonitorLane(sensor, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (seconds is { } limit)
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
        await Console.Error.WriteLineAsync(MonitorView.Notice);
        var running = lane.RunAsync(stop.Token);
        if (Console.IsOutputRedirected)
            await LinesAsync(lane, running);
        else
            await PlotAsync(lane, running, span);
        await running;
        Console.WriteLine(MonitorView.Summary(lane.State, lane.Figures));
        return 0;
    }

    private static async Task LinesAsync(MonitorLane lane, Task running)
    {
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)) != running)
            Console.WriteLine(MonitorView.Line(lane.State, lane.Figures));
    }

    private static async Task PlotAsync(MonitorLane lane, Task running, double span)
    {
        Console.Write(Enter);
        try
        {
            do
            {
                var (width, height) = MonitorView.Size(Console.WindowWidth, Console.WindowHeight);
                var frame = MonitorView.Draw(lane.State, lane.Figures, width, height, span);
                Console.Write($"{Home}{frame.Replace("\n", RestOfLine + "\r\n", StringComparison.Ordinal)}{RestOfLine}{RestOfScreen}");
            }
            while (await Task.WhenAny(running, Task.Delay(Redraw, CancellationToken.None)) != running);
        }
        finally
        {
            Console.Write(Leave);
        }
    }
}
