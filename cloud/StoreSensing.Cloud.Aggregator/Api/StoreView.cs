using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;

namespace StoreSensing.Cloud.Aggregator.Api;

/// <summary>A shop as a request sees it.</summary>
internal sealed record StoreView(StoreAddress Address, IReadOnlyList<DeviceRecord> Devices, StoreLayout Layout)
{
    // Only until the first device has said how long its windows are.
    private const int UnknownWindowSeconds = 60;

    /// <summary>The length of the shop's windows, seconds.</summary>
    public static int WindowSeconds(StoreLayout layout) => layout.WindowSeconds ?? UnknownWindowSeconds;

    /// <summary>The range whose windows can tell how it is now.</summary>
    public TimeRange Recent(DateTimeOffset now) => Core.Query.Occupancy.RecentRange(now, WindowSeconds(Layout));

    /// <summary>Opens a shop, or says which ones there are.</summary>
    public static bool TryOpen(
        IMetricStore metrics, string tenant, string store, [NotNullWhen(true)] out StoreView? view, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var address = new StoreAddress(tenant, store);
        var devices = metrics.Devices(address);
        if (devices.Count == 0)
        {
            view = null;
            var known = metrics.Devices().Select(d => StoreAddress.Of(d.Address).ToString()).Distinct();
            problem = Problems.NotFound($"no device of a store {Problems.Quote(address.ToString())} ever spoke{Nearest.Suggest(address.ToString(), known)}");
            return false;
        }
        view = new StoreView(address, devices, StoreLayout.Of(address, devices));
        problem = null;
        return true;
    }
}
