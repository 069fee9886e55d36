using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Migration;

/// <summary>An InfluxDB server to copy from or to.</summary>
public sealed class InfluxArchive : IStoreArchive
{
    private readonly InfluxMetricStore _store;

    /// <summary>Meets the server; throws <see cref="StoreException"/> when it can't be used.</summary>
    public InfluxArchive(InfluxOptions options)
    {
        Name = options.ToString();
        // The service may run beside it, under the configured name: ledgers and marks are one process's each.
        _store = new InfluxMetricStore(options with { Writer = options.Writer + "-migration" });
        try
        {
            _store.Open();
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IMetricStore Store => _store;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public (DateTimeOffset First, DateTimeOffset Last)? Span() =>
        One("first") is { } first && One("last") is { } last ? (PointTime.WindowOf(first), PointTime.WindowOf(last)) : null;

    /// <inheritdoc/>
    public IEnumerable<MessageHeader> Headers(StoreAddress store, TimeRange range)
    {
        foreach (var r in _store.Rows(
            "SELECT \"device\"::tag, \"kind\"::tag, \"session\", \"seq\", \"seconds\", \"observed\", \"late\", \"suppressed\", \"clock_skew\" "
            + $"FROM {InfluxNames.Messages} WHERE {InfluxNames.Of(store)} AND {Within(range)}"))
        {
            if (MessageKinds.TryParse(r.Must("kind"), out var kind))
                yield return new MessageHeader(
                    kind, new WindowOrigin(PointTime.WindowOf(r.Time), r.Int("seconds"), r.Double("observed"), r.Must("device"), r.Must("session"), r.Long("seq") ?? 0),
                    r.Flag("late"), r.Int("suppressed"), r.Number("clock_skew"));
        }
    }

    /// <inheritdoc/>
    public KindCount Count(StoreAddress store, TimeRange range, MessageKind kind) => new(
        Count($"{InfluxNames.Messages} WHERE {InfluxNames.Of(store)} AND {Within(range)} AND \"kind\" = {InfluxNames.Quote(kind.Name())}"),
        Count($"{InfluxNames.Name(kind.Name())} WHERE {InfluxNames.Of(store)} AND {Within(range)}"));

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static string Within(TimeRange range) => $"time >= {PointTime.First(range.From)} AND time < {PointTime.First(range.To)}";

    private long Count(string from)
    {
        foreach (var row in _store.Rows($"SELECT count(\"seq\") FROM {from}"))
            return row.Long("count") ?? 0;
        return 0;
    }

    private long? One(string selector)
    {
        foreach (var row in _store.Rows($"SELECT {selector}(\"seq\") FROM {InfluxNames.Messages}"))
            return row.Time;
        return null;
    }
}
