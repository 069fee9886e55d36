using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Migration;

/// <summary>A SQLite file to copy from or to.</summary>
public sealed class SqliteArchive : IStoreArchive
{
    private readonly SqliteMetricStore _store;
    private readonly SqliteConnection _connection;

    /// <summary>Opens the file, also beside the running service; throws <see cref="StoreException"/> when it can't be used, or is absent and must not be.</summary>
    public SqliteArchive(string path, bool mustExist)
    {
        Name = path;
        if (mustExist && !File.Exists(path))
            throw new StoreException($"{path}: there is no such file");
        _store = new SqliteMetricStore(path, lockSeconds: 30);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            _connection.Open();
        }
        catch (SqliteException e)
        {
            Dispose();
            throw SqliteFault.In(path, e);
        }
    }

    /// <inheritdoc/>
    public IMetricStore Store => _store;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public (DateTimeOffset First, DateTimeOffset Last)? Span()
    {
        using var statement = new Statement(_connection, "SELECT min(window), max(window) FROM messages");
        using var reader = statement.Read();
        return reader.Read() && !reader.IsDBNull(0) ? (Time(reader.GetInt64(0)), Time(reader.GetInt64(1))) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MessageHeader> Headers(StoreAddress store, TimeRange range)
    {
        using var statement = new Statement(
            _connection,
            "SELECT m.window, m.kind, d.device, s.session, m.seq, m.seconds, m.observed, m.late, m.suppressed, m.clock_skew "
            + "FROM messages m JOIN devices d ON d.id = m.device JOIN sessions s ON s.id = m.session "
            + "WHERE m.window >= $0 AND m.window < $1 AND d.tenant = $2 AND d.store = $3 ORDER BY m.window");
        using var r = statement.Read(First(range.From), First(range.To), store.Tenant, store.Store);
        while (r.Read())
        {
            if (MessageKinds.TryParse(r.GetString(1), out var kind))
                yield return new MessageHeader(kind, new WindowOrigin(Time(r.GetInt64(0)), r.GetInt32(5), r.GetDouble(6), r.GetString(2), r.GetString(3), r.GetInt64(4)), r.GetBoolean(7), r.GetInt32(8),
                    r.IsDBNull(9) ? null : r.GetDouble(9));
        }
    }

    /// <inheritdoc/>
    public KindCount Count(StoreAddress store, TimeRange range, MessageKind kind)
    {
        const string within = "window >= $0 AND window < $1 AND device IN (SELECT id FROM devices WHERE tenant = $2 AND store = $3)";
        using var statement = new Statement(
            _connection, $"SELECT (SELECT count(*) FROM messages WHERE {within} AND kind = $4), (SELECT count(*) FROM {KindTables.TableOf(kind)} WHERE {within})");
        using var reader = statement.Read(First(range.From), First(range.To), store.Tenant, store.Store, kind.Name());
        reader.Read();
        return new KindCount(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _store.Dispose();
    }

    // Windows start on whole seconds: one that starts at or after an instant starts at or after the next whole second.
    private static long First(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
