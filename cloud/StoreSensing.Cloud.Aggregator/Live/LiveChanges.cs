using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Live;

/// <summary>A change and whose it is.</summary>
internal readonly record struct TenantChange(string Tenant, LiveChange Change);

/// <summary>What a commit changed, each thing once: layouts, then states, then windows.</summary>
internal static class LiveChanges
{
    public static IReadOnlyList<TenantChange> Of(Commit commit) =>
    [
        .. commit.Layouts.Select(l => Change(l.Device, MessageKind.Describe)).Distinct(),
        .. commit.States.Select(s => Change(s.Device, MessageKind.Status, state: s.Message.State)),
        .. commit.Stored.Select(m => Change(m.Device, m.Kind, m.Message.WindowStart, m.Message.WindowSeconds)).Distinct(),
    ];

    private static TenantChange Change(DeviceAddress device, MessageKind kind, DateTimeOffset? windowStart = null, int? windowSeconds = null, string? state = null) =>
        new(device.Tenant, new LiveChange { Store = device.Store, Device = device.Device, Kind = kind.Name(), WindowStart = windowStart, WindowSeconds = windowSeconds, State = state });
}
