using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Audit;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary><c>audit</c>: every byte that arrives, held against its schema.</summary>
internal static class AuditCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var config = new Option<string?>("--config", "-c") { Description = "The YAML file with the broker; without one the defaults hold." };
        var mqtt = new Option<string?>("--mqtt") { Description = "HOST:PORT of the broker." };
        var from = new Option<string?>("--from") { Description = "A capture instead of the broker; - reads standard input.", HelpName = "FILE" };
        var capture = new Option<string?>("--capture") { Description = "Keep what passes in this file, to be audited again with --from; it must not exist yet.", HelpName = "FILE" };
        var seconds = new Option<double?>("--seconds") { Description = "Stop listening after this long; left out: until Ctrl-C." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Only findings and the summary, not every field." };
        var json = new Option<bool>("--json") { Description = "A line of JSON for each message, then one with the summary." };
        var command = new Command(
            "audit",
            """
            Show every byte that arrives from any device, held against its schema, as 'storesensing-edge audit' does on the device: all topics below
            storesensing/v1, commands included (kinds set/…). It listens beside the service, stores nothing and acknowledges nothing.

              storesensing-cloud audit --mqtt broker:1883                        live, until Ctrl-C
              storesensing-cloud audit --config cloud.yaml --seconds 3600 --quiet --capture hour.jsonl
              storesensing-cloud audit --from hour.jsonl --json

            What it flags: unknown-topic, schema, unknown-field, free-text, high-entropy (texts that look random), id-like (numbers and ids that behave like
            somebody's), person-time (times that are no window's). 'storesensing-edge audit --help' has the thresholds.

            Exit codes: 0 nothing flagged, 1 something was, 2 wrong input (configuration, capture, broker).
            """)
        {
            config, mqtt, from, capture, seconds, quiet, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var options = new AuditOptions(parsed.GetValue(json), parsed.GetValue(quiet));
            if (parsed.GetValue(from) is { } file)
                return await AuditRun.OverAsync(CaptureFile.ReadAsync(file, stop.Token), options, parsed.InvocationConfiguration.Output, stop.Token);
            var loaded = RunCommand.Load(parsed.GetValue(config)).With(null, null, parsed.GetValue(mqtt));
            using var keep = parsed.GetValue(capture) is { } kept ? CaptureFile.Create(kept) : null;
            if (parsed.GetValue(seconds) is { } limit)
                stop.CancelAfter(TimeSpan.FromSeconds(limit > 0 ? limit : throw new ConfigException([$"--seconds {limit}: must be above 0"])));
            return await AuditRun.OverAsync(Live(loaded, stop.Token).KeepAsync(keep, stop.Token), options, parsed.InvocationConfiguration.Output, stop.Token);
        });
        return command;
    }

    private static IAsyncEnumerable<CapturedMessage> Live(CloudConfig config, CancellationToken cancellation) => MqttTap.ListenAsync(
        config.Mqtt.Broker with
        {
            // Not the service's own name: the broker would throw it out.
            ClientId = $"storesensing-audit-{Guid.NewGuid():N}",
            Subscriptions = [$"{Topic.Prefix}/{(config.Tenant == "+" ? "" : config.Tenant + "/")}#"],
        },
        Patience, TimeProvider.System, NullLogger.Instance, cancellation);
}
