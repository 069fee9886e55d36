using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>A kind of figures, for who doesn't care about their type.</summary>
internal abstract record FigureShape(MessageKind Kind)
{
    /// <summary>Folds a stretch of whole buckets of a shop from finer rows.</summary>
    public abstract FoldsWritten WriteFolds(FigureRows rows, BatchWriter writer, StoreAddress shop, RollUpSegment stretch);
}

/// <summary>What was folded.</summary>
/// <param name="Windows">How many windows.</param>
/// <param name="Times">The times of the folds' points, nanoseconds.</param>
internal sealed record FoldsWritten(long Windows, IReadOnlySet<long> Times);

/// <summary>Writes one row's point.</summary>
internal delegate void WriteFigures<T>(LineBuffer line, in PointOrigin origin, T figures);

/// <summary>A kind of figures as points.</summary>
internal sealed record FigureShape<T>(MessageKind Kind, Func<IEnumerable<Row<T>>, Bucket, IEnumerable<Row<T>>> Fold, WriteFigures<T> Write, Func<InfluxRow, T> Read)
    : FigureShape(Kind)
{
    public override FoldsWritten WriteFolds(FigureRows rows, BatchWriter writer, StoreAddress shop, RollUpSegment stretch)
    {
        var (level, measurement) = (stretch.Level, InfluxNames.Of(Kind, stretch.Level));
        var (windows, times) = (0L, new HashSet<long>());
        foreach (var bucket in rows.Read(this, shop, stretch with { Level = level.Finer() }).GroupBy(r => PointTime.BucketOf(level, r.Window.Start.ToUnixTimeSeconds())))
        {
            windows += bucket.Sum(r => (long)r.Window.Windows);
            // Sessions of a device stay in their order, which says what is told last.
            var (first, order) = (PointTime.OfFolds(bucket.Select(r => r.Window)), 0);
            foreach (var (window, figures) in Fold(bucket, new Bucket(DateTimeOffset.FromUnixTimeSeconds(bucket.Key), level.Seconds())))
            {
                var origin = new PointOrigin(
                    measurement, new DeviceAddress(shop.Tenant, shop.Store, window.Device), window.Start, window.Seconds, window.ObservedSeconds, window.Session, window.Seq, window.Windows,
                    PointTime.OfFold(first, order++));
                Write(writer.Line, origin, figures);
                writer.LineDone();
                times.Add(origin.Time);
            }
        }
        return new FoldsWritten(windows, times);
    }
}
