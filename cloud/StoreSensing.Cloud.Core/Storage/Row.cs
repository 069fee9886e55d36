using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Storage;

/// <summary>One entry of a stored message: the figures of one zone, line or surface in one window.</summary>
public readonly record struct Row<TFigures>(WindowOrigin Window, TFigures Figures);

/// <summary>Which window, and who measured it. The window is half-open: [Start, End). A row may be the fold of several windows.</summary>
/// <param name="Start">Start, UTC.</param>
/// <param name="Seconds">Length, seconds.</param>
/// <param name="ObservedSeconds">Seconds of it that were really observed; of several cameras, the most any one saw.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Session">The device's session.</param>
/// <param name="Seq">The message's number in the session; of a fold, its place among those of its bucket.</param>
/// <param name="Windows">How many windows are in the row: 1, or more in a fold.</param>
public sealed record WindowOrigin(DateTimeOffset Start, int Seconds, double ObservedSeconds, string Device, string Session, long Seq, int Windows = 1)
{
    /// <summary>End, UTC.</summary>
    public DateTimeOffset End => Start.AddSeconds(Seconds);
}

/// <summary>A shop.</summary>
/// <param name="Tenant">Who owns it.</param>
/// <param name="Store">Its id.</param>
public sealed record StoreAddress(string Tenant, string Store)
{
    /// <summary>The shop a device stands in.</summary>
    public static StoreAddress Of(DeviceAddress device) => new(device.Tenant, device.Store);

    /// <summary><c>tenant/store</c>.</summary>
    public override string ToString() => $"{Tenant}/{Store}";
}

/// <summary>What is known of a device.</summary>
/// <param name="Address">Which.</param>
/// <param name="Status">Its last state, or null.</param>
/// <param name="Describe">Its last description, or null.</param>
/// <param name="LastWindowEnd">End of the newest window it sent, or null.</param>
public sealed record DeviceRecord(DeviceAddress Address, StatusMessage? Status, DescribeMessage? Describe, DateTimeOffset? LastWindowEnd);
