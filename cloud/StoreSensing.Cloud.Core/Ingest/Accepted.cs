using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>A message that passed every check; only <see cref="MessageReader"/> makes one, and the store takes nothing else.</summary>
public abstract record Accepted
{
    private protected Accepted(DeviceAddress device) => Device = device;

    /// <summary>Who sent it.</summary>
    public DeviceAddress Device { get; }
}

/// <summary>Figures of one window.</summary>
public sealed record AcceptedMetric : Accepted
{
    internal AcceptedMetric(DeviceAddress device, MessageKind kind, MetricMessage message)
        : base(device) => (Kind, Message) = (kind, message);

    /// <summary>What they are about.</summary>
    public MessageKind Kind { get; }

    /// <summary>The message.</summary>
    public MetricMessage Message { get; }

    /// <summary>Seconds by which the device's clock was ahead when it came, negative when behind; null where it was right. Its windows are off by as much.</summary>
    public double? ClockSkewSeconds { get; init; }
}

/// <summary>The retained state of a device.</summary>
public sealed record AcceptedStatus : Accepted
{
    internal AcceptedStatus(DeviceAddress device, StatusMessage message)
        : base(device) => Message = message;

    /// <summary>The message.</summary>
    public StatusMessage Message { get; }
}

/// <summary>The retained self-description of a device.</summary>
public sealed record AcceptedDescribe : Accepted
{
    internal AcceptedDescribe(DeviceAddress device, DescribeMessage message)
        : base(device) => Message = message;

    /// <summary>The message.</summary>
    public DescribeMessage Message { get; }
}
