using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Reads rows back, each query on a connection of its own.</summary>
internal sealed class SqliteReader(Func<SqliteConnection> open)
{
    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store)
    {
        using var connection = open();
        using var statement = new Statement(
            connection,
            "SELECT tenant, store, device, status, describe, last_window_end FROM devices "
            + "WHERE ($0 IS NULL OR tenant = $0) AND ($1 IS NULL OR store = $1) ORDER BY tenant, store, device");
        using var r = statement.Read(store?.Tenant, store?.Store);
        var devices = new List<DeviceRecord>();
        while (r.Read())
            devices.Add(new DeviceRecord(
                new DeviceAddress(r.GetString(0), r.GetString(1), r.GetString(2)),
                Json(r, 3, WireJson.Default.StatusMessage),
                Json(r, 4, WireJson.Default.DescribeMessage),
                r.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(5))));
        return devices;
    }

    public IReadOnlyList<SessionLedger> Sessions(int max)
    {
        using var connection = open();
        using var statement = new Statement(
            connection,
            "SELECT s.session, s.stored, s.duplicates, s.seen, d.tenant, d.store, d.device FROM sessions s JOIN devices d ON d.id = s.device "
            + "ORDER BY s.heard DESC, s.id DESC LIMIT $0");
        using var r = statement.Read(max);
        var sessions = new List<SessionLedger>();
        while (r.Read())
            sessions.Add(SqliteLedgers.Read(new DeviceAddress(r.GetString(4), r.GetString(5), r.GetString(6)), r.GetString(0), r));
        return sessions;
    }

    /// <summary>A shop's rows of a range, by folds where the caller takes them.</summary>
    public IEnumerable<Row<T>> Rows<T>(FigureTable<T> table, StoreAddress store, TimeRange range, RollUp coarsest, string? column = null, string? only = null)
    {
        using var connection = open();
        // One look at the file: a fold that takes windows' place meanwhile would be counted besides them.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var devices = DeviceNames(connection, store);
        var sessions = new SessionNames(connection);
        (string, string)? filter = column is null || only is null ? null : (column, only);
        foreach (var segment in RollUpPlan.Of(range, coarsest, Unfolded(connection, table, range, coarsest, devices.Keys), Begin(connection, table)))
            foreach (var row in SqliteRows.Read(connection, table, segment, devices.Keys, filter))
                yield return new Row<T>(row.Window(devices[row.Device], sessions.Of(row.Session)), row.Figures);
    }

    private static List<(RollUp Level, long Start)> Unfolded(SqliteConnection connection, FigureTable table, TimeRange range, RollUp coarsest, IReadOnlyCollection<long> devices)
    {
        var unfolded = new List<(RollUp, long)>();
        if (coarsest == RollUp.None)
            return unfolded;
        var from = SqliteUnfolded.Start(coarsest, Math.Max(0, RollUpLadder.FirstSecond(range.From)));
        var to = RollUpLadder.FirstSecond(range.To);
        foreach (var level in RollUpLadder.Levels.Where(l => l <= coarsest))
        {
            using var statement = new Statement(
                connection,
                $"SELECT DISTINCT bucket FROM unfolded WHERE level = {level.Seconds()} AND bucket >= $0 AND bucket < $1 AND kind = $2 AND device IN ({string.Join(',', devices)})");
            using var r = statement.Read(from, to, table.Kind.Name());
            while (r.Read())
                unfolded.Add((level, r.GetInt64(0)));
        }
        return unfolded;
    }

    private static long Begin(SqliteConnection connection, FigureTable table)
    {
        using var statement = new Statement(connection, "SELECT window FROM folds_begin WHERE kind = $0");
        using var r = statement.Read(table.Kind.Name());
        return r.Read() ? r.GetInt64(0) : long.MinValue;
    }

    private static Dictionary<long, string> DeviceNames(SqliteConnection connection, StoreAddress store)
    {
        using var statement = new Statement(connection, "SELECT id, device FROM devices WHERE tenant = $0 AND store = $1");
        using var r = statement.Read(store.Tenant, store.Store);
        var names = new Dictionary<long, string>();
        while (r.Read())
            names[r.GetInt64(0)] = r.GetString(1);
        return names;
    }

    private static T? Json<T>(SqliteDataReader r, int column, JsonTypeInfo<T> type)
        where T : class => r.IsDBNull(column) ? null : JsonSerializer.Deserialize(r.GetString(column), type);
}

/// <summary>The texts of session ids, fetched as they are met: a range of time has few of the file's sessions.</summary>
internal sealed class SessionNames(SqliteConnection connection)
{
    private readonly Dictionary<long, string> _known = [];

    public string Of(long id)
    {
        if (_known.TryGetValue(id, out var name))
            return name;
        using var statement = new Statement(connection, "SELECT session FROM sessions WHERE id = $0");
        using var reader = statement.Read(id);
        return _known[id] = reader.Read() ? reader.GetString(0) : "";
    }
}
