using System.CommandLine;
using System.Globalization;
using StoreSensing.Cloud.Aggregator.Commands;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary><c>load</c>: a simulated fleet, and what the broker and the cloud make of it.</summary>
internal static class LoadCommand
{
    private const int AllAcknowledged = 0;
    private const int SomethingLeft = 1;

    public static Command Create()
    {
        var options = new LoadOptions();
        var command = new Command(
            "load",
            """
            Send the figures of a simulated fleet through the broker, and measure what the cloud makes of them: acknowledged, stored, latency from publish
            to the cloud's acknowledgement, CPU. Zone figures as devices send them, marked as simulated, in a shop of their own (load/fleet); a shop with real
            devices is refused. Figures stay in the cloud's store: use a store for tests, or erase them after it ('storesensing-cloud erase --store fleet').

              storesensing-cloud load --mqtt 127.0.0.1:1883                             100 devices of 10 zones, a window a minute, for a minute
              storesensing-cloud load --devices 10000 --burst --windows 1               10,000 windows in the same moment
              storesensing-cloud load --rate 5000 --zones 1 --seconds 30                5,000 messages a second of one figure
              storesensing-cloud load --rate max --zones 50 --back 24 --seconds 30      as fast as it goes, windows of the last day
              storesensing-cloud load --rate 2000 --api http://127.0.0.1:8080 --json    with the cloud's own counts, for a script

            The cloud must run on the same broker. The fleet shares a few connections (--connections), so it shows what messages cost, not what 10,000
            connections do. What is unacknowledged after --resend seconds is sent again, as a device does; at the end it waits --drain seconds for the rest.
            Progress on standard error every 2 s; Ctrl-C ends it with the summary.

            Exit codes: 0 everything acknowledged, 1 something was refused or not acknowledged, 2 wrong input, no broker or no cloud.
            """);
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = options.Plan(parsed);
            var config = RunCommand.Load(options.Config(parsed)).With(null, null, options.Broker(parsed));
            var broker = config.Mqtt.Broker;
            broker = broker with
            {
                ClientId = "storesensing-load", CaFile = options.Ca(parsed) ?? broker.CaFile, CertFile = options.Cert(parsed) ?? broker.CertFile, KeyFile = options.Key(parsed) ?? broker.KeyFile,
            };
            var api = options.Api(parsed);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
            var watch = new LoadWatch(
                options.BrokerPid(parsed) ?? ProcessCpu.Listener(broker.Port), options.CloudPid(parsed) ?? (api is null ? null : ProcessCpu.Listener(api.Port)), api, http);
            var output = parsed.InvocationConfiguration;
            var summary = await RunAsync(plan, broker, watch, output.Error, cancellation);
            foreach (var line in options.IsJson(parsed) ? [summary.ToJson()] : summary.Lines())
                output.Output.WriteLine(line);
            return summary.Unacknowledged + summary.Refused == 0 ? AllAcknowledged : SomethingLeft;
        });
        return command;
    }

    private static async Task<LoadSummary> RunAsync(LoadPlan plan, MqttOptions broker, LoadWatch watch, TextWriter progress, CancellationToken cancellation)
    {
        await using var run = new LoadRun(plan, broker, TimeProvider.System);
        // A cloud that doesn't answer is found before anything is sent.
        await watch.ReadAsync(cancellation);
        await run.PrepareAsync(cancellation);
        var (before, at, prepared) = (await watch.ReadAsync(cancellation), run.Now, run.Counts);
        progress.WriteLine($"{plan.Devices} devices introduced in {at.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        using var ended = new CancellationTokenSource();
        var telling = TellAsync(run, progress, ended.Token);
        await run.SendAsync(cancellation);
        await ended.CancelAsync();
        await telling;
        var (counts, after) = (run.Counts, await watch.ReadAsync(CancellationToken.None));
        var seconds = (counts.Acknowledged > prepared.Acknowledged ? counts.LastAnswer - at : run.Now - at).TotalSeconds;
        var (sent, acknowledged) = (counts.Sent - prepared.Sent, counts.Acknowledged - prepared.Acknowledged);
        return new LoadSummary
        {
            Devices = plan.Devices, Zones = plan.Zones, Sent = sent, Figures = sent * plan.Zones, Acknowledged = acknowledged,
            Refused = counts.Refused, Unacknowledged = counts.Waiting, Repeated = counts.Repeated, FailedPublishes = counts.FailedPublishes,
            Stored = after.Stored - before.Stored, Duplicates = after.Duplicates - before.Duplicates,
            Seconds = seconds, MessagesPerSecond = acknowledged / seconds, FiguresPerSecond = acknowledged * plan.Zones / seconds,
            MedianMilliseconds = 1000 * counts.Median, P99Milliseconds = 1000 * counts.P99, LongestMilliseconds = 1000 * counts.Longest, BehindMilliseconds = 1000 * counts.Behind,
            BrokerCpuSeconds = after.BrokerCpu - before.BrokerCpu, CloudCpuSeconds = after.CloudCpu - before.CloudCpu, OwnCpuSeconds = after.OwnCpu - before.OwnCpu,
        };
    }

    private static async Task TellAsync(LoadRun run, TextWriter progress, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        var last = run.Counts;
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var now = run.Counts;
                progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                    {run.Now.TotalSeconds,6:0} s  sent {now.Sent}, acknowledged {now.Acknowledged} ({(now.Acknowledged - last.Acknowledged) / 2.0:0}/s), on their way {now.Waiting}, sent again {now.Repeated}
                    """));
                last = now;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
