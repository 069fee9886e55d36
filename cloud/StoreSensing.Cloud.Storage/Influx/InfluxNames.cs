using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Measurements, tags, and how they stand in InfluxQL. A kind's measurement has the kind's name.</summary>
internal static class InfluxNames
{
    /// <summary>The retention policy of ours in a 1.x database.</summary>
    public const string Policy = "storesensing";

    /// <summary>One point a message.</summary>
    public const string Messages = "messages";

    /// <summary>Which numbers of a session came: one point a session, day and writer.</summary>
    public const string Sessions = "sessions";

    /// <summary>When a device was heard: one point a device, day and writer.</summary>
    public const string Devices = "devices";

    /// <summary>What a device says of itself: one point a device, day and writer.</summary>
    public const string States = "states";

    /// <summary>Buckets that are not folded, or not anew since they changed: a point a mark.</summary>
    public const string Unfolded = "unfolded";

    /// <summary>From which window on folds are whole: one point a kind, day and writer.</summary>
    public const string FoldsBegin = "folds_begin";

    /// <summary>The measurement of a kind's windows, or of their folds.</summary>
    public static string Of(MessageKind kind, RollUp level) => level == RollUp.None ? kind.Name() : $"{kind.Name()}_{Of(level)}";

    /// <summary>How long a bucket is, as a tag and suffix.</summary>
    public static string Of(RollUp level) => level switch
    {
        RollUp.QuarterHour => "15m",
        RollUp.Hour => "1h",
        RollUp.Day => "1d",
        RollUp.FourWeeks => "4w",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "has no folds"),
    };

    /// <summary>The tags that say where within a device a kind's figures are of.</summary>
    public static IReadOnlyList<string> Places(MessageKind kind) => kind switch
    {
        MessageKind.Zone or MessageKind.Expression or MessageKind.Arousal => ["zone"],
        MessageKind.Heat => ["surface", "layer"],
        MessageKind.Line => ["line"],
        MessageKind.Flow => ["surface"],
        MessageKind.Queue => ["queue"],
        MessageKind.Occupancy => ["entrances"],
        MessageKind.Attention => ["display"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no figures"),
    };

    /// <summary>InfluxQL for the points of a shop, or of all.</summary>
    public static string Of(StoreAddress? store) => store is null ? "" : $"\"tenant\" = {Quote(store.Tenant)} AND \"store\" = {Quote(store.Store)}";

    /// <summary>InfluxQL for the points of any of these devices.</summary>
    public static string AnyOf(IEnumerable<DeviceAddress> devices) => string.Join(" OR ", devices.GroupBy(StoreAddress.Of).Select(
        shop => $"({Of(shop.Key)} AND ({string.Join(" OR ", shop.Select(d => $"\"device\" = {Quote(d.Device)}"))}))"));

    /// <summary>A text in InfluxQL.</summary>
    public static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>A name in InfluxQL.</summary>
    public static string Name(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
