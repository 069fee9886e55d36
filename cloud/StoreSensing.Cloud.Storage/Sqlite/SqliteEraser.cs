using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Erases a shop's figures from a store file, whether or not the service has it open: short transactions, so that neither waits long for the other.</summary>
public sealed class SqliteEraser : IDisposable
{
    // Rows a transaction: some tens of milliseconds.
    private const int Slice = 10_000;

    // The service may store a message of the range while it is being erased.
    private const int MostRounds = 5;

    private readonly string _path;
    private readonly SqliteConnection _connection;

    /// <summary>Opens a file that is there; throws <see cref="StoreException"/> with one sentence when it can't be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lockSeconds">How long to wait for the service's lock.</param>
    public SqliteEraser(string path, int lockSeconds = 30)
    {
        _path = path;
        if (!File.Exists(path))
            throw new StoreException($"{path}: there is no such file");
        _connection = Guard(() =>
        {
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = lockSeconds, Pooling = false }.ToString());
            try
            {
                connection.Open();
                SqliteSchema.Verify(connection, path);
                SqliteSchema.Prepare(connection, path);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>Every shop that the file knows, by tenant and id.</summary>
    public IReadOnlyList<StoreAddress> Stores() => Guard(() =>
    {
        using var statement = new Statement(_connection, "SELECT DISTINCT tenant, store FROM devices ORDER BY tenant, store");
        using var reader = statement.Read();
        var stores = new List<StoreAddress>();
        while (reader.Read())
            stores.Add(new StoreAddress(reader.GetString(0), reader.GetString(1)));
        return stores;
    });

    /// <summary>What <see cref="Erase"/> would delete now.</summary>
    public ErasureCounts Plan(Erasure erasure) => Guard(() =>
    {
        var devices = Devices(erasure.Store);
        var kinds = erasure.Kinds.Select(kind => Count(kind, erasure, devices)).ToList();
        var empty = erasure.Kind is null ? devices.Where(d => Outside(erasure, d) == 0).ToList() : [];
        var sessions = empty.Sum(d => SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM sessions WHERE device = {d}"));
        return new ErasureCounts(kinds, sessions, empty.Count, erasure.Kinds.Sum(kind => Reaching(kind, erasure, devices)));
    });

    /// <summary>Deletes, counts what is left, and scrubs the files.</summary>
    public ErasureProof Erase(Erasure erasure) => Guard(() =>
    {
        var devices = Devices(erasure.Store);
        var erased = erasure.Kinds.ToDictionary(k => k, k => new KindErasure(k, 0, 0));
        var left = long.MaxValue;
        for (var round = 0; round < MostRounds && left > 0; round++)
        {
            foreach (var kind in erasure.Kinds)
            {
                // The messages last: while one is there, its figures may be too.
                var rows = DeleteSlices(KindTables.TableOf(kind), "", erasure, devices, kind);
                var messages = DeleteSlices("messages", $"AND kind = '{kind.Name()}'", erasure, devices);
                erased[kind] = new KindErasure(kind, erased[kind].Messages + messages, erased[kind].Rows + rows);
            }
            left = erasure.Kinds.Sum(kind => Count(kind, erasure, devices) is var c ? c.Messages + c.Rows : 0);
        }
        var (sessions, gone) = erasure.Kind is null ? ForgetEmpty(devices) : (0, 0);
        var reaching = erasure.Kinds.Sum(kind => Reaching(kind, erasure, devices));
        return new ErasureProof(new ErasureCounts([.. erased.Values], sessions, gone, reaching), left, SqliteScrub.Run(_connection));
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private List<long> Devices(StoreAddress store)
    {
        using var statement = new Statement(_connection, "SELECT id FROM devices WHERE tenant = $0 AND store = $1");
        using var reader = statement.Read(store.Tenant, store.Store);
        var ids = new List<long>();
        while (reader.Read())
            ids.Add(reader.GetInt64(0));
        return ids;
    }

    private KindErasure Count(MessageKind kind, Erasure erasure, List<long> devices) => new(
        kind,
        SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM messages WHERE {Where(erasure, devices)} AND kind = '{kind.Name()}'"),
        SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM {KindTables.TableOf(kind)} WHERE {Where(erasure, devices)}")
        + SqliteSchema.Scalar(
            _connection, $"SELECT count(*) FROM {KindTables.FoldsOf(kind)} WHERE level IN ({Levels}) AND {Where(erasure, devices)} AND window - window % level + level <= {First(erasure.To)}"));

    // Folds that hold anything of a stretch go. Those that reach beyond it hold more than that, and are folded anew from what is left.
    private void DropFolds(MessageKind kind, long from, long to, List<long> devices)
    {
        using var unfolded = new SqliteUnfolded(_connection);
        foreach (var level in RollUpLadder.Levels)
        {
            var (first, last) = (SqliteUnfolded.Start(level, Math.Max(0, from)), SqliteUnfolded.Start(level, Math.Max(0, to - 1)));
            SqliteSchema.Execute(
                _connection, $"DELETE FROM {KindTables.FoldsOf(kind)} WHERE level = {level.Seconds()} AND window >= {first} AND window < {last + level.Seconds()} AND {Of(devices)}");
            foreach (var device in devices)
            {
                unfolded.Mark(level, first, kind.Name(), device);
                unfolded.Mark(level, last, kind.Name(), device);
            }
        }
    }

    private long Reaching(MessageKind kind, Erasure erasure, List<long> devices) => KindTables.Since(kind) is { } since
        ? SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM {KindTables.TableOf(kind)} WHERE window >= {First(erasure.To)} AND {Of(devices)} AND {since} < {First(erasure.To)} AND {since} >= {First(erasure.From)}")
        : 0;

    private long Outside(Erasure erasure, long device) =>
        SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM messages WHERE device = {device} AND NOT (window >= {First(erasure.From)} AND window < {First(erasure.To)})");

    private long DeleteSlices(string table, string only, Erasure erasure, List<long> devices, MessageKind? folded = null)
    {
        var deleted = 0L;
        var from = First(erasure.From);
        var end = First(erasure.To);
        while (from < end)
        {
            // Whole windows: the slice ends where the window of the row after it begins, and is one window at least.
            using var find = new Statement(_connection, $"SELECT window FROM {table} WHERE window >= $0 AND window < $1 AND {Of(devices)} {only} ORDER BY window LIMIT 1 OFFSET {Slice}");
            var to = end;
            using (var reader = find.Read(from, end))
                to = reader.Read() ? Math.Max(reader.GetInt64(0), from + 1) : end;
            using var transaction = new WriteTransaction(_connection);
            using var delete = new Statement(_connection, $"DELETE FROM {table} WHERE window >= $0 AND window < $1 AND {Of(devices)} {only}");
            deleted += delete.Run(from, to);
            // With the rows, or a kill in between would leave folds that hold them and that nobody folds anew.
            if (folded is { } kind)
                DropFolds(kind, from, to, devices);
            transaction.Commit();
            from = to;
        }
        return deleted;
    }

    private (long Sessions, long Devices) ForgetEmpty(List<long> devices)
    {
        using var transaction = new WriteTransaction(_connection);
        using var sessions = new Statement(_connection, "DELETE FROM sessions WHERE device = $0");
        using var device = new Statement(_connection, "DELETE FROM devices WHERE id = $0");
        using var unfolded = new Statement(_connection, "DELETE FROM unfolded WHERE device = $0");
        var (ledgers, gone) = (0L, 0L);
        foreach (var id in devices.Where(d => SqliteSchema.Scalar(_connection, $"SELECT count(*) FROM messages WHERE device = {d}") == 0))
        {
            unfolded.Run(id);
            ledgers += sessions.Run(id);
            gone += device.Run(id);
        }
        transaction.Commit();
        return (ledgers, gone);
    }

    // The device ids are numbers of our own, so they may stand in the text.
    private static string Where(Erasure erasure, List<long> devices) => $"window >= {First(erasure.From)} AND window < {First(erasure.To)} AND {Of(devices)}";

    private static readonly string Levels = string.Join(", ", RollUpLadder.Levels.Select(l => l.Seconds()));

    private static string Of(List<long> devices) => $"device IN ({string.Join(',', devices)})";

    // Windows start on whole seconds: one that starts at or after an instant starts at or after the next whole second.
    private static long First(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            throw SqliteFault.In(_path, e);
        }
    }
}
