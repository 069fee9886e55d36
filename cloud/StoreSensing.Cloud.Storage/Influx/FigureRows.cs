using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Points back as rows, in the order of their windows.</summary>
internal sealed class FigureRows(InfluxGate gate, Unfolded unfolded)
{
    private static readonly string[] HeaderFields = ["session", "seq", "seconds", "observed"];

    /// <summary>A shop's rows of a range, by folds where the caller takes them, of one place (a tag) or of all.</summary>
    public IEnumerable<Row<T>> Rows<T>(FigureShape<T> shape, StoreAddress store, TimeRange range, RollUp coarsest, (string Tag, string? Value)? where = null)
    {
        // Nothing else was ever stored, and nothing else gets into a query.
        if (!Identifier.IsValid(store.Tenant) || !Identifier.IsValid(store.Store) || (where is (_, { } asked) && !Identifier.IsValid(asked)))
            yield break;
        foreach (var stretch in unfolded.Plan(store, shape.Kind, range, coarsest))
            foreach (var row in Read(shape, store, stretch, where))
                yield return row;
    }

    /// <summary>A shop's rows of one level.</summary>
    public IEnumerable<Row<T>> Read<T>(FigureShape<T> shape, StoreAddress store, RollUpSegment stretch, (string Tag, string? Value)? where = null)
    {
        var kind = shape.Kind;
        var tags = string.Join(", ", InfluxNames.Places(kind).Prepend("device").Select(name => $"{InfluxNames.Name(name)}::tag"));
        var header = stretch.Level == RollUp.None ? HeaderFields : HeaderFields.Append("windows");
        var fields = string.Join(", ", header.Concat(InfluxFields.Figures(kind).Keys).Select(InfluxNames.Name).Concat(InfluxFields.Long(kind).Select(LongText.Select)));
        var place = where is not (var tag, { } value) ? "" : $" AND {InfluxNames.Name(tag)} = {InfluxNames.Quote(value)}";
        foreach (var row in gate.Rows($"SELECT {tags}, {fields} FROM {From(shape, store, stretch)}{place}"))
        {
            var origin = new WindowOrigin(
                PointTime.WindowOf(row.Time), row.Int("seconds"), row.Double("observed"), row.Must("device"), row.Must("session"), row.Long("seq") ?? 0, row.Whole("windows") ?? 1);
            yield return new Row<T>(origin, shape.Read(row));
        }
    }

    /// <summary>How many windows a shop's rows of one level are of.</summary>
    public long Windows(FigureShape shape, StoreAddress store, RollUpSegment stretch)
    {
        var windows = stretch.Level == RollUp.None ? "count(\"seq\")" : "sum(\"windows\")";
        foreach (var row in gate.Rows($"SELECT {windows} AS \"all\" FROM {From(shape, store, stretch)}"))
            return row.Long("all") ?? 0;
        return 0;
    }

    /// <summary>The times of a shop's points of one level.</summary>
    public IReadOnlySet<long> Times(FigureShape shape, StoreAddress store, RollUpSegment stretch)
    {
        var times = new HashSet<long>();
        foreach (var row in gate.Rows($"SELECT \"seq\" FROM {From(shape, store, stretch)}"))
            times.Add(row.Time);
        return times;
    }

    private static string From(FigureShape shape, StoreAddress store, RollUpSegment stretch) =>
        $"{InfluxNames.Name(InfluxNames.Of(shape.Kind, stretch.Level))} WHERE {InfluxNames.Of(store)} AND {PointTime.Within(stretch.From, stretch.To)}";
}
