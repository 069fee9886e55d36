using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Spreads a new message over the rows of its kind.</summary>
internal sealed class SqliteFigureWriter(SqliteConnection connection) : IDisposable
{
    private readonly Statement _zone = Insert(connection, "zone_rows", 27);
    private readonly Statement _line = Insert(connection, "line_rows", 12);
    private readonly Statement _heat = Insert(connection, "heat_rows", 16);
    private readonly Statement _expression = Insert(connection, "expression_rows", 16);
    private readonly Statement _flow = Insert(connection, "flow_rows", 10);
    private readonly Statement _queue = Insert(connection, "queue_rows", 24);
    private readonly Statement _occupancy = Insert(connection, "occupancy_rows", 16);
    private readonly Statement _attention = Insert(connection, "attention_rows", 14);
    private readonly Statement _arousal = Insert(connection, "arousal_rows", 10);

    public void Insert(long window, long device, long session, MetricMessage message)
    {
        switch (message)
        {
            case ZoneMessage zones:
                foreach (var z in zones.Zones)
                    _zone.Run(
                        window, device, session, message.Seq, z.Zone, message.WindowSeconds, message.ObservedSeconds, z.ObservedSeconds,
                        z.Visits, z.EngagedVisits, z.CountsSince?.ToUnixTimeSeconds(), z.CountsWithheld, z.PersonSeconds, z.PersonSecondsWithheld,
                        z.OccupancyPeak, z.OccupancyNow,
                        z.Dwell?.Since.ToUnixTimeSeconds(), z.Dwell?.Visits, z.Dwell?.Censored, z.Dwell?.MedianSeconds, z.Dwell?.P90Seconds,
                        z.Dwell is { } dwell ? CompactBlob.OfSketch(dwell.Sketch) : null, z.DwellWithheld,
                        z.Dwell is { } cut ? CompactBlob.OfSketch(cut.CensoredSketch) : null,
                        z.Dwell?.KaplanMeier.MedianSeconds, z.Dwell?.KaplanMeier.LowSeconds, z.Dwell?.KaplanMeier.HighSeconds);
                break;
            case LineMessage lines:
                foreach (var l in lines.Lines)
                    _line.Run(
                        window, device, session, message.Seq, l.Line, message.WindowSeconds, message.ObservedSeconds, l.ObservedSeconds,
                        l.In, l.Out, l.Since?.ToUnixTimeSeconds(), l.Withheld);
                break;
            case HeatMessage heat:
                foreach (var s in heat.Surfaces)
                    _heat.Run(
                        window, device, session, message.Seq, s.Surface, s.Layer, message.WindowSeconds, message.ObservedSeconds,
                        s.Columns, s.Rows, s.ObservedSeconds, CompactBlob.OfHeat(s),
                        s.People is not null, s.Merge?.Pairs, s.Merge?.Ambiguous, s.Merge?.RmsMetres);
                break;
            case ExpressionMessage expression:
                foreach (var e in expression.Zones)
                    _expression.Run(
                        window, device, session, message.Seq, e.Zone, message.WindowSeconds, message.ObservedSeconds,
                        e.Shares?.Since.ToUnixTimeSeconds(), e.Shares?.Contributors, e.Shares?.Decisions.Positive, e.Shares?.Decisions.Neutral,
                        e.Shares?.Decisions.Negative, e.Shares?.Decisions.Surprise, e.Shares?.Decisions.Abstained, e.Withheld,
                        Json(e.Shares?.Estimate, WireJson.Default.ExpressionEstimate));
                break;
            case FlowMessage flow:
                foreach (var s in flow.Surfaces)
                    _flow.Run(
                        window, device, session, message.Seq, s.Surface, message.WindowSeconds, message.ObservedSeconds, s.ObservedSeconds,
                        Json(s.Block, WireJson.Default.FlowBlock), s.BlockWithheld);
                break;
            case QueueMessage queues:
                foreach (var q in queues.Queues)
                    _queue.Run(
                        window, device, session, message.Seq, q.Queue, message.WindowSeconds, message.ObservedSeconds, q.ObservedSeconds,
                        q.LengthMean, q.LengthPeak, q.LengthNow, q.Arrived, q.Served, q.Abandoned, q.Cut, q.ServedPerHour,
                        q.Wait?.Since.ToUnixTimeSeconds(), q.Wait?.People, q.Wait?.MedianSeconds, q.Wait?.P90Seconds, q.Wait?.TotalSeconds,
                        q.Wait is { } wait ? CompactBlob.OfSketch(wait.Sketch) : null, q.WaitWithheld, q.LittleRatio);
                break;
            case OccupancyMessage occupancy:
                foreach (var e in occupancy.Entrances)
                    _occupancy.Run(
                        window, device, session, message.Seq, e.Group, message.WindowSeconds, message.ObservedSeconds, e.ObservedSeconds,
                        e.In, e.Out, e.Occupancy, e.Peak, e.Clamped, e.Drift, e.ResetAt, e.TimeZone);
                break;
            case AttentionMessage attention:
                foreach (var d in attention.Displays)
                    _attention.Run(
                        window, device, session, message.Seq, d.Display, message.WindowSeconds, message.ObservedSeconds, d.ObservedSeconds,
                        Json(d.Funnel, WireJson.Default.FunnelFigures), d.FunnelWithheld, Json(d.Attention, WireJson.Default.AttentionBlock), d.AttentionWithheld,
                        Json(d.Interest, WireJson.Default.InterestBlock), d.InterestWithheld);
                break;
            case ArousalMessage arousal:
                foreach (var z in arousal.Zones)
                    _arousal.Run(
                        window, device, session, message.Seq, z.Zone, message.WindowSeconds, message.ObservedSeconds,
                        arousal.Study, Json(z.Arousal, WireJson.Default.ArousalBlock), z.Withheld);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} has no table", nameof(message));
        }
    }

    public void Dispose()
    {
        _zone.Dispose();
        _line.Dispose();
        _heat.Dispose();
        _expression.Dispose();
        _flow.Dispose();
        _queue.Dispose();
        _occupancy.Dispose();
        _attention.Dispose();
        _arousal.Dispose();
    }

    private static string? Json<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, type);

    private static Statement Insert(SqliteConnection connection, string table, int columns) =>
        new(connection, $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"${i}"))})");
}
