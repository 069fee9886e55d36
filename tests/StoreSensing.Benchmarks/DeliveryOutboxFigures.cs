using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>
/// How fast a device's outbox empties after an outage, on a link on which the broker's answer and the cloud's acknowledgement take 200 ms: its window
/// (32 messages) per round trip. The outbox is real, the link is a delay.
/// </summary>
internal static class DeliveryOutboxFigures
{
    private const int Messages = 1500;
    private const string Session = "00c0ffee00c0ffee";
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(200);

    public static void Measure(Report report)
    {
        var rate = RateAsync().GetAwaiter().GetResult();
        report.AtLeast("delivery.outbox.drainAt200ms", rate, "messages/s", 100);
        // Six kinds of figures a minute.
        report.Plain("delivery.outbox.dayDrainedIn", 6 * 24 * 60 / rate, "s");
    }

    private static async Task<double> RateAsync()
    {
        using var folder = new TemporaryFolder();
        using var outbox = new SqliteOutbox(new OutboxOptions { File = folder.File("outbox.db") }, TimeProvider.System, NullLogger.Instance);
        for (var seq = 1; seq <= Messages; seq++)
            outbox.Add(new PublishableMessage(MessageKind.Zone, Session, seq, DateTimeOffset.UnixEpoch, System.Text.Encoding.ASCII.GetBytes($$"""{"late":false,"seq":{{seq}}}""")));
        OutboxPublisher? publisher = null;
        publisher = new OutboxPublisher(
            outbox,
            async (_, payload, cancellation) =>
            {
                await Task.Delay(RoundTrip, cancellation);
                var seq = System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("seq").GetInt64();
                publisher!.OnAck(System.Text.Encoding.ASCII.GetBytes($$"""{"schema":"ack/1","session":"{{Session}}","ranges":[[{{seq}},{{seq}}]],"refused":[]}"""));
            },
            new DeviceAddress("acme", "bench", "device-1"), new PublisherOptions(), TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var began = TimeProvider.System.GetTimestamp();
        var running = publisher.RunAsync(stop.Token);
        var left = await publisher.DrainAsync(TimeSpan.FromMinutes(2));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await stop.CancelAsync();
        await running;
        return (Messages - left) / seconds;
    }
}
