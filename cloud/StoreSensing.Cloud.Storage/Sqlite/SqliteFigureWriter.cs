using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Spreads a new message over the rows of its kind.</summary>
internal sealed class SqliteFigureWriter(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<FigureTable, InsertStatement> _inserts = FigureTables.All.ToDictionary(t => t, t => new InsertStatement(connection, t.InsertRow()));

    public void Insert(long window, long device, long session, MetricMessage message)
    {
        switch (message)
        {
            case ZoneMessage zones:
                Insert(FigureTables.Zones, window, device, session, message, zones.Zones);
                break;
            case LineMessage lines:
                Insert(FigureTables.Lines, window, device, session, message, lines.Lines);
                break;
            case HeatMessage heat:
                Insert(FigureTables.Heat, window, device, session, message, heat.Surfaces);
                break;
            case ExpressionMessage expression:
                Insert(FigureTables.Expressions, window, device, session, message, expression.Zones);
                break;
            case FlowMessage flow:
                Insert(FigureTables.Flow, window, device, session, message, flow.Surfaces);
                break;
            case QueueMessage queues:
                Insert(FigureTables.Queues, window, device, session, message, queues.Queues);
                break;
            case OccupancyMessage occupancy:
                Insert(FigureTables.Occupancy, window, device, session, message, occupancy.Entrances);
                break;
            case AttentionMessage attention:
                Insert(FigureTables.Attention, window, device, session, message, attention.Displays);
                break;
            case ArousalMessage arousal:
                Insert(FigureTables.Arousal, window, device, session, message, [.. arousal.Zones.Select(z => new StudyArousal(arousal.Study, z))]);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} has no table", nameof(message));
        }
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
            insert.Dispose();
    }

    private void Insert<T>(FigureTable<T> table, long window, long device, long session, MetricMessage message, IReadOnlyList<T> figures)
    {
        var insert = _inserts[table];
        for (var i = 0; i < figures.Count; i++)
        {
            insert.Add(window).Add(device).Add(session).Add(message.Seq).Add(message.WindowSeconds).Add(message.ObservedSeconds);
            table.Write(insert, figures[i]);
            insert.Run();
        }
    }
}
