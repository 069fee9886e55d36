using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Every field of every measurement with its one type, as <c>SHOW FIELD KEYS</c> names it. What is written must agree (a test asks a real server); roll-ups have the
/// fields of their kind and <c>windows</c>.
/// </summary>
internal static class InfluxFields
{
    private const string Integer = "integer";
    private const string Float = "float";
    private const string Text = "string";
    private const string Boolean = "boolean";

    private static readonly Dictionary<string, string> Header = Of((Integer, "seq seconds windows"), (Float, "observed"), (Text, "session"));

    /// <summary>The fields of a kind's figures beyond the header, without those that may be split.</summary>
    public static IReadOnlyDictionary<string, string> Figures(MessageKind kind) => kind switch
    {
        MessageKind.Zone => Zone,
        MessageKind.Line => Line,
        MessageKind.Heat => Heat,
        MessageKind.Expression => Expression,
        MessageKind.Flow => Flow,
        MessageKind.Queue => Queue,
        MessageKind.Occupancy => Occupancy,
        MessageKind.Attention => Attention,
        MessageKind.Arousal => Arousal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no figures"),
    };

    /// <summary>Fields of a kind that may go over several (<see cref="LongText"/>).</summary>
    public static IReadOnlyList<string> Long(MessageKind kind) => kind switch
    {
        MessageKind.Zone => ["dwell_sketch", "dwell_censored_sketch"],
        MessageKind.Heat => ["cells"],
        MessageKind.Expression => ["estimate"],
        MessageKind.Flow => ["block"],
        MessageKind.Queue => ["wait_sketch"],
        MessageKind.Attention => ["funnel", "attention", "interest"],
        MessageKind.Arousal => ["arousal"],
        _ => [],
    };

    private static readonly Dictionary<string, string> Zone = Of(
        (Float, "zone_observed person_seconds dwell_median dwell_p90 dwell_survival_median dwell_survival_low dwell_survival_high"),
        (Integer, "visits engaged_visits counts_since occupancy_peak occupancy_now dwell_since dwell_visits dwell_censored"),
        (Text, "counts_withheld person_seconds_withheld dwell_withheld"));

    private static readonly Dictionary<string, string> Line = Of((Float, "line_observed"), (Integer, "crossed_in crossed_out since"), (Text, "withheld"));

    private static readonly Dictionary<string, string> Heat = Of(
        (Float, "surface_observed merge_rms"), (Integer, "columns rows merge_pairs merge_ambiguous"), (Boolean, "counts_people"));

    private static readonly Dictionary<string, string> Expression = Of(
        (Integer, "since contributors positive neutral negative surprise abstained"), (Text, "withheld"));

    private static readonly Dictionary<string, string> Flow = Of((Float, "surface_observed"), (Text, "block_withheld"));

    private static readonly Dictionary<string, string> Queue = Of(
        (Float, "queue_observed length_mean served_per_hour wait_median wait_p90 wait_total little_ratio"),
        (Integer, "length_peak length_now arrived served abandoned cut wait_since wait_people"), (Text, "wait_withheld"));

    private static readonly Dictionary<string, string> Occupancy = Of(
        (Float, "entrances_observed"), (Integer, "came_in went_out occupancy peak clamped drift"), (Text, "reset_at time_zone"));

    private static readonly Dictionary<string, string> Attention = Of((Float, "display_observed"), (Text, "funnel_withheld attention_withheld interest_withheld"));

    private static readonly Dictionary<string, string> Arousal = Of((Text, "study withheld"));

    /// <summary>By measurement, then by field. Below the kinds' own: initialisers run in the order in which they are written.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All { get; } = Build();

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Build()
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [InfluxNames.Messages] = Of((Integer, "seq seconds suppressed"), (Float, "observed clock_skew"), (Boolean, "late"), (Text, "session")),
            [InfluxNames.Sessions] = Of((Integer, "heard stored duplicates sure_from"), (Text, "session seen")),
            [InfluxNames.Devices] = Of((Integer, "heard window_end")),
            [InfluxNames.States] = Of((Integer, "status_heard describe_heard status_parts describe_parts"), (Text, "status describe")),
            [InfluxNames.Unfolded] = Of((Integer, "marked")),
            [InfluxNames.FoldsBegin] = Of((Integer, "window")),
        };
        foreach (var kind in MessageKinds.Metrics)
        {
            var fields = new Dictionary<string, string>(Header);
            foreach (var (name, type) in Figures(kind))
                fields.Add(name, type);
            foreach (var name in Long(kind))
            {
                fields.Add(name, Text);
                fields.Add(name + "_parts", Integer);
            }
            all.Add(kind.Name(), fields);
            foreach (var level in RollUpLadder.Levels)
                all.Add(InfluxNames.Of(kind, level), fields);
        }
        return all;
    }

    private static Dictionary<string, string> Of(params ReadOnlySpan<(string Type, string Names)> groups)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (type, names) in groups)
            foreach (var name in names.Split(' '))
                fields.Add(name, type);
        return fields;
    }
}
