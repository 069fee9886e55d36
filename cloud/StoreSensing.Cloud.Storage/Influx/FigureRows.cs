using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Points back as rows, in the order of their windows.</summary>
internal sealed class FigureRows(InfluxGate gate)
{
    private static readonly string[] HeaderFields = ["session", "seq", "seconds", "observed"];

    public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone) => Rows(MessageKind.Zone, store, range, r => new ZoneFigures
    {
        Zone = r.Must("zone"), ObservedSeconds = r.Double("zone_observed"),
        Visits = r.Whole("visits"), EngagedVisits = r.Whole("engaged_visits"), CountsSince = r.Instant("counts_since"), CountsWithheld = r.Text("counts_withheld"),
        PersonSeconds = r.Number("person_seconds"), PersonSecondsWithheld = r.Text("person_seconds_withheld"),
        OccupancyPeak = r.Whole("occupancy_peak"), OccupancyNow = r.Whole("occupancy_now"), DwellWithheld = r.Text("dwell_withheld"),
        Dwell = r.Instant("dwell_since") is not { } since ? null : new DwellFigures
        {
            Since = since, Visits = r.Int("dwell_visits"), Censored = r.Int("dwell_censored"), MedianSeconds = r.Double("dwell_median"), P90Seconds = r.Double("dwell_p90"),
            Sketch = CompactBlob.ToSketch(r.Bytes("dwell_sketch")), CensoredSketch = CompactBlob.ToSketch(r.Bytes("dwell_censored_sketch")),
            KaplanMeier = new KaplanMeierFigures
            {
                MedianSeconds = r.Number("dwell_survival_median"), LowSeconds = r.Number("dwell_survival_low"), HighSeconds = r.Number("dwell_survival_high"),
            },
        },
    }, ("zone", zone));

    public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer) => Rows(MessageKind.Heat, store, range, r =>
    {
        var (cells, values) = CompactBlob.ToHeat(r.Bytes("cells"));
        var countsPeople = r.Flag("counts_people");
        return new HeatFigures
        {
            Surface = r.Must("surface"), Layer = r.Must("layer"), Columns = r.Int("columns"), Rows = r.Int("rows"), ObservedSeconds = r.Double("surface_observed"),
            Cells = cells,
            PersonSeconds = countsPeople ? null : values,
            People = countsPeople ? [.. values.Select(v => (int)v)] : null,
            Merge = r.Whole("merge_pairs") is not { } pairs ? null : new MergeFigures { Pairs = pairs, Ambiguous = r.Int("merge_ambiguous"), RmsMetres = r.Number("merge_rms") },
        };
    }, ("layer", layer));

    public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range) => Rows(MessageKind.Line, store, range, r => new LineFigures
    {
        Line = r.Must("line"), ObservedSeconds = r.Double("line_observed"), In = r.Whole("crossed_in"), Out = r.Whole("crossed_out"),
        Since = r.Instant("since"), Withheld = r.Text("withheld"),
    });

    public IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone) => Rows(MessageKind.Expression, store, range, r => new ExpressionFigures
    {
        Zone = r.Must("zone"),
        Withheld = r.Text("withheld"),
        Shares = r.Instant("since") is not { } since ? null : new ExpressionShares
        {
            Since = since, Contributors = r.Int("contributors"),
            Decisions = new ExpressionDecisions
            {
                Positive = r.Int("positive"), Neutral = r.Int("neutral"), Negative = r.Int("negative"), Surprise = r.Int("surprise"), Abstained = r.Int("abstained"),
            },
            Estimate = Json(r, "estimate", WireJson.Default.ExpressionEstimate),
        },
    }, ("zone", zone));

    public IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display) => Rows(MessageKind.Attention, store, range, r => new AttentionFigures
    {
        Display = r.Must("display"), ObservedSeconds = r.Double("display_observed"),
        Funnel = Json(r, "funnel", WireJson.Default.FunnelFigures), FunnelWithheld = r.Text("funnel_withheld"),
        Attention = Json(r, "attention", WireJson.Default.AttentionBlock), AttentionWithheld = r.Text("attention_withheld"),
        Interest = Json(r, "interest", WireJson.Default.InterestBlock), InterestWithheld = r.Text("interest_withheld"),
    }, ("display", display));

    public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone) => Rows(
        MessageKind.Arousal, store, range,
        r => new StudyArousal(r.Text("study"), new ArousalFigures { Zone = r.Must("zone"), Arousal = Json(r, "arousal", WireJson.Default.ArousalBlock), Withheld = r.Text("withheld") }),
        ("zone", zone));

    public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range) => Rows(MessageKind.Flow, store, range, r => new FlowFigures
    {
        Surface = r.Must("surface"), ObservedSeconds = r.Double("surface_observed"), Block = Json(r, "block", WireJson.Default.FlowBlock), BlockWithheld = r.Text("block_withheld"),
    });

    public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range) => Rows(MessageKind.Queue, store, range, r => new QueueFigures
    {
        Queue = r.Must("queue"), ObservedSeconds = r.Double("queue_observed"), LengthMean = r.Double("length_mean"), LengthPeak = r.Int("length_peak"), LengthNow = r.Int("length_now"),
        Arrived = r.Int("arrived"), Served = r.Int("served"), Abandoned = r.Int("abandoned"), Cut = r.Int("cut"), ServedPerHour = r.Number("served_per_hour"),
        Wait = r.Instant("wait_since") is not { } since ? null : new WaitFigures
        {
            Since = since, People = r.Int("wait_people"), MedianSeconds = r.Double("wait_median"), P90Seconds = r.Double("wait_p90"), TotalSeconds = r.Double("wait_total"),
            Sketch = CompactBlob.ToSketch(r.Bytes("wait_sketch")),
        },
        WaitWithheld = r.Text("wait_withheld"),
        LittleRatio = r.Number("little_ratio"),
    });

    public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range) => Rows(MessageKind.Occupancy, store, range, r => new OccupancyFigures
    {
        Group = r.Must("entrances"), ObservedSeconds = r.Double("entrances_observed"), In = r.Int("came_in"), Out = r.Int("went_out"), Occupancy = r.Int("occupancy"),
        Peak = r.Int("peak"), Clamped = r.Int("clamped"), Drift = r.Whole("drift"), ResetAt = r.Must("reset_at"), TimeZone = r.Must("time_zone"),
    });

    private IEnumerable<Row<T>> Rows<T>(MessageKind kind, StoreAddress store, TimeRange range, Func<InfluxRow, T> read, (string Tag, string? Value)? where = null)
    {
        // Nothing else was ever stored, and nothing else gets into a query.
        if (!Identifier.IsValid(store.Tenant) || !Identifier.IsValid(store.Store) || (where is (_, { } asked) && !Identifier.IsValid(asked)))
            yield break;
        var tags = string.Join(", ", InfluxNames.Places(kind).Prepend("device").Select(name => $"{InfluxNames.Name(name)}::tag"));
        var fields = string.Join(", ", HeaderFields.Concat(InfluxFields.Figures(kind).Keys).Select(InfluxNames.Name).Concat(InfluxFields.Long(kind).Select(LongText.Select)));
        var place = where is not (var tag, { } value) ? "" : $" AND {InfluxNames.Name(tag)} = {InfluxNames.Quote(value)}";
        var query = $"SELECT {tags}, {fields} FROM {InfluxNames.Name(kind.Name())} WHERE {InfluxNames.Of(store)}{place} "
            + $"AND time >= {PointTime.First(range.From)} AND time < {PointTime.First(range.To)}";
        foreach (var row in gate.Rows(query))
        {
            var origin = new WindowOrigin(PointTime.WindowOf(row.Time), row.Int("seconds"), row.Double("observed"), row.Must("device"), row.Must("session"), row.Long("seq") ?? 0);
            yield return new Row<T>(origin, read(row));
        }
    }

    private static T? Json<T>(InfluxRow row, string name, JsonTypeInfo<T> type)
        where T : class => LongText.Read(row, name) is { } text ? JsonSerializer.Deserialize(text, type) : null;
}
