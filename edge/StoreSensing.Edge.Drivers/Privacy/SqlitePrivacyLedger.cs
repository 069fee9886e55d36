using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Drivers.Privacy;

/// <summary>
/// The privacy ledger: one row in a SQLite file of its own, synced to disk with its folder before a write returns, so that a power cut takes nothing back.
/// Opened for each call, which comes a few times a day. Not thread-safe.
/// </summary>
public sealed class SqlitePrivacyLedger : IPrivacyLedger
{
    private const string DayFormat = "yyyy-MM-dd";
    private readonly string _file;
    private readonly string _proc;

    /// <param name="file">Made when it is missing, with its folder.</param>
    /// <param name="proc">Where Linux tells its boot; tests hand in another folder.</param>
    public SqlitePrivacyLedger(string file, string proc = "/proc") => (_file, _proc) = (file, proc);

    /// <inheritdoc/>
    public string Boot => Line("sys/kernel/random/boot_id");

    /// <inheritdoc/>
    public TimeSpan SinceBoot => TimeSpan.FromSeconds(double.Parse(Line("uptime").Split(' ')[0], CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public LedgerEntry? Read()
    {
        if (!File.Exists(_file))
            return null;
        return Guarded(() => Open(_file, connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT day, spent_micros, starts, boot, first_opened_ms, days_opened FROM ledger";
            using var row = command.ExecuteReader();
            if (!row.Read())
                throw new PrivacyLedgerException($"privacy ledger {_file} is empty: today's budget counts as spent");
            return new LedgerEntry(
                DateOnly.ParseExact(row.GetString(0), DayFormat, CultureInfo.InvariantCulture), row.GetInt64(1), row.GetInt32(2), row.GetString(3),
                TimeSpan.FromMilliseconds(row.GetInt64(4)), row.GetInt32(5));
        }));
    }

    /// <inheritdoc/>
    public void Write(LedgerEntry entry) => Guarded<object?>(() =>
    {
        try
        {
            return Open(_file, connection => Write(connection, entry));
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            // At no moment is there no ledger: that would be a new device's.
            var (next, aside) = (_file + ".new", _file + ".damaged");
            File.Delete(next);
            Open(next, connection => Write(connection, entry));
            File.Copy(_file, aside, overwrite: true);
            File.Move(next, _file, overwrite: true);
            return null;
        }
    });

    private static object? Write(SqliteConnection connection, LedgerEntry entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO ledger (id, day, spent_micros, starts, boot, first_opened_ms, days_opened) VALUES (1, $day, $spent, $starts, $boot, $opened, $days)
            ON CONFLICT (id) DO UPDATE SET day = excluded.day, spent_micros = excluded.spent_micros, starts = excluded.starts, boot = excluded.boot,
                first_opened_ms = excluded.first_opened_ms, days_opened = excluded.days_opened
            """;
        command.Parameters.AddWithValue("$day", entry.Day.ToString(DayFormat, CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$spent", entry.SpentMicros);
        command.Parameters.AddWithValue("$starts", entry.Starts);
        command.Parameters.AddWithValue("$boot", entry.Boot);
        command.Parameters.AddWithValue("$opened", (long)entry.FirstOpened.TotalMilliseconds);
        command.Parameters.AddWithValue("$days", entry.DaysOpened);
        command.ExecuteNonQuery();
        return null;
    }

    private T Guarded<T>(Func<T> step)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(_file)) is { } folder)
                Directory.CreateDirectory(folder);
            return step();
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            throw new PrivacyLedgerException($"privacy ledger {_file} is damaged ({e.Message}): today's budget counts as spent", e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new PrivacyLedgerException($"privacy ledger {_file} can't be used: {e.Message}; nothing is told until it can", e);
        }
    }

    // Corrupt, not a database, or another schema.
    private static bool IsDamage(SqliteException e) => e.SqliteErrorCode is 11 or 26 or 1;

    private static T Open<T>(string file, Func<SqliteConnection, T> step)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                PRAGMA synchronous = EXTRA;
                CREATE TABLE IF NOT EXISTS ledger (
                    id INTEGER PRIMARY KEY CHECK (id = 1), day TEXT NOT NULL, spent_micros INTEGER NOT NULL, starts INTEGER NOT NULL,
                    boot TEXT NOT NULL, first_opened_ms INTEGER NOT NULL, days_opened INTEGER NOT NULL) STRICT;
                """;
            command.ExecuteNonQuery();
        }
        return step(connection);
    }

    private string Line(string file)
    {
        try
        {
            return File.ReadLines(Path.Combine(_proc, file)).First();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new PrivacyLedgerException($"{Path.Combine(_proc, file)} can't be read: {e.Message}", e);
        }
    }
}
