using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>A kind of figures, for who doesn't care about their type.</summary>
internal abstract record FigureShape(MessageKind Kind)
{
    /// <summary>Folds a stretch of whole buckets of a shop from finer rows; how many windows they are of.</summary>
    /// <param name="rows">Where from.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="stretch">Which buckets, and of which length.</param>
    /// <param name="generation">Apart from earlier folds of the same buckets (<see cref="PointTime.FreeGeneration"/>).</param>
    public abstract long WriteFolds(FigureRows rows, BatchWriter writer, StoreAddress shop, RollUpSegment stretch, long generation);
}

/// <summary>Writes one row's point.</summary>
internal delegate void WriteFigures<T>(LineBuffer line, in PointOrigin origin, T figures);

/// <summary>A kind of figures as points.</summary>
internal sealed record FigureShape<T>(MessageKind Kind, Func<IEnumerable<Row<T>>, Bucket, IEnumerable<Row<T>>> Fold, WriteFigures<T> Write, Func<InfluxRow, T> Read)
    : FigureShape(Kind)
{
    public override long WriteFolds(FigureRows rows, BatchWriter writer, StoreAddress shop, RollUpSegment stretch, long generation)
    {
        var (level, measurement, windows) = (stretch.Level, InfluxNames.Of(Kind, stretch.Level), 0L);
        // Rows come in the order of time, so a bucket's come together.
        foreach (var bucket in rows.Read(this, shop, stretch with { Level = level.Finer() }).GroupBy(r => PointTime.BucketOf(level, r.Window.Start.ToUnixTimeSeconds())))
        {
            windows += bucket.Sum(r => (long)r.Window.Windows);
            // Sessions of a device stay in their order, which says what is told last.
            var order = 0;
            foreach (var (window, figures) in Fold(bucket, new Bucket(DateTimeOffset.FromUnixTimeSeconds(bucket.Key), level.Seconds())))
            {
                var device = new DeviceAddress(shop.Tenant, shop.Store, window.Device);
                Write(writer.Line, new PointOrigin(measurement, device, window.Start, window.Seconds, window.ObservedSeconds, window.Session, window.Seq, window.Windows, PointTime.InGeneration(generation, order++)), figures);
                writer.LineDone();
            }
        }
        return windows;
    }
}
