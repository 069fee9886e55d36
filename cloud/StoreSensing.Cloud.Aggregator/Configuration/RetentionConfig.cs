using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Configuration;

/// <summary>How many days each kind of figures is kept, and the reasons of refused messages.</summary>
internal sealed record RetentionConfig
{
    // What is closest to a person is needed for comparisons of weeks, not of years.
    private const int SensitiveDays = 90;
    private const int LongestDays = 4000;

    private static readonly MessageKind[] Sensitive = [MessageKind.Expression, MessageKind.Arousal];

    /// <summary>What was written; a kind that is absent follows <see cref="StoreConfig.RetentionDays"/>.</summary>
    public required IReadOnlyDictionary<MessageKind, int> Written { get; init; }

    public required int RejectionDays { get; init; }

    public static RetentionConfig Read(ConfigSection section)
    {
        var written = new Dictionary<MessageKind, int>();
        foreach (var kind in MessageKinds.Metrics)
        {
            var otherwise = Sensitive.Contains(kind) ? $"{SensitiveDays}, or store.retentionDays where that is less" : "as store.retentionDays";
            if (section.OptionalInteger(kind.Name(), $"days that {kind.Name()} figures are kept", 1, LongestDays, otherwise) is { } days)
                written[kind] = days;
        }
        return new RetentionConfig
        {
            Written = written,
            RejectionDays = section.Integer("rejections", "days that the reasons of refused messages are remembered (no bodies, in memory, a hundred at most)", 30, 1, 366),
        };
    }

    /// <summary>Days of a kind.</summary>
    public int Days(MessageKind kind, StoreConfig store) =>
        Written.TryGetValue(kind, out var days) ? days : Sensitive.Contains(kind) ? Math.Min(SensitiveDays, store.RetentionDays) : store.RetentionDays;

    /// <summary>What has grown too old now. Devices and sessions live a day longer than the longest-kept windows, as these may come late.</summary>
    public Expiry At(DateTimeOffset now, StoreConfig store)
    {
        var second = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var days = MessageKinds.Metrics.ToDictionary(kind => kind, kind => Days(kind, store));
        return new Expiry(days.ToDictionary(d => d.Key, d => second.AddDays(-d.Value)), second.AddDays(-days.Values.Max() - 1));
    }
}
