using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>Who is let in: holders of a certificate of the shop's own authority that holds today and is not revoked.</summary>
[Collection(SecuredShopCollection.Name)]
public sealed class CertificateTests(SecuredShop shop) : IDisposable
{
    private readonly RecordingLogger _log = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task GoodDevice_IsStoredAndAcknowledged()
    {
        await shop.Serves();
        RawConnection.IsTaken(shop.Broker.Port, RawConnection.Certificate(shop.Authority.Device("acme/berlin/floor-1"))).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task WrongAuthority_IsRefusedAndLoggedOnce()
    {
        var stranger = new Authority(_folder.Path, "Somebody else");
        await shop.Serves();
        await using var client = SecuredShop.Start(shop.As(stranger.Device("acme/berlin/floor-1"), "stranger"), _log);

        // Many attempts, one line of warning; or two, where the broker's reset once came before its word.
        await Eventually.True(() => client.Fault?.EndsWith("it is of a CA that the broker does not trust", StringComparison.Ordinal) == true, $"the reason is known; {client.Fault}");
        var tries = Tries();
        await Eventually.True(() => Tries() >= tries + 5, "it keeps trying");
        _log.Warnings.Count(line => line.EndsWith("it is of a CA that the broker does not trust; trying again", StringComparison.Ordinal)).ShouldBe(1);
        _log.Warnings.Count().ShouldBeLessThanOrEqualTo(2);
        client.IsConnected.ShouldBeFalse();
        await shop.Serves();
    }

    [SkippableFact]
    public async Task BrokerOfAnotherAuthority_IsNotTrusted()
    {
        var stranger = new Authority(_folder.Path, "Somebody else");
        await using var client = SecuredShop.Start(shop.As(shop.Authority.Device("acme/berlin/floor-1"), "careful", trusts: stranger), _log);
        await Eventually.True(() => client.Fault is not null, "a fault is given");
        client.Fault!.ShouldContain("certificate verify failed");
    }

    [SkippableFact]
    public async Task Expired_IsRefused()
    {
        await shop.Serves();
        using var expired = shop.Authority.Expired("acme/berlin/floor-1");
        RawConnection.IsTaken(shop.Broker.Port, expired).ShouldBeFalse();
        await shop.Serves();
    }

    [SkippableFact]
    public async Task NoCertificate_OrNoTls_IsRefused()
    {
        RawConnection.IsTaken(shop.Broker.Port, null).ShouldBeFalse();
        using var plain = RawConnection.Plain(shop.Broker.Port);
        plain.Send(Packets.Connect("plain"));
        // An alert of TLS at most, never a CONNACK.
        plain.Receive().FirstOrDefault().ShouldNotBe((byte)0x20);
        await shop.Serves();
    }

    [SkippableFact]
    public async Task CertificateOfTheServer_AsAClients_IsRefused()
    {
        RawConnection.IsTaken(shop.Broker.Port, RawConnection.Certificate(shop.Authority.Server)).ShouldBeFalse();
        await shop.Serves();
    }

    [SkippableFact]
    public async Task Revoked_IsRefusedFromTheReloadOn()
    {
        var device = shop.Authority.Device("acme/berlin/lost-1");
        foreach (var kind in new[] { "pem", "key" })
            File.Copy($"{device}.{kind}", _folder.File($"stolen.{kind}"));
        var stolen = shop.As(_folder.File("stolen"), "stolen");
        await using (var before = SecuredShop.Start(stolen, _log))
            await Eventually.True(() => before.IsConnected, $"it is let in; {before.Fault}");

        shop.Authority.Run("revoke", "acme/berlin/lost-1");
        shop.Broker.Reload();
        await Eventually.True(() => !RawConnection.IsTaken(shop.Broker.Port, RawConnection.Certificate(_folder.File("stolen"))), "the list is read");

        await using var after = SecuredShop.Start(stolen, _log);
        await Eventually.True(() => after.Fault?.EndsWith("it is revoked", StringComparison.Ordinal) == true, $"the reason is known; {after.Fault}");
        await shop.Serves();
    }

    private int Tries() => _log.Lines.Count(line => line.Text.Contains("next try in"));
}
