using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>A certificate authority made by the script that the product ships, in a folder of its own.</summary>
internal sealed class Authority
{
    private static readonly string Script = Path.Combine(ReferenceData.Repository, "cloud", "mosquitto", "certificates");

    public Authority(string folder, string name)
    {
        Skip.IfNot(File.Exists("/usr/bin/openssl"), "openssl is not installed: /usr/bin/openssl");
        Folder = folder;
        Run("init", name);
    }

    public string Folder { get; }

    public string Ca => Path.Combine(Folder, "ca.pem");

    public string Server => Path.Combine(Folder, "server");

    public string Cloud => Path.Combine(Folder, "cloud");

    /// <summary>A device's certificate and key without <c>.pem</c> and <c>.key</c>; made when it is absent.</summary>
    public string Device(string name)
    {
        Run("device", name);
        return Path.Combine(Folder, "devices", name);
    }

    /// <summary>Runs the script; throws with what it said when it fails.</summary>
    public string Run(params string[] arguments)
    {
        var (code, output) = Try(arguments);
        return code == 0 ? output : throw new InvalidOperationException($"certificates {string.Join(' ', arguments)}: {output}");
    }

    /// <summary>Runs the script; gives its exit code and all that it said.</summary>
    public (int Code, string Output) Try(params string[] arguments)
    {
        using var process = ChildProcess.Start(Folder, Script, ["--folder", Folder, .. arguments]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>A certificate of this authority for a device with dates that the script would not give.</summary>
    public X509Certificate2 Expired(string name)
    {
        using var ca = X509Certificate2.CreateFromPemFile(Ca, Path.Combine(Folder, "ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = DateTimeOffset.UtcNow;
        using var made = request.Create(ca, new DateTimeOffset(ca.NotBefore), now.AddSeconds(-1), RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }
}
