using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Storage;

/// <summary>
/// Where figures are kept. <see cref="Append"/> is called from one thread at a time; everything else from any thread, also meanwhile.
/// Rows come in the order of their windows; an enumeration may hold a connection until it is disposed. Who adds rows up says how coarsely they may come:
/// whole buckets of the range, up to that length, may be answered by their folds (<see cref="Fold"/>), in the bucket's place.
/// </summary>
public interface IMetricStore : IDisposable
{
    /// <summary>
    /// Keeps a batch, all of it or nothing; durable when it returns. A metric is kept once under its natural key (windowStart, tenant, store,
    /// device, kind, session, seq); a repeat changes nothing. Status and description replace the device's last.
    /// </summary>
    /// <exception cref="StoreException">It can't be kept now; the caller offers the batch again.</exception>
    Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now);

    /// <summary>Zone figures of the windows that start in the range, of one zone or of all.</summary>
    IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None);

    /// <summary>Heat of the windows that start in the range, of one layer or of all.</summary>
    IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer = null, RollUp coarsest = RollUp.None);

    /// <summary>Line crossings of the windows that start in the range.</summary>
    IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None);

    /// <summary>Expression shares of the windows that start in the range, of one zone or of all.</summary>
    IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None);

    /// <summary>Funnel, attention and interest of the windows that start in the range, of one display or of all.</summary>
    IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display = null, RollUp coarsest = RollUp.None);

    /// <summary>Skin-conductance arousal of the windows that start in the range, of one zone or of all.</summary>
    IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None);

    /// <summary>Ways from zone to zone of the windows that start in the range.</summary>
    IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None);

    /// <summary>Queues of the windows that start in the range.</summary>
    IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None);

    /// <summary>People inside of the windows that start in the range.</summary>
    IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None);

    /// <summary>Every device that spoke and is not forgotten, of one store or of all, by tenant, store and device.</summary>
    IReadOnlyList<DeviceRecord> Devices(StoreAddress? store = null);

    /// <summary>The sessions heard last, newest first.</summary>
    IReadOnlyList<SessionLedger> Sessions(int max);

    /// <summary>
    /// Folds what has not been folded yet, a slice of work: buckets that ended before <paramref name="until"/>, and older ones that have changed. Appending may go on
    /// between slices. False when nothing is left to do.
    /// </summary>
    bool RollUpSlice(DateTimeOffset until);

    /// <summary>Deletes what is too old for good, counts what is left of it, and leaves nothing of it in its files.</summary>
    ExpiryProof Expire(Expiry expiry);

    /// <summary>What is wrong with the store right now, in a sentence; null when it answers.</summary>
    string? Problem();
}

/// <summary>The store failed, in one sentence that names it and the reason.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What a batch changed.</summary>
/// <param name="Stored">Metrics that were new.</param>
/// <param name="Duplicates">Metrics that were there.</param>
/// <param name="States">Devices whose state word changed.</param>
/// <param name="Layouts">Devices whose description changed.</param>
public sealed record Commit(
    IReadOnlyList<AcceptedMetric> Stored, int Duplicates, IReadOnlyList<AcceptedStatus> States, IReadOnlyList<AcceptedDescribe> Layouts)
{
    /// <summary>Nothing changed.</summary>
    public static Commit Nothing { get; } = new([], 0, [], []);

    /// <summary>What several batches changed, in their order.</summary>
    public static Commit All(IReadOnlyList<Commit> commits) => commits.Count == 1 ? commits[0] : new(
        [.. commits.SelectMany(c => c.Stored)], commits.Sum(c => c.Duplicates), [.. commits.SelectMany(c => c.States)], [.. commits.SelectMany(c => c.Layouts)]);
}
