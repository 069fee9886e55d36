using System.CommandLine;
using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Twin;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>twin</c>: simulated shoppers instead of cameras; a dry run of a configuration, or a filled dashboard.</summary>
internal static class TwinCommand
{
    private const int MostId = 40;

    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config", "-c") { Description = "your configuration: people walk through its zones and lines; a simulated shop when left out", HelpName = "FILE" };
        var minutes = new Option<double>("--minutes") { Description = "simulated time", HelpName = "N", DefaultValueFactory = _ => 5 };
        var days = new Option<double?>("--days") { Description = "simulated time in days instead, ending now", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "another seed, other people", HelpName = "N", DefaultValueFactory = _ => 1 };
        var publish = new Option<bool>("--publish") { Description = "send the figures, marked as simulated, under the store's and device's id with -twin behind" };
        var live = new Option<bool>("--live") { Description = "with --publish: go on at the clock's pace until Ctrl-C" };
        var summary = new Option<FileInfo?>("--summary") { Description = "with --publish: write what was measured to this JSON file at the end", HelpName = "FILE" };
        var example = new Option<string?>("--example") { Description = "print the configuration of a simulated shop (shop or overlap) and end", HelpName = "SCENE" };
        var command = new Command("twin", "Simulated shoppers walk through a configuration's zones and lines; prints what each would have counted. Publishes nothing unless asked.")
        {
            config, minutes, days, seed, publish, live, summary, example,
        };
        command.SetAction((parsed, cancellation) => UserFaults.Report(async () =>
        {
            if (parsed.GetValue(example) is { } scene)
            {
                Console.Write(TwinExample.Of(TwinInput.Parse($"twin:{scene}").Scene));
                return 0;
            }
            var length = Length(parsed.GetValue(minutes), parsed.GetValue(days));
            var file = parsed.GetValue(config);
            var read = file is null ? ConfigFile.Parse(TwinExample.Of("shop"), "simulated shop", EdgeConfigReader.Read) : EdgeConfigReader.Load(file.FullName);
            var floors = TwinFloor.Of(read);
            if (floors.Count == 0)
                throw new ConfigException(["no camera of the configuration sees a floor: faces alone can't be simulated"]);
            if (parsed.GetValue(publish))
                return await PublishAsync(read, length, parsed.GetValue(live), parsed.GetValue(seed), parsed.GetValue(summary), cancellation);
            Console.WriteLine($"Dry run: {length.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} simulated minutes, seed {parsed.GetValue(seed)}. Nothing is published.");
            foreach (var floor in floors)
                DryRun.Print(floor, length, parsed.GetValue(seed), TimeProvider.System.GetUtcNow(), Console.Out);
            return 0;
        }));
        return command;
    }

    private static TimeSpan Length(double minutes, double? days)
    {
        var length = TimeSpan.FromMinutes(days is { } d ? Math.Clamp(d, -1, 1000) * 1440 : Math.Clamp(minutes, -1, 1_440_000));
        return length > TimeSpan.Zero && length <= TimeSpan.FromDays(366)
            ? length
            : throw new ConfigException([$"{(days is null ? $"--minutes {minutes}" : $"--days {days}")}: must be above 0 and at most 366 days"]);
    }

    private static async Task<int> PublishAsync(EdgeConfig read, TimeSpan length, bool live, ulong seed, FileInfo? summary, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(log => log
            .SetMinimumLevel(LogLevel.Information)
            .AddSimpleConsole(c => (c.SingleLine, c.TimestampFormat) = (true, "HH:mm:ss "))
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace));
        var config = Apart(read);
        var now = TimeProvider.System.GetUtcNow();
        var span = new TwinSpan(TimeWindow.Holding(now - length, config.WindowSeconds).Start, now, live, seed);
        var began = TimeProvider.System.GetTimestamp();
        TwinLane? lane = null;
        await using var agent = new EdgeAgent(config, TimeProvider.System, loggers, desk => lane = new TwinLane(TwinFloor.Of(config), span, desk, TimeProvider.System));
        using var ended = new CancellationTokenSource();
        var telling = TellAsync(agent, lane!, span, config, () => TimeProvider.System.GetElapsedTime(began), ended.Token);
        try
        {
            await agent.RunAsync(cancellation);
        }
        finally
        {
            await ended.CancelAsync();
            await telling;
            if (summary is not null)
                await RunCommand.WriteAsync(summary, agent.Summary());
        }
        return 0;
    }

    // Says when the span has arrived: simulated, sent, stored, acknowledged. Without a cloud that is when the program ends.
    private static async Task TellAsync(EdgeAgent agent, TwinLane lane, TwinSpan span, EdgeConfig config, Func<TimeSpan> elapsed, CancellationToken ended)
    {
        await lane.Filled;
        var simulated = elapsed();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.1));
        try
        {
            while (agent.Summary().OutboxPending > 0)
                await timer.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException)
        {
            // The program ends: what has not arrived waits on disk, and is said so.
        }
        var total = agent.Summary();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            filled {config.Tenant}/{config.Store} with {(span.End - span.Start).TotalHours:0.#} simulated hours in {elapsed().TotalSeconds:0.0} s ({simulated.TotalSeconds:0.0} s to simulate): {total.LastSeq} messages, {total.OutboxPending} still waiting
            """));
    }

    // A real store's figures must never be mixed with simulated ones, not even under one name: unless the configuration is of a simulated
    // store itself, its figures go to a store and a device, and wait in an outbox, of their own.
    private static EdgeConfig Apart(EdgeConfig config) => config.Provenance == TwinInput.Provenance ? config : config with
    {
        Provenance = TwinInput.Provenance,
        Store = Twin(config.Store),
        Device = Twin(config.Device),
        Outbox = config.Outbox with { Folder = config.Outbox.Folder is { } folder ? Path.Combine(folder, "twin") : null },
    };

    private static string Twin(string id) => $"{(id.Length > MostId - 5 ? id[..(MostId - 5)] : id)}-twin";
}
