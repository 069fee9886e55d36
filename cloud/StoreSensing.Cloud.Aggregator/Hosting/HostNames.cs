using System.Net;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Aggregator.Configuration;

namespace StoreSensing.Cloud.Aggregator.Hosting;

/// <summary>
/// Answers only requests that name a host we are known by. A page of elsewhere can make its own name resolve to this machine and then read
/// what is here as its own origin (DNS rebinding); its name still stands in the Host header. Addresses can't be rebound, so while the program
/// listens beyond loopback any address will do; a name has to be configured.
/// </summary>
internal sealed class HostNames(CloudConfig config)
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    private readonly HashSet<string> _names = new([.. Local, .. config.Hosts], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a name or address without its port.</summary>
    public bool Knows(string host)
    {
        if (_names.Contains(host))
            return true;
        return IPAddress.TryParse(host, out var address) && (!IPAddress.IsLoopback(config.Listen.Address) || address.Equals(config.Listen.Address));
    }

    public static void Use(WebApplication app, CloudConfig config)
    {
        var names = new HostNames(config);
        app.Use((context, next) => names.Knows(context.Request.Host.Host)
            ? next(context)
            : Problems.BadRequest(
                $"the host {Problems.Quote(context.Request.Host.Host)} is not served here: use localhost, or allow the name under the key 'hosts'").ExecuteAsync(context));
    }
}
