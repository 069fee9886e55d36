using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Time;
using StoreSensing.Testing;

namespace StoreSensing.Mqtt.Tests;

/// <summary>Mutual TLS: our own certificate, against a broker that wants one. Each test has a CA of its own.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MutualTlsTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly RecordingLogger _log = new();
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Start_CertificateOfTheBrokersCa_IsItsUser()
    {
        using var broker = Broker();
        Write("device", "acme/berlin/floor-1");
        await using var client = Start(broker.Port, "device");

        await Eventually.True(() => client.IsConnected, $"connected; {client.Fault}");
        await client.PublishAsync("t", new byte[10_000], retain: false, CancellationToken.None);
        broker.Log.ShouldContain("u'acme/berlin/floor-1'");
    }

    [SkippableFact]
    public async Task Start_NoCertificate_SaysThatTheBrokerWantsOne()
    {
        using var broker = Broker();
        await using var client = Start(broker.Port, null);
        await Eventually.True(() => client.Fault?.Contains("refuses our certificate") == true, "a fault is given");
        client.Fault!.ShouldBe($"broker localhost:{broker.Port} refuses our certificate: it wants one, and we have none to show (certFile, keyFile)");
    }

    [SkippableFact]
    public async Task Start_CertificateOfAnotherCa_IsRefused()
    {
        using var broker = Broker();
        using var stranger = new TestAuthority();
        stranger.Write(_folder.Path, "device", "acme/berlin/floor-1", Now.AddDays(-1), Now.AddDays(9));
        await using var client = Start(broker.Port, "device");
        await Eventually.True(() => client.Fault?.Contains("refuses our certificate") == true, "a fault is given");
        client.Fault!.ShouldBe($"broker localhost:{broker.Port} refuses our certificate '{_folder.File("device.pem")}': it is of a CA that the broker does not trust");
        client.IsConnected.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Start_CertificateExpired_NamesTheDayAndConnectsOnceItIsRenewed()
    {
        using var broker = Broker();
        Write("device", "acme/berlin/floor-1", Now.AddDays(-10), Now.AddDays(-3));
        await using var client = Start(broker.Port, "device");
        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldBe($"our certificate '{_folder.File("device.pem")}' expired on {Now.AddDays(-3):yyyy-MM-dd}: a new one is needed");

        Write("device", "acme/berlin/floor-1");
        await Eventually.True(() => client.IsConnected, "the new certificate is taken up");
    }

    [SkippableFact]
    public async Task Start_CertificateNotYetValid_NamesTheDayAndTheClock()
    {
        using var broker = Broker();
        Write("device", "acme/berlin/floor-1", Now.AddDays(3), Now.AddDays(9));
        await using var client = Start(broker.Port, "device");
        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldStartWith($"our certificate '{_folder.File("device.pem")}' holds from {Now.AddDays(3):yyyy-MM-dd} on, and this machine's clock says ");
    }

    [SkippableFact]
    public async Task Start_CertificateEndsSoon_IsWarnedOfOnce()
    {
        using var broker = Broker();
        Write("device", "acme/berlin/floor-1", Now.AddDays(-1), Now.AddDays(12).AddHours(1));
        await using var client = Start(broker.Port, "device");
        await Eventually.True(() => client.IsConnected, "connected");
        broker.Kill();
        broker.Start();
        await Eventually.True(() => client.IsConnected && _log.Lines.Count(line => line.Text.StartsWith("connected", StringComparison.Ordinal)) == 2, "connected again");
        _log.Lines.Where(line => line.Level == LogLevel.Warning && line.Text.Contains("expires on")).ShouldHaveSingleItem().Text.ShouldEndWith("in 12 days");
    }

    [SkippableFact]
    public async Task Constructor_KeyReadableByOthers_IsWarnedOf()
    {
        Write("device", "acme/berlin/floor-1");
        File.SetUnixFileMode(_folder.File("device.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await using var _ = Client(1, "device");
        _log.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text == $"key '{_folder.File("device.key")}' can be read by every user of this machine: chmod 600 it");
    }

    [SkippableTheory]
    [InlineData("ca", "device", null, "certificate '{0}/device.pem' is given without its key")]
    [InlineData("ca", null, "device", "key '{0}/device.key' is given without its certificate")]
    [InlineData(null, "device", "device", "certificate '{0}/device.pem' needs the CA file that the broker's certificate is checked with")]
    [InlineData("ca", "none", "device", "certificate '{0}/none.pem' does not exist")]
    [InlineData("ca", "device", "none", "key '{0}/none.key' does not exist")]
    [InlineData("ca", "device", "other", "key '{0}/other.key' is not the key of certificate '{0}/device.pem'")]
    [InlineData("ca", "text", "device", "certificate '{0}/text.pem' holds no certificate in PEM")]
    [InlineData("ca", "device", "text", "key '{0}/text.key' holds no private key in PEM")]
    [InlineData("ca", "device", "locked", "key '{0}/locked.key' has a passphrase: nobody would be there to type it, so keep it without one and readable by its user alone")]
    [InlineData("text", "device", "device", "CA file '{0}/text.pem' holds no certificate in PEM")]
    public void Constructor_UnusableFile_IsOneSentenceThatNamesIt(string? ca, string? certificate, string? key, string sentence)
    {
        _authority.WriteCa(_folder.Path);
        Write("device", "acme/berlin/floor-1");
        Write("other", "acme/berlin/floor-2");
        foreach (var text in new[] { "text.pem", "text.key" })
            File.WriteAllText(_folder.File(text), "nothing of the kind\n");
        File.WriteAllText(_folder.File("locked.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGj\n-----END ENCRYPTED PRIVATE KEY-----\n");
        string? Of(string? name, string kind) => name is null ? null : _folder.File($"{name}.{kind}");
        Should.Throw<MqttException>(() => new MosquittoClient(
            new MqttOptions { Host = "localhost", ClientId = "c", CaFile = Of(ca, "pem"), CertFile = Of(certificate, "pem"), KeyFile = Of(key, "key") }, _log))
            .Message.ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, _folder.Path));
    }

    [SkippableFact]
    public async Task Start_Tls_OffersNothingOlderThanTls12()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _authority.WriteCa(_folder.Path);
        await using var client = Start(((IPEndPoint)listener.LocalEndpoint).Port, null);
        using var socket = await listener.AcceptSocketAsync();
        var hello = new byte[4096];
        var length = await socket.ReceiveAsync(hello);

        SupportedVersions(hello.AsSpan(0, length)).Order().ShouldBe([0x0303, 0x0304]);
    }

    // RFC 8446, section 4.2.1: extension 43, its length, the list's length in a byte, versions of two bytes.
    private static List<int> SupportedVersions(ReadOnlySpan<byte> hello)
    {
        var at = 5 + 4 + 2 + 32;
        at += 1 + hello[at];
        at += 2 + ((hello[at] << 8) | hello[at + 1]);
        at += 1 + hello[at];
        at += 2;
        var versions = new List<int>();
        while (at + 4 <= hello.Length)
        {
            var (type, size) = ((hello[at] << 8) | hello[at + 1], (hello[at + 2] << 8) | hello[at + 3]);
            if (type == 43)
                for (var i = at + 5; i < at + 4 + size; i += 2)
                    versions.Add((hello[i] << 8) | hello[i + 1]);
            at += 4 + size;
        }
        return versions;
    }

    private void Write(string file, string name, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        _authority.Write(_folder.Path, file, name, from ?? Now.AddDays(-1), to ?? Now.AddDays(90));

    private MosquittoClient Start(int port, string? certificate)
    {
        var client = Client(port, certificate);
        client.Start();
        return client;
    }

    private MosquittoClient Client(int port, string? certificate)
    {
        _authority.WriteCa(_folder.Path);
        return new MosquittoClient(
            new MqttOptions
            {
                Host = "localhost",
                Port = port,
                ClientId = "client",
                CaFile = _folder.File("ca.pem"),
                CertFile = certificate is null ? null : _folder.File($"{certificate}.pem"),
                KeyFile = certificate is null ? null : _folder.File($"{certificate}.key"),
            },
            _log,
            backoff: new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), () => 0.5));
    }

    private MosquittoBroker Broker() => new(
        settings: "cafile {folder}/ca.pem\ncertfile {folder}/server.pem\nkeyfile {folder}/server.key\nrequire_certificate true\nuse_identity_as_username true",
        prepare: folder =>
        {
            _authority.WriteCa(folder);
            _authority.Write(folder, "server", "localhost", Now.AddDays(-1), Now.AddDays(9));
        });
}
