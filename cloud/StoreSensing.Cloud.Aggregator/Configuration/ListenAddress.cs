using System.Globalization;
using System.Net;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>A host name or address with a port, as <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>.</summary>
internal sealed record HostAndPort(string Host, int Port)
{
    /// <summary>Null when it is none; port 0 is none unless <paramref name="lowestPort"/> says so.</summary>
    public static HostAndPort? Parse(string text, int lowestPort = 1)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port < lowestPort || port > 65535)
            return null;
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        else if (host.Contains(':'))
            return null;
        return host.Length == 0 || host.Contains('/') || host.Contains(' ') ? null : new HostAndPort(host, port);
    }
}

/// <summary>Where the program listens.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    public const string Default = "127.0.0.1:8080";

    public static ListenAddress? Parse(string text)
    {
        if (HostAndPort.Parse(text, lowestPort: 0) is not { } parsed)
            return null;
        if (parsed.Host == "localhost")
            return new ListenAddress(IPAddress.Loopback, parsed.Port);
        return IPAddress.TryParse(parsed.Host, out var address) ? new ListenAddress(address, parsed.Port) : null;
    }

    public static string? Problem(string text) =>
        Parse(text) is null ? "must be ADDRESS:PORT such as 127.0.0.1:8080, with an IP address or localhost and a port from 0 to 65535" : null;

    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
