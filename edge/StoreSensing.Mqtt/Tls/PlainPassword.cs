using System.Net;

namespace StoreSensing.Mqtt.Tls;

/// <summary>Where a password would pass in clear.</summary>
public static class PlainPassword
{
    /// <summary>True when a password for this host would leave the machine without TLS.</summary>
    public static bool Leaves(string host, string? password, string? caFile) => password is not null && caFile is null && !IsThisMachine(host);

    /// <summary>True when the host is this machine by its name or address.</summary>
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
