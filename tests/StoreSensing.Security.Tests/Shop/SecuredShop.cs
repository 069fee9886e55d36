using StoreSensing.Cloud.Aggregator.Tests.ScaleOut;
using StoreSensing.Contracts.Time;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>The broker as it is shipped for a network, the cloud with its certificate, and a device that does everything right.</summary>
public sealed class SecuredShop : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal Authority Authority { get; private set; } = null!;

    internal ShippedBroker Broker { get; private set; } = null!;

    internal CloudProcess Cloud { get; private set; } = null!;

    internal SendingFleet Good { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Authority = new Authority(_folder.Path, "Acme shops");
        Authority.Run("server", "localhost", "127.0.0.1");
        Authority.Run("cloud");
        Broker = new ShippedBroker("storesensing.conf", _folder.Path);
        Cloud = await CloudProcess.StartAsync(
            Programs.Cloud, _folder.Path,
            $"mqtt:\n  host: localhost\n  port: {Broker.Port}\n  caFile: {Authority.Ca}\n  certFile: {Authority.Cloud}.pem\n  keyFile: {Authority.Cloud}.key\nstore:\n  path: {_folder.File("store.sqlite")}\n");
        await Cloud.Ready();
        Good = new SendingFleet(As(Authority.Device("acme/berlin/floor-1"), "good"), devices: 1);
        await Good.Ready();
    }

    public async Task DisposeAsync()
    {
        if (Good is not null)
            await Good.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        Cloud?.Dispose();
        Broker?.Dispose();
        _folder.Dispose();
    }

    /// <summary>The good device sends, and the cloud says that it is stored.</summary>
    internal async Task Serves()
    {
        await Good.Send(windows: 1);
        await Good.Drained(20);
    }

    /// <summary>Options of whoever has this certificate and key.</summary>
    internal MqttOptions As(string certificate, string clientId, Authority? trusts = null) => new()
    {
        Host = "localhost",
        Port = Broker.Port,
        ClientId = clientId,
        CaFile = (trusts ?? Authority).Ca,
        CertFile = $"{certificate}.pem",
        KeyFile = $"{certificate}.key",
    };

    /// <summary>A started client that tries again every second or so.</summary>
    internal static MosquittoClient Start(MqttOptions options, RecordingLogger log)
    {
        var client = new MosquittoClient(options, log, backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
        client.Start();
        return client;
    }
}

/// <summary>One shop for all of them, because it takes seconds to open; each test leaves it working.</summary>
[CollectionDefinition(Name)]
public sealed class SecuredShopCollection : ICollectionFixture<SecuredShop>
{
    public const string Name = "secured shop";
}
