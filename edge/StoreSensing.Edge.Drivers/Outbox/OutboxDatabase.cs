using Microsoft.Data.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>
/// The outbox's file: SQL and nothing else. Write-ahead log with a sync per transaction, so that what was added survives a kill and a power
/// cut; locked for this process alone. Not thread-safe. Throws <see cref="SqliteException"/>.
/// </summary>
internal sealed class OutboxDatabase : IDisposable
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;

    /// <summary>A kind that this version does not know has no topic: such a message stays until it is too old.</summary>
    private static readonly string KnownKinds = string.Join(", ", Enum.GetValues<MessageKind>().Select(kind => $"'{kind.Name()}'"));

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _pending;
    private readonly SqliteCommand _acknowledge;
    private readonly SqliteCommand _oldest;
    private readonly SqliteCommand _delete;

    /// <param name="file">Made when it is missing.</param>
    /// <param name="firstNumber">Entry numbers of a new file begin here, so that they go on ascending when a damaged file was replaced.</param>
    public OutboxDatabase(string file, long firstNumber)
    {
        // The command timeout is how long Microsoft.Data.Sqlite retries a locked file; 0 would mean forever.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            _connection.Open();
            // Exclusive first: the lock is then taken with the first access and kept, and the log needs no shared memory.
            Execute("PRAGMA locking_mode = EXCLUSIVE");
            Execute("PRAGMA auto_vacuum = INCREMENTAL");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            Execute("PRAGMA journal_size_limit = 4194304");
            // What the cloud has is gone from the device too: the room of deleted rows is overwritten.
            Execute("PRAGMA secure_delete = ON");
            Check();
            Execute("""
                BEGIN IMMEDIATE;
                CREATE TABLE IF NOT EXISTS outbox (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    session TEXT NOT NULL,
                    seq INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    kept_at INTEGER NOT NULL,
                    payload BLOB NOT NULL);
                CREATE INDEX IF NOT EXISTS outbox_session_seq ON outbox (session, seq);
                """ + DroppedTable.Sql + "COMMIT;");
            if (firstNumber > 1)
                Execute($"INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', {firstNumber - 1} "
                    + "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox')");
            Execute("PRAGMA incremental_vacuum");
            Dropped = new DroppedTable(Prepare);
            _insert = Prepare("INSERT INTO outbox (session, seq, kind, kept_at, payload) VALUES ($session, $seq, $kind, $kept, $payload) RETURNING number");
            _pending = Prepare("SELECT number, session, seq, kind, kept_at, payload FROM outbox "
                + $"WHERE number > $after AND kind IN ({KnownKinds}) ORDER BY number LIMIT $max");
            _acknowledge = Prepare("DELETE FROM outbox WHERE session = $session AND seq BETWEEN $first AND $last RETURNING seq, length(payload)");
            _oldest = Prepare("SELECT number, session, seq, kept_at, length(payload) FROM outbox ORDER BY number LIMIT 1");
            _delete = Prepare("DELETE FROM outbox WHERE number = $number");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>What was given up.</summary>
    public DroppedTable Dropped { get; }

    public SqliteTransaction Begin() => _connection.BeginTransaction(deferred: false);

    /// <summary>How many messages, how many bytes of payload, and the highest number.</summary>
    public (long Count, long Bytes, long Last) Measure()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*), coalesce(sum(length(payload)), 0), coalesce(max(number), 0) FROM outbox";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public long Insert(PublishableMessage message, DateTimeOffset keptAt, SqliteTransaction transaction)
    {
        _insert.Transaction = transaction;
        _insert.Parameters["$session"].Value = message.Session;
        _insert.Parameters["$seq"].Value = message.Seq;
        _insert.Parameters["$kind"].Value = message.Kind.Name();
        _insert.Parameters["$kept"].Value = keptAt.ToUnixTimeMilliseconds();
        _insert.Parameters["$payload"].Value = message.Payload.ToArray();
        return (long)_insert.ExecuteScalar()!;
    }

    public List<OutboxEntry> Pending(long after, int max)
    {
        _pending.Parameters["$after"].Value = after;
        _pending.Parameters["$max"].Value = max;
        var entries = new List<OutboxEntry>();
        using var row = _pending.ExecuteReader();
        while (row.Read())
        {
            MessageKinds.TryParse(row.GetString(3), out var kind);
            entries.Add(new OutboxEntry(row.GetInt64(0), row.GetString(1), row.GetInt64(2), kind, Time(row.GetInt64(4)), row.GetFieldValue<byte[]>(5)));
        }
        return entries;
    }

    /// <summary>Deletes; returns the numbers and bytes of payload that were there.</summary>
    public List<(long Seq, long Bytes)> Acknowledge(string session, SeqRange range, SqliteTransaction transaction)
    {
        _acknowledge.Transaction = transaction;
        _acknowledge.Parameters["$session"].Value = session;
        _acknowledge.Parameters["$first"].Value = range.First;
        _acknowledge.Parameters["$last"].Value = range.Last;
        var deleted = new List<(long, long)>();
        using var row = _acknowledge.ExecuteReader();
        while (row.Read())
            deleted.Add((row.GetInt64(0), row.GetInt64(1)));
        return deleted;
    }

    /// <summary>The oldest message, or null.</summary>
    public OldestEntry? Oldest(SqliteTransaction? transaction = null)
    {
        _oldest.Transaction = transaction;
        using var row = _oldest.ExecuteReader();
        return row.Read() ? new OldestEntry(row.GetInt64(0), row.GetString(1), row.GetInt64(2), Time(row.GetInt64(3)), row.GetInt64(4)) : null;
    }

    public void Delete(long number, SqliteTransaction transaction)
    {
        _delete.Transaction = transaction;
        _delete.Parameters["$number"].Value = number;
        _delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Dropped.Dispose();
        foreach (var command in new[] { _insert, _pending, _acknowledge, _oldest, _delete })
            command.Dispose();
        _connection.Dispose();
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private void Check()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok" and var finding)
            throw new SqliteException($"quick_check: {finding}", Corrupt);
    }

    private SqliteCommand Prepare(string sql) => Prepare(_connection, sql);

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A command with a parameter for each <c>$name</c> of its SQL.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var word in sql.Split(' ', ',', '(', ')'))
            if (word.StartsWith('$'))
                command.Parameters.Add(new SqliteParameter { ParameterName = word });
        return command;
    }
}

/// <summary>The message that waits longest.</summary>
internal readonly record struct OldestEntry(long Number, string Session, long Seq, DateTimeOffset KeptAt, long Bytes);
