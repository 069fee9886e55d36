using Microsoft.Data.Sqlite;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>
/// Makes deleted figures unreadable in the files: deleted cells are overwritten with zeros (secure_delete), freed pages given back (incremental vacuum),
/// the write-ahead log, which holds older versions of pages, emptied. What a disk itself keeps of overwritten blocks is beyond a program.
/// </summary>
internal static class SqliteScrub
{
    // How long a checkpoint waits for readers in the middle of a query.
    private const int PatienceMilliseconds = 3000;

    /// <summary>For each connection that deletes.</summary>
    public const string OverwriteDeleted = "PRAGMA secure_delete = ON;";

    /// <summary>For a new file, before anything else is written to it.</summary>
    public const string GiveBackPages = "PRAGMA auto_vacuum = INCREMENTAL;";

    /// <summary>True when nothing deleted is left; false when somebody reads or writes just now, and a later run must do it.</summary>
    public static bool Run(SqliteConnection connection)
    {
        // A file from before has freed pages that were never overwritten: it is written anew, once.
        if (SqliteSchema.Scalar(connection, "PRAGMA auto_vacuum") == 0)
            Execute(connection, GiveBackPages + "VACUUM;");
        Execute(connection, "PRAGMA incremental_vacuum;");
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {PatienceMilliseconds}; PRAGMA wal_checkpoint(TRUNCATE);";
            using var reader = command.ExecuteReader();
            reader.NextResult();
            return reader.Read() && reader.GetInt64(0) == 0;
        }
        finally
        {
            Execute(connection, "PRAGMA busy_timeout = 0;");
        }
    }

    // The vacuum frees a page a step, so every step is taken.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
            }
        }
        while (reader.NextResult());
    }
}
