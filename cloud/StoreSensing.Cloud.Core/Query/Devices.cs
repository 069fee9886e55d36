using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>How a device does.</summary>
public sealed record DeviceState
{
    /// <summary>The device.</summary>
    public required string Device { get; init; }

    /// <summary><c>online</c>, <c>stopped</c>, <c>offline</c>, or <c>unknown</c> while it has said nothing.</summary>
    public required string State { get; init; }

    /// <summary>When it said so, UTC; null in a last will.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Its session.</summary>
    public required string? Session { get; init; }

    /// <summary>Seconds since it started, when it said so.</summary>
    public required double? UptimeSeconds { get; init; }

    /// <summary>The last sequence number it gave out, when it said so.</summary>
    public required long? LastSeq { get; init; }

    /// <summary>Its cameras, as in its status.</summary>
    public required IReadOnlyList<CameraStatus> Cameras { get; init; }

    /// <summary>Its skin-conductance sensors, as in its status.</summary>
    public required IReadOnlyList<SensorStatus> Sensors { get; init; }

    /// <summary>The day's privacy budget; null without one, and in a last will.</summary>
    public required PrivacyBudgetStatus? PrivacyBudget { get; init; }

    /// <summary>What waits on its disk.</summary>
    public required OutboxStatus? Outbox { get; init; }

    /// <summary>End of the newest stored window, UTC.</summary>
    public required DateTimeOffset? LastWindowEnd { get; init; }

    /// <summary>Seconds by which its clock is ahead of the cloud's, negative when behind: its windows are off by as much; null while it is right.</summary>
    public required double? ClockSkewSeconds { get; init; }

    /// <summary>A device from what the store knows.</summary>
    public static DeviceState Of(DeviceRecord device, double? clockSkewSeconds) => new()
    {
        ClockSkewSeconds = clockSkewSeconds,
        Device = device.Address.Device,
        State = device.Status?.State ?? "unknown",
        At = device.Status?.At,
        Session = device.Status?.Session,
        UptimeSeconds = device.Status?.UptimeSeconds,
        LastSeq = device.Status?.LastSeq,
        Cameras = device.Status?.Cameras ?? [],
        Sensors = device.Status?.Sensors ?? [],
        PrivacyBudget = device.Status?.PrivacyBudget,
        Outbox = device.Status?.Outbox,
        LastWindowEnd = device.LastWindowEnd,
    };
}
