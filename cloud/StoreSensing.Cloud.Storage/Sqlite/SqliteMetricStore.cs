using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>The embedded store: one SQLite file in WAL mode; readers don't wait for the writer.</summary>
public sealed class SqliteMetricStore : IMetricStore
{
    /// <summary>The version of the files that this program writes.</summary>
    public const int SchemaVersion = SqliteSchema.Version;

    private readonly string _path;
    private readonly string _readerSettings;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;
    private readonly Lock _writing = new();
    private volatile string? _lastFault;

    /// <summary>Opens the file, or makes it; throws <see cref="StoreException"/> with one sentence when it can't be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lockSeconds">How long to wait for another process's lock.</param>
    public SqliteMetricStore(string path, int lockSeconds = 5)
    {
        _path = path;
        try
        {
            _connection = Open(Settings(path, SqliteOpenMode.ReadWriteCreate, lockSeconds, pooled: false));
            try
            {
                SqliteSchema.Prepare(_connection, path);
                _writer = new SqliteWriter(_connection);
            }
            catch
            {
                _connection.Dispose();
                throw;
            }
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            throw SqliteFault.In(path, e);
        }
        _readerSettings = Settings(path, SqliteOpenMode.ReadOnly, lockSeconds, pooled: true);
        _reader = new SqliteReader(() => Open(_readerSettings));
    }

    /// <summary>Looks at a file without changing it: version, numbers, and SQLite's own integrity check.</summary>
    public static StoreReport Inspect(string path)
    {
        if (!File.Exists(path))
            throw new StoreException($"{path}: there is no such file");
        return Guard(path, () =>
        {
            using var connection = Open(Settings(path, SqliteOpenMode.ReadWrite, lockSeconds: 5, pooled: false));
            var version = SqliteSchema.Verify(connection, path);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            var verdict = (string)command.ExecuteScalar()!;
            if (verdict != "ok")
                throw new StoreException($"{path}: is damaged ({verdict.ReplaceLineEndings(" ")}): restore it from a backup, or save what is left with storesensing-cloud store recover --store {path} --to {path}.recovered");
            return new StoreReport(
                version,
                SqliteSchema.Scalar(connection, "SELECT count(*) FROM devices"),
                SqliteSchema.Scalar(connection, "SELECT count(*) FROM sessions"),
                SqliteSchema.Scalar(connection, "SELECT count(*) FROM messages"));
        });
    }

    /// <inheritdoc/>
    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        lock (_writing)
        {
            try
            {
                var commit = Guard(_path, () => _writer.Append(batch, now));
                _lastFault = null;
                return commit;
            }
            catch (StoreException e)
            {
                _lastFault = e.Message;
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) =>
        Guarded(_reader.Rows(FigureTables.Zones, store, range, coarsest, "zone", zone));

    /// <inheritdoc/>
    public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer = null, RollUp coarsest = RollUp.None) =>
        Guarded(_reader.Rows(FigureTables.Heat, store, range, coarsest, "layer", layer));

    /// <inheritdoc/>
    public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_reader.Rows(FigureTables.Lines, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) =>
        Guarded(_reader.Rows(FigureTables.Expressions, store, range, coarsest, "zone", zone));

    /// <inheritdoc/>
    public IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display = null, RollUp coarsest = RollUp.None) =>
        Guarded(_reader.Rows(FigureTables.Attention, store, range, coarsest, "display", display));

    /// <inheritdoc/>
    public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) =>
        Guarded(_reader.Rows(FigureTables.Arousal, store, range, coarsest, "zone", zone));

    /// <inheritdoc/>
    public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_reader.Rows(FigureTables.Flow, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_reader.Rows(FigureTables.Queues, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_reader.Rows(FigureTables.Occupancy, store, range, coarsest));

    /// <inheritdoc/>
    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store = null) => Guard(_path, () => _reader.Devices(store));

    /// <inheritdoc/>
    public IReadOnlyList<SessionLedger> Sessions(int max) => Guard(_path, () => _reader.Sessions(max));

    /// <inheritdoc/>
    public bool RollUpSlice(DateTimeOffset until)
    {
        lock (_writing)
            return Guard(_path, () => _writer.Fold(until));
    }

    /// <inheritdoc/>
    public ExpiryProof Expire(Expiry expiry)
    {
        lock (_writing)
        {
            _writer.Forget();
            return Guard(_path, () => SqliteExpiry.Run(_connection, expiry));
        }
    }

    /// <inheritdoc/>
    public string? Problem()
    {
        try
        {
            _reader.Sessions(1);
            return _lastFault;
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            return SqliteFault.In(_path, e).Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            // Pooled connections would hold the file open, and the last to close must be one that may write: it folds the log into the file.
            using (var reader = new SqliteConnection(_readerSettings))
                SqliteConnection.ClearPool(reader);
            _writer.Dispose();
            _connection.Dispose();
        }
    }

    private static SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(settings);
        connection.Open();
        return connection;
    }

    private static string Settings(string path, SqliteOpenMode mode, int lockSeconds, bool pooled) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, DefaultTimeout = lockSeconds, Pooling = pooled }.ToString();

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            throw SqliteFault.In(path, e);
        }
    }

    // A row is read when it is asked for, so an error comes then.
    private IEnumerable<T> Guarded<T>(IEnumerable<T> rows)
    {
        using var enumerator = rows.GetEnumerator();
        while (Guard(_path, enumerator.MoveNext))
            yield return enumerator.Current;
    }
}

/// <summary>What a store holds.</summary>
public sealed record StoreReport(int Version, long Devices, long Sessions, long Messages);
