using System.Net;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Configuration;

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
