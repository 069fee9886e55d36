using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Benchmarks.Delivery;

/// <summary>Takes everything, says that it was new, and keeps nothing of it.</summary>
internal sealed class NothingStore : IMetricStore
{
    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now) => new([.. batch.OfType<AcceptedMetric>()], 0, [], []);

    public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer = null, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<Contracts.Wire.ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<Contracts.Wire.AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display = null, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => [];

    public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => [];

    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store = null) => [];

    public IReadOnlyList<SessionLedger> Sessions(int max) => [];

    public bool RollUpSlice(DateTimeOffset until) => false;

    public ExpiryProof Expire(Expiry expiry) => new([], 0, 0, true);

    public string? Problem() => null;

    public void Dispose()
    {
    }
}
