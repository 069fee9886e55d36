using System.Diagnostics;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Folds marked buckets, finest first. There are no transactions, so the order must do: while a bucket is marked nobody reads its fold, and its mark is closed only when
/// its fold and the mark of the coarser bucket around it are durable. Whatever dies in between, the mark stays, and the bucket is folded again. One thread at a time.
/// </summary>
internal sealed class InfluxFolder(InfluxGate gate, FigureRows rows, Unfolded unfolded, Action<IReadOnlyList<Mark>> forget) : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    // Buckets side by side of one shop and kind are read, replaced and written together, as a request costs more than a bucket.
    private const int MostBuckets = 8;

    private readonly BatchWriter _writer = new(gate);

    /// <summary>False when nothing is left that ended before the instant.</summary>
    public bool Run(DateTimeOffset until)
    {
        if (!gate.CanDelete)
            return false;
        var began = Stopwatch.GetTimestamp();
        try
        {
            foreach (var level in RollUpLadder.Levels)
            {
                var marks = unfolded.Ended(level, until);
                var closed = false;
                foreach (var run in Runs(marks))
                {
                    closed |= Fold(run);
                    if (Stopwatch.GetElapsedTime(began) > Slice)
                        break;
                }
                // Where another process is at the same buckets, the next look finds them in order.
                if (closed)
                    return true;
            }
            return false;
        }
        catch
        {
            _writer.Clear();
            throw;
        }
    }

    public void Dispose() => _writer.Dispose();

    private bool Fold(IReadOnlyList<Mark> run)
    {
        // Whatever is appended from here on makes marks of its own; what was appended under these is durable, or its batch comes again.
        forget(run);
        IReadOnlyList<Mark> marks = [.. run, .. Adopt(run)];
        var (shop, kind, level) = (run[0].Shop, run[0].Kind, run[0].Level);
        var begin = unfolded.Begin(kind);
        var whole = run.Where(m => m.Bucket >= begin).ToList();
        // Of a bucket that has lost windows to their age there is no whole fold.
        if (whole.Count > 0 && !Fold(shop, kind, new RollUpSegment(level, whole[0].Bucket, whole[^1].Bucket + level.Seconds()), whole))
            return false;
        unfolded.Close(marks);
        return true;
    }

    // Two processes may take the marks of a third, and one closes them while the other still writes: that one needs a mark that only it closes.
    private List<Mark> Adopt(IReadOnlyList<Mark> run)
    {
        var own = new List<Mark>();
        foreach (var mark in run.Where(m => m.Writer != gate.Options.Writer).DistinctBy(m => m.Bucket))
        {
            own.Add(Unfolded.Write(_writer.Line, mark.Shop, mark.Kind, mark.Level, mark.Bucket, gate.Options.Writer, mark.Marked));
            _writer.LineDone();
        }
        _writer.Finish();
        return own;
    }

    private bool Fold(StoreAddress shop, MessageKind kind, RollUpSegment stretch, IReadOnlyList<Mark> run)
    {
        var (shape, level) = (FigureShapes.Of(kind), stretch.Level);
        var old = rows.Times(shape, shop, stretch);
        var folded = shape.WriteFolds(rows, _writer, shop, stretch);
        if (RollUpLadder.Levels.FirstOrDefault(l => l > level) is var coarser and not RollUp.None)
        {
            foreach (var around in run.GroupBy(m => PointTime.BucketOf(coarser, m.Bucket)))
            {
                Unfolded.Write(_writer.Line, shop, kind, coarser, around.Key, gate.Options.Writer, around.Max(m => m.Marked));
                _writer.LineDone();
            }
        }
        _writer.Finish();
        // Only now, so that no series is ever empty (Unfolded.Write says why).
        (string, string)[] tags = [("tenant", shop.Tenant), ("store", shop.Store)];
        gate.Delete(InfluxNames.Of(kind, level), old.Except(folded.Times).Select(time => (time, (IReadOnlyList<(string, string)>)tags)));
        // Another process may have had more to fold, or fewer, and written at the same time: then it is folded again.
        return rows.Windows(shape, shop, stretch with { Level = level.Finer() }) == folded.Windows && rows.Windows(shape, shop, stretch) == folded.Windows;
    }

    private static IEnumerable<IReadOnlyList<Mark>> Runs(IReadOnlyList<Mark> marks)
    {
        foreach (var group in marks.GroupBy(m => (m.Shop, m.Kind)))
        {
            var run = new List<Mark>();
            foreach (var mark in group.OrderBy(m => m.Bucket))
            {
                if (run.Count > 0 && (mark.Bucket > run[^1].Bucket + mark.Level.Seconds() || mark.Bucket >= run[0].Bucket + (MostBuckets * mark.Level.Seconds())))
                {
                    yield return run;
                    run = [];
                }
                run.Add(mark);
            }
            yield return run;
        }
    }
}
