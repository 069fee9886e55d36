using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>The tables, and which version of them a file has. Times are seconds since the Unix epoch.</summary>
internal static class SqliteSchema
{
    /// <summary>The version this program writes.</summary>
    public const int Version = 1;

    /// <summary>Marks a file as ours: "SSCL".</summary>
    private const int ApplicationId = 0x5353434C;

    // The window comes first in every key, so that inserts stay at the end of the tree and a range of time is one stretch of it.
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
            seconds INTEGER NOT NULL, observed REAL NOT NULL, late INTEGER NOT NULL, suppressed INTEGER NOT NULL,
            PRIMARY KEY (window, device, kind, session, seq)) WITHOUT ROWID;

        CREATE TABLE zone_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, zone TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, zone_observed REAL NOT NULL,
            visits INTEGER, engaged_visits INTEGER, counts_since INTEGER, counts_withheld TEXT, person_seconds REAL, person_seconds_withheld TEXT,
            occupancy_peak INTEGER, occupancy_now INTEGER,
            dwell_since INTEGER, dwell_visits INTEGER, dwell_censored INTEGER, dwell_median REAL, dwell_p90 REAL,
            dwell_sketch BLOB, dwell_withheld TEXT,
            dwell_censored_sketch BLOB, dwell_survival_median REAL, dwell_survival_low REAL, dwell_survival_high REAL,
            PRIMARY KEY (window, device, session, seq, zone)) WITHOUT ROWID;

        CREATE TABLE line_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, line TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, line_observed REAL NOT NULL,
            crossed_in INTEGER, crossed_out INTEGER, since INTEGER, withheld TEXT,
            PRIMARY KEY (window, device, session, seq, line)) WITHOUT ROWID;

        CREATE TABLE heat_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
            surface TEXT NOT NULL, layer TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL,
            columns INTEGER NOT NULL, rows INTEGER NOT NULL, surface_observed REAL NOT NULL, cells BLOB NOT NULL,
            counts_people INTEGER NOT NULL, merge_pairs INTEGER, merge_ambiguous INTEGER, merge_rms REAL,
            PRIMARY KEY (window, device, session, seq, surface, layer)) WITHOUT ROWID;

        CREATE TABLE expression_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, zone TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL,
            since INTEGER, contributors INTEGER, positive INTEGER, neutral INTEGER, negative INTEGER, surprise INTEGER, abstained INTEGER, withheld TEXT,
            estimate TEXT,
            PRIMARY KEY (window, device, session, seq, zone)) WITHOUT ROWID;

        CREATE TABLE attention_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, display TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, display_observed REAL NOT NULL,
            funnel TEXT, funnel_withheld TEXT, attention TEXT, attention_withheld TEXT, interest TEXT, interest_withheld TEXT,
            PRIMARY KEY (window, device, session, seq, display)) WITHOUT ROWID;

        CREATE TABLE arousal_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, zone TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, study TEXT, arousal TEXT, withheld TEXT,
            PRIMARY KEY (window, device, session, seq, zone)) WITHOUT ROWID;

        CREATE TABLE flow_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, surface TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, surface_observed REAL NOT NULL, block TEXT, block_withheld TEXT,
            PRIMARY KEY (window, device, session, seq, surface)) WITHOUT ROWID;

        CREATE TABLE queue_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, queue TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, queue_observed REAL NOT NULL,
            length_mean REAL NOT NULL, length_peak INTEGER NOT NULL, length_now INTEGER NOT NULL,
            arrived INTEGER NOT NULL, served INTEGER NOT NULL, abandoned INTEGER NOT NULL, cut INTEGER NOT NULL, served_per_hour REAL,
            wait_since INTEGER, wait_people INTEGER, wait_median REAL, wait_p90 REAL, wait_total REAL, wait_sketch BLOB, wait_withheld TEXT,
            little_ratio REAL,
            PRIMARY KEY (window, device, session, seq, queue)) WITHOUT ROWID;

        CREATE TABLE occupancy_rows (
            window INTEGER NOT NULL, device INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL, entrances TEXT NOT NULL,
            seconds INTEGER NOT NULL, observed REAL NOT NULL, entrances_observed REAL NOT NULL,
            came_in INTEGER NOT NULL, went_out INTEGER NOT NULL, occupancy INTEGER NOT NULL, peak INTEGER NOT NULL, clamped INTEGER NOT NULL,
            drift INTEGER, reset_at TEXT NOT NULL, time_zone TEXT NOT NULL,
            PRIMARY KEY (window, device, session, seq, entrances)) WITHOUT ROWID;
        """;

    /// <summary>Brings a new file to this version; refuses a newer one and another program's.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            Verify(connection, path);
        else
            Execute(connection, SqliteScrub.GiveBackPages);
        // WAL stands in the file; FULL is per connection: a commit survives a power cut.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + SqliteScrub.OverwriteDeleted);
        using var transaction = new WriteTransaction(connection);
        // Asked again: another process may have made the tables meanwhile.
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            Execute(connection, $"PRAGMA application_id = {ApplicationId}; {Tables} INSERT INTO schema_version VALUES ({Version});");
        transaction.Commit();
    }

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
