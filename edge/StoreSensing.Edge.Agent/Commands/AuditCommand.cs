using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Audit;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Mqtt;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>audit</c>: every byte that left, held against its schema.</summary>
internal static class AuditCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config", "-c") { Description = "the device's YAML configuration: its broker and its topics; needed without --from", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "a capture instead of the broker; - reads standard input", HelpName = "FILE" };
        var capture = new Option<FileInfo?>("--capture") { Description = "keep what passes in this file, to be audited again with --from; it must not exist yet", HelpName = "FILE" };
        var seconds = new Option<double?>("--seconds") { Description = "stop listening after this long; left out: until Ctrl-C", HelpName = "SECONDS" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "only findings and the summary, not every field" };
        var json = new Option<bool>("--json") { Description = "a line of JSON for each message, then one with the summary" };
        var command = new Command(
            "audit",
            """
            Show every byte that left this device, held against its schema: per message its topic, schema and length, every field with its first value and how
            the schema permits it; at the end messages, bytes and distinct fields per kind. It listens to the device's topics on the broker and looks only at bytes.

              storesensing-edge audit --config store.yaml                          live, until Ctrl-C
              storesensing-edge audit --config store.yaml --seconds 600 --quiet --capture day.jsonl
              storesensing-edge audit --from day.jsonl --json                      a capture, for another program
              mosquitto_sub -t 'storesensing/v1/#' -F %J | storesensing-edge audit --from -

            What it flags:
              unknown-topic   none of the product's topics
              schema          not as its schema says
              unknown-field   a field that the schema does not know
              free-text       a text that is no id, word of a list, time, schema name, nor a name or label in describe
              high-entropy    a text that looks random: 12 characters of 3.0 bits (Shannon) mixing letters and digits, 24 of 4.2 bits, or 12 hexadecimal
                              digits of 2.5 bits; session ids and model hashes are permitted where the schema has them, and nowhere else
              id-like         a number of a million or more that a later message repeats, or 12 messages in a row with growing numbers from a
                              thousand on, in a field that is no counter; 9 digits or an e-mail address in a text; an id that the device does not describe
              person-time     a time that is no start of a window, nor status' 'at'

            Kinds set/… are commands towards the device.

            A capture has one JSON object a line: {"at": time, "topic": text, "payload": text, base64 or object}.

            Exit codes: 0 nothing flagged, 1 something was, 2 wrong input (configuration, capture, broker).
            """)
        {
            config, from, capture, seconds, quiet, json,
        };
        command.SetAction((parsed, cancellation) => UserFaults.Report(async () =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var options = new AuditOptions(parsed.GetValue(json), parsed.GetValue(quiet));
            if (parsed.GetValue(from) is { } file)
                return await AuditRun.OverAsync(CaptureFile.ReadAsync(file, stop.Token), options, parsed.InvocationConfiguration.Output, stop.Token);
            var path = parsed.GetValue(config) ?? throw new ConfigException(["audit needs --config FILE to know broker and topics, or --from FILE with a capture"]);
            var loaded = EdgeConfigReader.Load(path.FullName);
            using var keep = parsed.GetValue(capture) is { } kept ? CaptureFile.Create(kept.FullName) : null;
            if (parsed.GetValue(seconds) is { } limit)
                stop.CancelAfter(TimeSpan.FromSeconds(limit > 0 ? limit : throw new ConfigException([$"--seconds {limit}: must be above 0"])));
            return await AuditRun.OverAsync(Live(loaded, stop.Token).KeepAsync(keep, stop.Token), options, parsed.InvocationConfiguration.Output, stop.Token);
        }));
        return command;
    }

    private static IAsyncEnumerable<CapturedMessage> Live(EdgeConfig config, CancellationToken cancellation) => MqttTap.ListenAsync(
        config.Mqtt.BrokerAs($"storesensing-audit-{Guid.NewGuid():N}") with
        {
            // Whatever the device says below its own name, commands excepted only by who sends them.
            Subscriptions = [$"{Topic.Prefix}/{config.Tenant}/{config.Store}/{config.Device}/#"],
        },
        Patience, TimeProvider.System, NullLogger.Instance, cancellation);
}
