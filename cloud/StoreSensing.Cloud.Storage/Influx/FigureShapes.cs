using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Every kind of figures: how a point is read back, folded and written.</summary>
internal static class FigureShapes
{
    public static FigureShape<ZoneFigures> Zones { get; } = new(MessageKind.Zone, Fold.Zones, FigurePoints.Write, r => new ZoneFigures
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
    });

    public static FigureShape<HeatFigures> Heat { get; } = new(MessageKind.Heat, Fold.Heat, FigurePoints.Write, r =>
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
    });

    public static FigureShape<LineFigures> Lines { get; } = new(MessageKind.Line, Fold.Lines, FigurePoints.Write, r => new LineFigures
    {
        Line = r.Must("line"), ObservedSeconds = r.Double("line_observed"), In = r.Whole("crossed_in"), Out = r.Whole("crossed_out"),
        Since = r.Instant("since"), Withheld = r.Text("withheld"),
    });

    public static FigureShape<ExpressionFigures> Expressions { get; } = new(MessageKind.Expression, Fold.Expressions, FigurePoints.Write, r => new ExpressionFigures
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
    });

    public static FigureShape<AttentionFigures> Attention { get; } = new(MessageKind.Attention, Fold.Attention, FigurePoints.Write, r => new AttentionFigures
    {
        Display = r.Must("display"), ObservedSeconds = r.Double("display_observed"),
        Funnel = Json(r, "funnel", WireJson.Default.FunnelFigures), FunnelWithheld = r.Text("funnel_withheld"),
        Attention = Json(r, "attention", WireJson.Default.AttentionBlock), AttentionWithheld = r.Text("attention_withheld"),
        Interest = Json(r, "interest", WireJson.Default.InterestBlock), InterestWithheld = r.Text("interest_withheld"),
    });

    public static FigureShape<StudyArousal> Arousal { get; } = new(MessageKind.Arousal, Fold.Arousal, (LineBuffer line, in PointOrigin origin, StudyArousal a) => FigurePoints.Write(line, origin, a.It, a.Study), r => new StudyArousal(r.Text("study"), new ArousalFigures { Zone = r.Must("zone"), Arousal = Json(r, "arousal", WireJson.Default.ArousalBlock), Withheld = r.Text("withheld") }));

    public static FigureShape<FlowFigures> Flow { get; } = new(MessageKind.Flow, Fold.Flow, FigurePoints.Write, r => new FlowFigures
    {
        Surface = r.Must("surface"), ObservedSeconds = r.Double("surface_observed"), Block = Json(r, "block", WireJson.Default.FlowBlock), BlockWithheld = r.Text("block_withheld"),
    });

    public static FigureShape<QueueFigures> Queues { get; } = new(MessageKind.Queue, Fold.Queues, FigurePoints.Write, r => new QueueFigures
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

    public static FigureShape<OccupancyFigures> Occupancy { get; } = new(MessageKind.Occupancy, Fold.Occupancy, FigurePoints.Write, r => new OccupancyFigures
    {
        Group = r.Must("entrances"), ObservedSeconds = r.Double("entrances_observed"), In = r.Int("came_in"), Out = r.Int("went_out"), Occupancy = r.Int("occupancy"),
        Peak = r.Int("peak"), Clamped = r.Int("clamped"), Drift = r.Whole("drift"), ResetAt = r.Must("reset_at"), TimeZone = r.Must("time_zone"),
    });

    /// <summary>Of a kind.</summary>
    public static FigureShape Of(MessageKind kind) => kind switch
    {
        MessageKind.Zone => Zones,
        MessageKind.Heat => Heat,
        MessageKind.Line => Lines,
        MessageKind.Expression => Expressions,
        MessageKind.Flow => Flow,
        MessageKind.Queue => Queues,
        MessageKind.Occupancy => Occupancy,
        MessageKind.Attention => Attention,
        MessageKind.Arousal => Arousal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no figures"),
    };

    private static T? Json<T>(InfluxRow row, string name, JsonTypeInfo<T> type)
        where T : class => LongText.Read(row, name) is { } text ? JsonSerializer.Deserialize(text, type) : null;
}
