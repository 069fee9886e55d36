using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Chaos.Tests.Arena;
using StoreSensing.Chaos.Tests.Devices;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Edge.Drivers.Outbox;

namespace StoreSensing.Chaos.Tests;

/// <summary>What outboxes accepted, against what the store holds and what was reported as dropped.</summary>
/// <param name="Accepted">Messages that an outbox said it kept.</param>
/// <param name="Dropped">Of these, those that are not in the store and were reported.</param>
/// <param name="Lost">In neither.</param>
/// <param name="Partial">In the store, but not with each figure exactly once.</param>
/// <param name="Duplicates">Messages that came to the cloud again.</param>
internal sealed record Reckoning(int Accepted, int Dropped, IReadOnlyList<string> Lost, IReadOnlyList<string> Partial, long Duplicates)
{
    public static Reckoning Of(Shop shop)
    {
        var figures = new Dictionary<(string Device, string Session, long Seq), (int Count, HashSet<string> Zones)>();
        using var store = shop.Store.Open();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var row in store.Zones(new StoreAddress(ChaosDevice.Tenant, ChaosDevice.Store), new TimeRange(now.AddDays(-2), now.AddDays(2))))
        {
            var key = (row.Window.Device, row.Window.Session, row.Window.Seq);
            if (!figures.TryGetValue(key, out var there))
                there = (0, []);
            there.Zones.Add(row.Figures.Zone);
            figures[key] = there with { Count = there.Count + 1 };
        }
        var dropped = shop.OutboxFiles().SelectMany(Drops).ToHashSet();
        var (accepted, reported) = (0, 0);
        var (lost, partial) = (new List<string>(), new List<string>());
        foreach (var (device, session, seq, zones) in Journal.Read(shop.Journals))
        {
            accepted++;
            var inStore = figures.TryGetValue((device, session, seq), out var there);
            if (inStore && (there.Count != zones || there.Zones.Count != zones))
                partial.Add($"{device} {session} {seq}: {there.Count} figures of {there.Zones.Count} zones, not {zones}");
            if (inStore)
                continue;
            if (dropped.Contains((device, session, seq)))
                reported++;
            else
                lost.Add($"{device} {session} {seq}");
        }
        return new Reckoning(accepted, reported, lost, partial, store.Sessions(10_000).Sum(s => s.Duplicates));
    }

    private static IEnumerable<(string, string, long)> Drops((string Device, string File) of)
    {
        using var outbox = new SqliteOutbox(new OutboxOptions { File = of.File }, TimeProvider.System, NullLogger.Instance);
        foreach (var drop in outbox.Drops())
            for (var seq = drop.Numbers.First; seq <= drop.Numbers.Last; seq++)
                yield return (of.Device, drop.Session, seq);
    }
}
