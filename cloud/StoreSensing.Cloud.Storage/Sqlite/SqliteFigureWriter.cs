using Microsoft.Data.Sqlite;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Spreads a new message over the rows of its kind.</summary>
internal sealed class SqliteFigureWriter(SqliteConnection connection) : IDisposable
{
    private readonly Statement _zone = Insert(connection, "zone_rows", 26);
    private readonly Statement _line = Insert(connection, "line_rows", 10);
    private readonly Statement _heat = Insert(connection, "heat_rows", 16);
    private readonly Statement _expression = Insert(connection, "expression_rows", 15);

    public void Insert(long window, long device, long session, MetricMessage message)
    {
        switch (message)
        {
            case ZoneMessage zones:
                foreach (var z in zones.Zones)
                    _zone.Run(
                        window, device, session, message.Seq, z.Zone, message.WindowSeconds, message.ObservedSeconds, z.ObservedSeconds,
                        z.Visits, z.EngagedVisits, z.PersonSeconds, z.OccupancyMean, z.OccupancyPeak, z.OccupancyNow,
                        z.Dwell?.Since.ToUnixTimeSeconds(), z.Dwell?.Visits, z.Dwell?.Censored, z.Dwell?.MedianSeconds, z.Dwell?.P90Seconds, z.Dwell?.TotalSeconds,
                        z.Dwell is { } dwell ? CompactBlob.OfSketch(dwell.Sketch) : null, z.DwellWithheld,
                        z.Dwell is { } cut ? CompactBlob.OfSketch(cut.CensoredSketch) : null,
                        z.Dwell?.KaplanMeier.MedianSeconds, z.Dwell?.KaplanMeier.LowSeconds, z.Dwell?.KaplanMeier.HighSeconds);
                break;
            case LineMessage lines:
                foreach (var l in lines.Lines)
                    _line.Run(window, device, session, message.Seq, l.Line, message.WindowSeconds, message.ObservedSeconds, l.ObservedSeconds, l.In, l.Out);
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
                        e.Shares?.Since.ToUnixTimeSeconds(), e.Shares?.Contributors, e.Shares?.Positive, e.Shares?.Neutral, e.Shares?.Negative,
                        e.Shares?.Surprise, e.Shares?.Abstained, e.Withheld);
                break;
            case FlowMessage or QueueMessage or OccupancyMessage:
                break; // stored as a message, so that it is acknowledged and not missed; nothing asks for its figures
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
    }

    private static Statement Insert(SqliteConnection connection, string table, int columns) =>
        new(connection, $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"${i}"))})");
}
