using System.Text.Json;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.ScaleOut;

/// <summary>Two cloud processes in one group on a real broker and one store, and a fleet that sends: one of them is killed in the middle.</summary>
internal sealed class SharedShop : IAsyncDisposable
{
    public const int Devices = 20;

    private readonly TemporaryFolder _folder = new();

    public MosquittoBroker Broker { get; } = new(settings: "max_inflight_messages 1000");

    public CloudProcess First { get; private set; } = null!;

    public CloudProcess Second { get; private set; } = null!;

    public SendingFleet Fleet { get; private set; } = null!;

    /// <param name="program">The cloud program's <c>.dll</c>.</param>
    public static async Task<SharedShop> OpenAsync(string program)
    {
        var shop = new SharedShop();
        try
        {
            var yaml = $"mqtt:\n  port: {shop.Broker.Port}\n  sharedGroup: shops\nstore:\n  path: {shop._folder.File("shared.sqlite")}\n";
            shop.First = await CloudProcess.StartAsync(program, shop._folder.Path, yaml);
            shop.Second = await CloudProcess.StartAsync(program, shop._folder.Path, yaml);
            await shop.First.Ready();
            await shop.Second.Ready();
            shop.Fleet = new SendingFleet(new MqttOptions { Host = "127.0.0.1", Port = shop.Broker.Port, ClientId = "fleet" }, Devices);
            await shop.Fleet.Ready();
            await shop.Fleet.Introduce();
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>How far the busier process is from half of what both stored: 0 is even, 1 is all.</summary>
    public async Task<double> Imbalance()
    {
        var (first, second) = (await First.Stored(), await Second.Stored());
        return Math.Abs(first - second) / (double)(first + second);
    }

    /// <summary>Messages in the common store, each once, as any process counts them.</summary>
    public static async Task<long> StoredBy(CloudProcess cloud) =>
        (await cloud.Ingest()).GetProperty("sessions").EnumerateArray().Sum(session => session.GetProperty("stored").GetInt64());

    public async ValueTask DisposeAsync()
    {
        if (Fleet is not null)
            await Fleet.DisposeAsync();
        First?.Dispose();
        Second?.Dispose();
        Broker.Dispose();
        _folder.Dispose();
    }
}
