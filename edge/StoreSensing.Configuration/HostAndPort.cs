using System.Globalization;

namespace StoreSensing.Configuration;

/// <summary>A host name or address with a TCP port, written <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>.</summary>
/// <param name="Host">Name or address, an IPv6 address without its brackets.</param>
/// <param name="Port">0 to 65535.</param>
public sealed record HostAndPort(string Host, int Port)
{
    /// <summary>What a text must be, for a sentence about one that is not.</summary>
    public const string Rule = "must be HOST:PORT with a port from 1 to 65535";

    /// <summary>Null when the text is none; port 0 is none unless <paramref name="lowestPort"/> says so.</summary>
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
        return host.Length == 0 || host.IndexOfAny(['/', ' ', '[', ']']) >= 0 ? null : new HostAndPort(host, port);
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
