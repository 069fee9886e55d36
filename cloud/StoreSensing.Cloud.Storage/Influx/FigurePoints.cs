using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Whose figures a point has, and which window's.</summary>
/// <param name="Measurement">The kind's name; a roll-up's has a suffix.</param>
/// <param name="Device">Who measured.</param>
/// <param name="Start">Start of the window.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Observed">Seconds of it observed.</param>
/// <param name="Session">The device's session.</param>
/// <param name="Seq">The message's number.</param>
/// <param name="Windows">How many windows were rolled up; null: it is one.</param>
/// <param name="Order">Of a roll-up: its place among those of its bucket, and apart from those of earlier ones, nanoseconds.</param>
internal readonly record struct PointOrigin(string Measurement, DeviceAddress Device, DateTimeOffset Start, int Seconds, double Observed, string Session, long Seq, int? Windows = null, long Order = 0)
{
    public static PointOrigin Of(DeviceAddress device, MessageKind kind, MetricMessage m) => new(kind.Name(), device, m.WindowStart, m.WindowSeconds, m.ObservedSeconds, m.Session, m.Seq);

    public long Time => Windows is null ? PointTime.OfMessage(Start, Session, Seq) : PointTime.OfSecond(Start.ToUnixTimeSeconds()) + Order;
}

/// <summary>Figures as points: one an entry of a message.</summary>
internal static class FigurePoints
{
    /// <summary>A message's points.</summary>
    public static void Write(LineBuffer line, in PointOrigin origin, MetricMessage message)
    {
        switch (message)
        {
            case ZoneMessage zones:
                foreach (var zone in zones.Zones)
                    Write(line, origin, zone);
                break;
            case LineMessage lines:
                foreach (var l in lines.Lines)
                    Write(line, origin, l);
                break;
            case HeatMessage heat:
                foreach (var surface in heat.Surfaces)
                    Write(line, origin, surface);
                break;
            case ExpressionMessage expression:
                foreach (var zone in expression.Zones)
                    Write(line, origin, zone);
                break;
            case FlowMessage flow:
                foreach (var surface in flow.Surfaces)
                    Write(line, origin, surface);
                break;
            case QueueMessage queues:
                foreach (var queue in queues.Queues)
                    Write(line, origin, queue);
                break;
            case OccupancyMessage occupancy:
                foreach (var entrances in occupancy.Entrances)
                    Write(line, origin, entrances);
                break;
            case AttentionMessage attention:
                foreach (var display in attention.Displays)
                    Write(line, origin, display);
                break;
            case ArousalMessage arousal:
                foreach (var zone in arousal.Zones)
                    Write(line, origin, zone, arousal.Study);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} has no measurement", nameof(message));
        }
    }

    public static void Write(LineBuffer line, in PointOrigin origin, ZoneFigures z)
    {
        Begin(line, origin, "zone", z.Zone);
        line.Field("zone_observed", z.ObservedSeconds);
        line.Field("visits", z.Visits);
        line.Field("engaged_visits", z.EngagedVisits);
        line.Field("counts_since", z.CountsSince?.ToUnixTimeSeconds());
        line.Field("counts_withheld", z.CountsWithheld);
        line.Field("person_seconds", z.PersonSeconds);
        line.Field("person_seconds_withheld", z.PersonSecondsWithheld);
        line.Field("occupancy_peak", z.OccupancyPeak);
        line.Field("occupancy_now", z.OccupancyNow);
        line.Field("dwell_withheld", z.DwellWithheld);
        if (z.Dwell is { } dwell)
        {
            line.Field("dwell_since", dwell.Since.ToUnixTimeSeconds());
            line.Field("dwell_visits", (long)dwell.Visits);
            line.Field("dwell_censored", (long)dwell.Censored);
            line.Field("dwell_median", dwell.MedianSeconds);
            line.Field("dwell_p90", dwell.P90Seconds);
            LongText.Write(line, "dwell_sketch", CompactBlob.OfSketch(dwell.Sketch));
            LongText.Write(line, "dwell_censored_sketch", CompactBlob.OfSketch(dwell.CensoredSketch));
            line.Field("dwell_survival_median", dwell.KaplanMeier.MedianSeconds);
            line.Field("dwell_survival_low", dwell.KaplanMeier.LowSeconds);
            line.Field("dwell_survival_high", dwell.KaplanMeier.HighSeconds);
        }
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, LineFigures l)
    {
        Begin(line, origin, "line", l.Line);
        line.Field("line_observed", l.ObservedSeconds);
        line.Field("crossed_in", l.In);
        line.Field("crossed_out", l.Out);
        line.Field("since", l.Since?.ToUnixTimeSeconds());
        line.Field("withheld", l.Withheld);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, HeatFigures s)
    {
        Begin(line, origin, "surface", s.Surface, "layer", s.Layer);
        line.Field("columns", (long)s.Columns);
        line.Field("rows", (long)s.Rows);
        line.Field("surface_observed", s.ObservedSeconds);
        line.Field("counts_people", s.People is not null);
        LongText.Write(line, "cells", CompactBlob.OfHeat(s));
        line.Field("merge_pairs", s.Merge?.Pairs);
        line.Field("merge_ambiguous", s.Merge?.Ambiguous);
        line.Field("merge_rms", s.Merge?.RmsMetres);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, ExpressionFigures e)
    {
        Begin(line, origin, "zone", e.Zone);
        line.Field("withheld", e.Withheld);
        if (e.Shares is { } shares)
        {
            line.Field("since", shares.Since.ToUnixTimeSeconds());
            line.Field("contributors", (long)shares.Contributors);
            line.Field("positive", (long)shares.Decisions.Positive);
            line.Field("neutral", (long)shares.Decisions.Neutral);
            line.Field("negative", (long)shares.Decisions.Negative);
            line.Field("surprise", (long)shares.Decisions.Surprise);
            line.Field("abstained", (long)shares.Decisions.Abstained);
            Json(line, "estimate", shares.Estimate, WireJson.Default.ExpressionEstimate);
        }
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, FlowFigures s)
    {
        Begin(line, origin, "surface", s.Surface);
        line.Field("surface_observed", s.ObservedSeconds);
        Json(line, "block", s.Block, WireJson.Default.FlowBlock);
        line.Field("block_withheld", s.BlockWithheld);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, QueueFigures q)
    {
        Begin(line, origin, "queue", q.Queue);
        line.Field("queue_observed", q.ObservedSeconds);
        line.Field("length_mean", q.LengthMean);
        line.Field("length_peak", (long)q.LengthPeak);
        line.Field("length_now", (long)q.LengthNow);
        line.Field("arrived", (long)q.Arrived);
        line.Field("served", (long)q.Served);
        line.Field("abandoned", (long)q.Abandoned);
        line.Field("cut", (long)q.Cut);
        line.Field("served_per_hour", q.ServedPerHour);
        if (q.Wait is { } wait)
        {
            line.Field("wait_since", wait.Since.ToUnixTimeSeconds());
            line.Field("wait_people", (long)wait.People);
            line.Field("wait_median", wait.MedianSeconds);
            line.Field("wait_p90", wait.P90Seconds);
            line.Field("wait_total", wait.TotalSeconds);
            LongText.Write(line, "wait_sketch", CompactBlob.OfSketch(wait.Sketch));
        }
        line.Field("wait_withheld", q.WaitWithheld);
        line.Field("little_ratio", q.LittleRatio);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, OccupancyFigures e)
    {
        Begin(line, origin, "entrances", e.Group);
        line.Field("entrances_observed", e.ObservedSeconds);
        line.Field("came_in", (long)e.In);
        line.Field("went_out", (long)e.Out);
        line.Field("occupancy", (long)e.Occupancy);
        line.Field("peak", (long)e.Peak);
        line.Field("clamped", (long)e.Clamped);
        line.Field("drift", e.Drift);
        line.Field("reset_at", e.ResetAt);
        line.Field("time_zone", e.TimeZone);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, AttentionFigures d)
    {
        Begin(line, origin, "display", d.Display);
        line.Field("display_observed", d.ObservedSeconds);
        Json(line, "funnel", d.Funnel, WireJson.Default.FunnelFigures);
        line.Field("funnel_withheld", d.FunnelWithheld);
        Json(line, "attention", d.Attention, WireJson.Default.AttentionBlock);
        line.Field("attention_withheld", d.AttentionWithheld);
        Json(line, "interest", d.Interest, WireJson.Default.InterestBlock);
        line.Field("interest_withheld", d.InterestWithheld);
        line.End(origin.Time);
    }

    public static void Write(LineBuffer line, in PointOrigin origin, ArousalFigures z, string? study)
    {
        Begin(line, origin, "zone", z.Zone);
        line.Field("study", study);
        Json(line, "arousal", z.Arousal, WireJson.Default.ArousalBlock);
        line.Field("withheld", z.Withheld);
        line.End(origin.Time);
    }

    private static void Begin(LineBuffer line, in PointOrigin origin, string tag, string place, string? tag2 = null, string? place2 = null)
    {
        line.Begin(origin.Measurement);
        Device(line, origin.Device);
        line.Tag(tag, place);
        if (tag2 is not null)
            line.Tag(tag2, place2!);
        line.Field("session", origin.Session);
        line.Field("seq", origin.Seq);
        line.Field("seconds", (long)origin.Seconds);
        line.Field("observed", origin.Observed);
        line.Field("windows", origin.Windows);
    }

    /// <summary>The tags that every point has.</summary>
    public static void Device(LineBuffer line, DeviceAddress device)
    {
        line.Tag("tenant", device.Tenant);
        line.Tag("store", device.Store);
        line.Tag("device", device.Device);
    }

    private static void Json<T>(LineBuffer line, string name, T? value, JsonTypeInfo<T> type)
        where T : class
    {
        if (value is not null)
            LongText.Write(line, name, JsonSerializer.Serialize(value, type));
    }
}
