using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StoreSensing.Contracts.Time;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

public sealed class MosquittoTlsTests
{
    private readonly RecordingLogger _log = new();

    [SkippableFact]
    public async Task Start_TrustedCertificate_ConnectsAndPublishes()
    {
        using var broker = TlsBroker("localhost");
        await using var client = Start(broker, Path.Combine(broker.Folder, "ca.pem"));

        await Eventually.True(() => client.IsConnected, "connected by TLS");
        await client.PublishAsync("t", new byte[100_000], retain: false, CancellationToken.None);
    }

    // The library calls a handshake on a dead socket a success, for ever.
    [SkippableFact]
    public async Task Run_BrokerAwayAndBack_ReconnectsByTls()
    {
        using var broker = TlsBroker("localhost");
        await using var client = Start(broker, Path.Combine(broker.Folder, "ca.pem"));
        await Eventually.True(() => client.IsConnected, "connected by TLS");
        for (var round = 0; round < 2; round++)
        {
            broker.Kill();
            await Eventually.True(() => !client.IsConnected && client.Fault is not null, "the loss is noticed");
            var losses = _log.Lines.Count;
            await Eventually.True(() => _log.Lines.Count > losses + 1, "it tries again while the broker is away");
            broker.Start();
            await Eventually.True(() => client.IsConnected, "connected again");
            await client.PublishAsync("t", new byte[1000], retain: false, CancellationToken.None);
        }
    }

    [SkippableFact]
    public async Task DisposeAsync_BrokerAway_EndsAtOnce()
    {
        using var broker = TlsBroker("localhost");
        var client = Start(broker, Path.Combine(broker.Folder, "ca.pem"));
        await Eventually.True(() => client.IsConnected, "connected by TLS");
        broker.Kill();
        await Eventually.True(() => client.Fault is not null, "the loss is noticed");
        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [SkippableFact]
    public async Task Start_CertificateOfAnotherCa_IsRefusedWithItsReason()
    {
        using var broker = TlsBroker("localhost");
        using var folder = new TemporaryFolder();
        WriteCertificates(folder.Path, "localhost");
        await using var client = Start(broker, folder.File("ca.pem"));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("TLS failed");
        client.Fault!.ShouldContain("certificate verify failed");
        client.IsConnected.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Start_CertificateOfAnotherHost_IsRefused()
    {
        using var broker = TlsBroker("somewhere-else.example");
        await using var client = Start(broker, Path.Combine(broker.Folder, "ca.pem"));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("TLS failed");
    }

    [SkippableFact]
    public async Task Start_PlainToATlsPort_GivesAFault()
    {
        using var broker = TlsBroker("localhost");
        await using var client = Start(broker, null);

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("closed the connection before it accepted us");
    }

    [SkippableFact]
    public async Task Start_TlsToAPlainPort_GivesAFault()
    {
        using var broker = new MosquittoBroker();
        using var folder = new TemporaryFolder();
        WriteCertificates(folder.Path, "localhost");
        await using var client = Start(broker, folder.File("ca.pem"));

        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.IsConnected.ShouldBeFalse();
    }

    private MosquittoClient Start(MosquittoBroker broker, string? caFile)
    {
        var client = new MosquittoClient(
            new MqttOptions { Host = "127.0.0.1", Port = broker.Port, ClientId = "client", CaFile = caFile },
            _log,
            backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
        client.Start();
        return client;
    }

    private static MosquittoBroker TlsBroker(string name) => new(
        settings: "certfile {folder}/server.pem\nkeyfile {folder}/server.key",
        prepare: folder => WriteCertificates(folder, name));

    /// <summary>A CA of its own, and a server certificate for a name (and for 127.0.0.1 where the name is localhost).</summary>
    private static void WriteCertificates(string folder, string name)
    {
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        using var caKey = RSA.Create(2048);
        var caRequest = new CertificateRequest("CN=test CA", caKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var ca = caRequest.CreateSelfSigned(from, from.AddDays(10));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var server = request.Create(ca, from, from.AddDays(9), [1, 2, 3]);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), ca.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.pem"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
