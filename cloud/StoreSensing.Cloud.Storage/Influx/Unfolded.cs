using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Which buckets have no valid fold: a point (a mark) says so, and readers use finer rows while one is there, whoever's it is. Each process writes marks of its own
/// and closes those that it has seen, so no mark of another's later message is lost.
/// </summary>
internal sealed class Unfolded(InfluxGate gate)
{
    // Of one look: some hundred bytes each.
    private const int MostMarks = 256;

    // How long after a mark another process may take it. Far longer than its writer relies on it (UnfoldedMarks).
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(2);

    private const string Tags = "\"tenant\"::tag, \"store\"::tag, \"kind\"::tag, \"writer\"::tag";

    /// <summary>Writes a mark, and an anchor that stays: 1.6 may forget a whole measurement when one of its series becomes empty, until it is started again.</summary>
    public static Mark Write(LineBuffer line, StoreAddress shop, MessageKind kind, RollUp level, long bucket, string writer, long marked)
    {
        var time = PointTime.OfMark(bucket);
        Write(line, shop, kind, level, writer, 0, PointTime.DayOf(PointTime.OfSecond(bucket)));
        Write(line, shop, kind, level, writer, marked, time);
        return new Mark(shop, kind, level, bucket, writer, time, marked);
    }

    /// <summary>Which rows answer a range.</summary>
    public IReadOnlyList<RollUpSegment> Plan(StoreAddress shop, MessageKind kind, TimeRange range, RollUp coarsest)
    {
        if (coarsest == RollUp.None || !gate.CanDelete)
            return RollUpPlan.Of(range, RollUp.None, [], long.MinValue);
        // Before the marks: what begins later meanwhile is marked, or deleted for good.
        var begin = Begin(kind);
        return RollUpPlan.Of(range, coarsest, Open(shop, kind, range), begin);
    }

    /// <summary>Buckets that begin before this second have lost windows.</summary>
    public long Begin(MessageKind kind)
    {
        foreach (var row in gate.Rows($"SELECT max(\"window\") FROM {InfluxNames.FoldsBegin} WHERE \"kind\" = {InfluxNames.Quote(kind.Name())}"))
            return row.Long("max") ?? long.MinValue;
        return long.MinValue;
    }

    /// <summary>
    /// Marks of buckets that ended before an instant, the oldest first: this process's, or when it has none, such as others have left behind. Only marks that are as
    /// old as that, because a reader who planned before one was made may still be reading the fold.
    /// </summary>
    public IReadOnlyList<Mark> Ended(RollUp level, DateTimeOffset until)
    {
        var writer = InfluxNames.Quote(gate.Options.Writer);
        var own = Ended(level, until, $"\"writer\" = {writer} AND \"marked\" <= {until.ToUnixTimeMilliseconds()}");
        return own.Count > 0 ? own : Ended(level, until, $"\"writer\" != {writer} AND \"marked\" <= {(until - Abandoned).ToUnixTimeMilliseconds()}");
    }

    /// <summary>Deletes marks.</summary>
    public void Close(IEnumerable<Mark> marks) => gate.Delete(InfluxNames.Unfolded, marks.Select(m => (m.Time, (IReadOnlyList<(string, string)>)
        [("tenant", m.Shop.Tenant), ("store", m.Shop.Store), ("kind", m.Kind.Name()), ("level", InfluxNames.Of(m.Level)), ("writer", m.Writer)])));

    private static void Write(LineBuffer line, StoreAddress shop, MessageKind kind, RollUp level, string writer, long marked, long time)
    {
        line.Begin(InfluxNames.Unfolded);
        line.Tag("tenant", shop.Tenant);
        line.Tag("store", shop.Store);
        line.Tag("kind", kind.Name());
        line.Tag("level", InfluxNames.Of(level));
        line.Tag("writer", writer);
        line.Field("marked", marked);
        line.End(time);
    }

    private HashSet<(RollUp Level, long Start)> Open(StoreAddress shop, MessageKind kind, TimeRange range)
    {
        // Only buckets that lie in the range whole may be answered by folds, and their marks do too.
        var within = PointTime.Within(RollUpLadder.FirstSecond(range.From), RollUpLadder.FirstSecond(range.To));
        var open = new HashSet<(RollUp, long)>();
        foreach (var row in gate.Rows(
            $"SELECT \"marked\", \"level\"::tag FROM {InfluxNames.Unfolded} WHERE {InfluxNames.Of(shop)} AND \"kind\" = {InfluxNames.Quote(kind.Name())} AND {within} AND \"marked\" > 0"))
        {
            var level = Level(row.Must("level"));
            open.Add((level, Bucket(level, row.Time)));
        }
        return open;
    }

    private List<Mark> Ended(RollUp level, DateTimeOffset until, string which)
    {
        var end = PointTime.OfSecond(PointTime.BucketOf(level, until.ToUnixTimeSeconds()));
        var marks = new List<Mark>();
        foreach (var row in gate.Rows(
            $"SELECT \"marked\", {Tags} FROM {InfluxNames.Unfolded} WHERE \"level\" = {InfluxNames.Quote(InfluxNames.Of(level))} AND time < {end} AND \"marked\" > 0 AND {which} ORDER BY time LIMIT {MostMarks}"))
        {
            if (MessageKinds.TryParse(row.Must("kind"), out var kind))
                marks.Add(new Mark(new StoreAddress(row.Must("tenant"), row.Must("store")), kind, level, Bucket(level, row.Time), row.Must("writer"), row.Time, row.Long("marked") ?? 0));
        }
        return marks;
    }

    private static long Bucket(RollUp level, long time) => PointTime.BucketOf(level, PointTime.WindowOf(time).ToUnixTimeSeconds());

    private static RollUp Level(string name) => RollUpLadder.Levels.FirstOrDefault(l => InfluxNames.Of(l) == name) is var level and not RollUp.None
        ? level : throw new InvalidDataException($"there are no roll-ups of {name}");
}

/// <summary>A mark as it was found.</summary>
/// <param name="Shop">Whose figures.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Level">How long the bucket is.</param>
/// <param name="Bucket">Its start, seconds since the Unix epoch.</param>
/// <param name="Writer">The process that made it.</param>
/// <param name="Time">The point's time, nanoseconds: which mark it is.</param>
/// <param name="Marked">When it was made, milliseconds since the Unix epoch.</param>
internal sealed record Mark(StoreAddress Shop, MessageKind Kind, RollUp Level, long Bucket, string Writer, long Time, long Marked);
