using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>The tables, and which version of them a file has. Times are seconds since the Unix epoch.</summary>
internal static class SqliteSchema
{
    /// <summary>The version this program writes.</summary>
    public const int Version = 2;

    /// <summary>Marks a file as ours: "SSCL".</summary>
    private const int ApplicationId = 0x5353434C;

    private const string Tables = """
        CREATE TABLE schema_version (version INTEGER NOT NULL);

        CREATE TABLE devices (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, store TEXT NOT NULL, device TEXT NOT NULL,
            state TEXT, status TEXT, describe TEXT, last_window_end INTEGER, heard INTEGER NOT NULL,
            UNIQUE (tenant, store, device));

        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY, device INTEGER NOT NULL, session TEXT NOT NULL,
            stored INTEGER NOT NULL, duplicates INTEGER NOT NULL, seen BLOB NOT NULL, heard INTEGER NOT NULL,
            UNIQUE (device, session));
        CREATE INDEX sessions_heard ON sessions (heard);

        CREATE TABLE messages (
            window INTEGER NOT NULL, device INTEGER NOT NULL, kind TEXT NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, late INTEGER NOT NULL, suppressed INTEGER NOT NULL, clock_skew REAL,
            PRIMARY KEY (window, device, kind, session, seq)) WITHOUT ROWID;
        """;

    // Buckets that are to be folded: every one that a message fell into since. One that can't be is set aside, and read window by window.
    private const string FoldTables = """
        CREATE TABLE unfolded (
            level INTEGER NOT NULL, bucket INTEGER NOT NULL, kind TEXT NOT NULL, device INTEGER NOT NULL, set_aside INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (level, bucket, kind, device)) WITHOUT ROWID;
        CREATE TABLE folds_begin (kind TEXT PRIMARY KEY, window INTEGER NOT NULL) WITHOUT ROWID;
        """;

    // A file of version 1 has windows that nobody folded.
    private static readonly string MarkEverything =
        $"INSERT INTO unfolded (level, bucket, kind, device) SELECT DISTINCT {RollUp.QuarterHour.Seconds()}, window - window % {RollUp.QuarterHour.Seconds()}, kind, device FROM messages;";

    private static string FigureTablesSql => string.Join('\n', FigureTables.All.Select(t => t.Create()));

    /// <summary>Brings a new file, or one of version 1, to this version; refuses a newer one and another program's.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            Verify(connection, path);
        else
            Execute(connection, SqliteScrub.GiveBackPages);
        // WAL stands in the file; FULL is per connection: a commit survives a power cut.
        // Pages of 64 MB in memory and 32 MB in the log before they are written back: rows of many devices go to many pages, each of which would be written again and again.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;" + SqliteScrub.OverwriteDeleted);
        using var transaction = new WriteTransaction(connection);
        // Asked again: another process may have made the tables meanwhile.
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            Execute(connection, $"PRAGMA application_id = {ApplicationId}; {Tables} {FoldTables} {FigureTablesSql} INSERT INTO schema_version VALUES ({Version});");
        else if (Verify(connection, path) == 1)
            Execute(connection, $"ALTER TABLE messages ADD COLUMN clock_skew REAL; {FoldTables} {FigureTablesSql} {MarkEverything} INSERT INTO schema_version VALUES ({Version});");
        transaction.Commit();
    }

    /// <summary>Everything is to be folded.</summary>
    public static void MarkAllUnfolded(SqliteConnection connection) => Execute(connection, MarkEverything);

    /// <summary>Throws when the file is not ours or newer than this program; gives its version.</summary>
    public static int Verify(SqliteConnection connection, string path)
    {
        if (Scalar(connection, "PRAGMA application_id") != ApplicationId)
            throw new StoreException($"{path}: is a database of another program");
        var version = (int)Scalar(connection, "SELECT max(version) FROM schema_version");
        return version <= Version
            ? version
            : throw new StoreException($"{path}: has schema version {version}, this program knows up to {Version}: use a newer storesensing-cloud");
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
