using System.Security.Cryptography.X509Certificates;
using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>The script by which an installer makes certificates.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class CertificatesScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void EverythingTwice_ChangesNoFile()
    {
        var authority = new Authority(_folder.Path, "Acme \"shops\" & $1 #2");
        string[][] commands = [["init", "Another name"], ["server", "broker.example", "192.0.2.7", "2001:db8::7"], ["cloud"], ["device", "acme/berlin/floor-1"], ["client", "nurse"]];
        foreach (var command in commands[1..])
            authority.Run(command);
        var before = Contents();
        foreach (var command in commands)
            authority.Run(command).ShouldContain("is there already, until ");
        Contents().ShouldBe(before);
        using var ca = X509CertificateLoader.LoadCertificateFromFile(authority.Ca);
        ca.GetNameInfo(X509NameType.SimpleName, false).ShouldBe("Acme \"shops\" & $1 #2");
        using var server = X509CertificateLoader.LoadCertificateFromFile($"{authority.Server}.pem");
        server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames().ShouldBe(["broker.example"]);
        server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses().Select(a => a.ToString()).ShouldBe(["192.0.2.7", "2001:db8::7"]);
    }

    [SkippableFact]
    public void Keys_AreReadableByTheirOwnerOnly()
    {
        var authority = new Authority(_folder.Path, "Acme");
        authority.Run("server", "localhost");
        authority.Run("cloud");
        authority.Device("acme/berlin/floor-1");
        var keys = Directory.GetFiles(_folder.Path, "*.key", SearchOption.AllDirectories);
        keys.Length.ShouldBe(4);
        keys.ShouldAllBe(key => File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [SkippableFact]
    public void Renew_KeepsTheKeyAndGivesAnotherCertificate()
    {
        var authority = new Authority(_folder.Path, "Acme");
        var device = authority.Device("acme/berlin/floor-1");
        var (key, certificate) = (File.ReadAllText($"{device}.key"), File.ReadAllText($"{device}.pem"));
        authority.Run("--renew", "--days", "10", "device", "acme/berlin/floor-1");
        File.ReadAllText($"{device}.key").ShouldBe(key);
        File.ReadAllText($"{device}.pem").ShouldNotBe(certificate);
        using var renewed = X509CertificateLoader.LoadCertificateFromFile($"{device}.pem");
        (renewed.NotAfter - DateTime.Now).TotalDays.ShouldBeInRange(9, 10);
        authority.Run("list").ShouldContain("ends ");
    }

    [SkippableFact]
    public void Revoke_ARenewedDevice_RevokesBothAndMakesRoomForANewKey()
    {
        var authority = new Authority(_folder.Path, "Acme");
        var device = authority.Device("acme/berlin/floor-1");
        var key = File.ReadAllText($"{device}.key");
        authority.Run("--renew", "device", "acme/berlin/floor-1");
        authority.Run("revoke", "acme/berlin/floor-1");
        authority.Run("list").Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith("revoked ") && line.EndsWith(" acme/berlin/floor-1"));
        authority.Run("revoke", "acme/berlin/floor-1").ShouldContain("is revoked already");
        authority.Device("acme/berlin/floor-1");
        File.ReadAllText($"{device}.key").ShouldNotBe(key);
        authority.Run("list").ShouldContain("valid ");
    }

    [SkippableTheory]
    [InlineData("device acme/berlin", "device 'acme/berlin': must be TENANT/STORE/DEVICE, each 1 to 40 of a-z, 0-9 and '-'")]
    [InlineData("device acme/berlin/floor-1/set", "must be TENANT/STORE/DEVICE")]
    [InlineData("device ../berlin/floor-1", "must be TENANT/STORE/DEVICE")]
    [InlineData("device acme/+/floor-1", "must be TENANT/STORE/DEVICE")]
    [InlineData("device ACME/berlin/floor-1", "must be TENANT/STORE/DEVICE")]
    [InlineData("device aaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbb/cccccccccccccc", "has 66 characters with its slashes, and a certificate's name may have 64: choose shorter ids")]
    [InlineData("device", "'device' takes one name, TENANT/STORE/DEVICE")]
    [InlineData("server", "'server' takes at least one host name or address")]
    [InlineData("server bad_host,DNS:evil", "server 'bad_host,DNS:evil': is no host name or address")]
    [InlineData("revoke acme/berlin/unknown", "there is no certificate of that name")]
    [InlineData("revoke ../../etc", "must be TENANT/STORE/DEVICE, cloud, server or a client's name")]
    [InlineData("client cloud", "client 'cloud': must be 1 to 40 of a-z, 0-9 and '-', and neither cloud nor server")]
    [InlineData("--days 0 cloud", "--days '0': must be a whole number from 1 to 99999")]
    [InlineData("--dayz 3 cloud", "unknown option --dayz")]
    [InlineData("isue x", "unknown command 'isue'")]
    public void WrongInput_IsOneSentenceAndExitCode2(string arguments, string sentence)
    {
        var authority = new Authority(_folder.Path, "Acme");
        var (code, output) = authority.Try(arguments.Split(' '));
        (code, output.Trim().Split('\n').Length).ShouldBe((2, 1), output);
        output.ShouldContain(sentence);
    }

    [SkippableFact]
    public void WithoutAnAuthority_SaysHowToMakeOne()
    {
        var authority = new Authority(_folder.Path, "Acme");
        var empty = Directory.CreateDirectory(_folder.File("empty")).FullName;
        var (code, output) = authority.Try("--folder", empty, "cloud");
        (code, output).ShouldBe((2, $"{empty}: holds no authority yet; make one with: certificates --folder {empty} init NAME\n"));
    }

    private Dictionary<string, string> Contents() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
}
