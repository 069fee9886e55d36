using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StoreSensing.Mqtt.Tls;

/// <summary>
/// The certificate files of a connection, looked at before the network is: what is wrong with them is said in a sentence that names the
/// file, where OpenSSL would say a number after the broker has hung up.
/// </summary>
public static class TlsFiles
{
    /// <summary>From then on its end is warned of.</summary>
    public static readonly TimeSpan EndIsNear = TimeSpan.FromDays(30);

    /// <summary>What is wrong with the files themselves, in a sentence; null: nothing. Dates are another matter: see <see cref="DateProblem"/>.</summary>
    public static string? Problem(string? caFile, string? certFile, string? keyFile)
    {
        if (certFile is null != keyFile is null)
            return certFile is null ? $"key '{keyFile}' is given without its certificate" : $"certificate '{certFile}' is given without its key";
        if (caFile is null)
            return certFile is null ? null : $"certificate '{certFile}' needs the CA file that the broker's certificate is checked with";
        if (Missing("CA file", caFile) is { } missing)
            return missing;
        if (Certificates(caFile).Count == 0)
            return $"CA file '{caFile}' holds no certificate in PEM";
        return certFile is null ? null : PairProblem(certFile, keyFile!);
    }

    /// <summary>That the key may be read by every user of this machine, in a sentence; null: it may not.</summary>
    public static string? ReadableByOthers(string keyFile) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(keyFile).HasFlag(UnixFileMode.OtherRead)
            ? $"key '{keyFile}' can be read by every user of this machine: chmod 600 it"
            : null;

    /// <summary>That the certificate has expired or does not hold yet, with the day; null: it holds now.</summary>
    public static string? DateProblem(string certFile, DateTimeOffset now)
    {
        using var certificate = Load(certFile);
        if (certificate.NotAfter.ToUniversalTime() <= now)
            return $"our certificate '{certFile}' expired on {Day(certificate.NotAfter)}: a new one is needed";
        if (certificate.NotBefore.ToUniversalTime() > now)
            return $"our certificate '{certFile}' holds from {Day(certificate.NotBefore)} on, and this machine's clock says {Day(now.UtcDateTime)}";
        return null;
    }

    /// <summary>That the certificate ends within <see cref="EndIsNear"/>, with the day; null: it doesn't.</summary>
    public static string? EndProblem(string certFile, DateTimeOffset now)
    {
        using var certificate = Load(certFile);
        var left = certificate.NotAfter.ToUniversalTime() - now.UtcDateTime;
        return left > EndIsNear ? null : $"our certificate '{certFile}' expires on {Day(certificate.NotAfter)}, in {Math.Max(0, Math.Floor(left.TotalDays)):0} days";
    }

    private static string? PairProblem(string certFile, string keyFile)
    {
        if ((Missing("certificate", certFile) ?? Missing("key", keyFile)) is { } missing)
            return missing;
        if (Certificates(certFile).Count == 0)
            return $"certificate '{certFile}' holds no certificate in PEM";
        var text = File.ReadAllText(keyFile);
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
            return $"key '{keyFile}' has a passphrase: nobody would be there to type it, so keep it without one and readable by its user alone";
        try
        {
            using var pair = X509Certificate2.CreateFromPem(File.ReadAllText(certFile), text);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                ? $"key '{keyFile}' is not the key of certificate '{certFile}'"
                : $"key '{keyFile}' holds no private key in PEM";
        }
    }

    private static string? Missing(string what, string file)
    {
        try
        {
            using var readable = File.OpenRead(file);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"{what} '{file}' may not be read by this user";
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return $"{what} '{file}' does not exist";
        }
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            found.Clear(); // what cannot be taken is none
        }
        return found;
    }

    private static X509Certificate2 Load(string certFile)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(certFile));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"certificate '{certFile}' can't be read: {e.Message}");
        }
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
