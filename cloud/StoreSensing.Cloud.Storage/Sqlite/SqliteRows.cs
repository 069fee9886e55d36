using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>A row as it is stored: who measured it by numbers; <paramref name="Window"/> puts names in their place.</summary>
internal readonly record struct StoredRow<T>(Func<string, string, WindowOrigin> Window, long Device, long Session, T Figures);

/// <summary>Reads a kind's rows of some devices.</summary>
internal static class SqliteRows
{
    /// <summary>Rows of one stretch, in the order of their windows.</summary>
    /// <param name="connection">Where from; in use until the enumeration ends.</param>
    /// <param name="table">Which kind.</param>
    /// <param name="segment">Which level and time.</param>
    /// <param name="devices">Ids of the devices.</param>
    /// <param name="only">A column and the value it must have, or null.</param>
    public static IEnumerable<StoredRow<T>> Read<T>(
        SqliteConnection connection, FigureTable<T> table, RollUpSegment segment, IReadOnlyCollection<long> devices, (string Column, string Value)? only)
    {
        using var statement = new Statement(connection, Sql(table, segment.Level, devices, only?.Column));
        using var r = only is { } filter ? statement.Read(segment.From, segment.To, filter.Value) : statement.Read(segment.From, segment.To);
        var cursor = new ColumnCursor(r);
        while (r.Read())
        {
            cursor.From(0);
            var (start, device, session, seq) = (cursor.Time(), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3));
            cursor.From(4);
            var (seconds, observed, windows) = (cursor.Whole(), cursor.Number(), cursor.Whole());
            yield return new StoredRow<T>(
                (deviceName, sessionName) => new WindowOrigin(start, seconds, observed, deviceName, sessionName, seq, windows), device, session, table.Read(cursor));
        }
    }

    // A file may hold thousands of devices of other shops, and keys begin with the window: from each window there is, straight to the devices' rows of it.
    // The first table of a CROSS JOIN is the outer loop (https://www.sqlite.org/optoverview.html#crossjoin), so rows come in its order.
    private static string Sql(FigureTable table, RollUp level, IReadOnlyCollection<long> devices, string? only)
    {
        var (name, windows, at) = level == RollUp.None ? (table.Rows, "1", "") : (table.Folds, "t.windows", $"level = {level.Seconds()} AND ");
        var inFold = level == RollUp.None ? "" : $"t.level = {level.Seconds()} AND ";
        return $"""
            WITH RECURSIVE present(start) AS (
                SELECT min(window) FROM {name} WHERE {at}window >= $0 AND window < $1
                UNION ALL SELECT (SELECT min(window) FROM {name} WHERE {at}window > start AND window < $1) FROM present WHERE start IS NOT NULL)
            SELECT t.window, t.device, t.session, t.seq, t.seconds, t.observed, {windows}, {string.Join(", ", table.Names.Split(", ").Select(n => $"t.{n}"))}
            FROM present CROSS JOIN {name} t ON {inFold}t.window = present.start AND t.device IN ({string.Join(',', devices)}){(only is null ? "" : $" AND t.{only} = $2")}
            """;
    }
}
