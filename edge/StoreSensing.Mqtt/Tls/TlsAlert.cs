namespace StoreSensing.Mqtt.Tls;

/// <summary>What a server's TLS alert about our certificate means (RFC 8446, section 6.2), read out of OpenSSL's words for it.</summary>
internal static class TlsAlert
{
    private static readonly (string Alert, string Meaning)[] Known =
    [
        ("alert certificate expired", "it has expired"),
        ("alert certificate revoked", "it is revoked"),
        ("alert certificate unknown", "it is not accepted"),
        ("alert unknown ca", "it is of a CA that the broker does not trust"),
        ("alert unsupported certificate", "it is not made for clients"),
        ("alert bad certificate", "it is damaged or not accepted"),
        ("certificate required", "it wants one, and we have none to show (certFile, keyFile)"),
    ];

    /// <summary>The meaning; null when the text is about something else.</summary>
    public static string? Sentence(string? openSsl)
    {
        foreach (var (alert, meaning) in Known)
            if (openSsl?.Contains(alert, StringComparison.Ordinal) == true)
                return meaning;
        return null;
    }
}
