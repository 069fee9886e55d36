using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Deletes what is too old, in one transaction, counts what is left, and scrubs the files.</summary>
internal static class SqliteExpiry
{
    public static ExpiryProof Run(SqliteConnection connection, Expiry expiry)
    {
        var deleted = new List<KindExpiry>();
        long sessions, devices;
        using (var transaction = new WriteTransaction(connection))
        {
            foreach (var (kind, before) in expiry.Before)
            {
                var rows = Delete(connection, $"DELETE FROM {KindTables.TableOf(kind)} WHERE window < $0", before);
                var folds = Delete(connection, $"DELETE FROM {KindTables.FoldsOf(kind)} WHERE window < $0", before);
                Begin(connection, kind, before);
                using var messages = new Statement(connection, "DELETE FROM messages WHERE window < $0 AND kind = $1");
                deleted.Add(new KindExpiry(kind, before, messages.Run(before.ToUnixTimeSeconds(), kind.Name()), rows + folds, Left: 0));
            }
            sessions = Delete(connection, "DELETE FROM sessions WHERE heard < $0", expiry.DevicesBefore);
            devices = Delete(connection, "DELETE FROM devices WHERE heard < $0", expiry.DevicesBefore);
            transaction.Commit();
        }
        var scrubbed = SqliteScrub.Run(connection);
        return new ExpiryProof([.. deleted.Select(k => k with { Left = Left(connection, k.Kind, k.Before) })], sessions, devices, scrubbed);
    }

    private static long Delete(SqliteConnection connection, string sql, DateTimeOffset before)
    {
        using var delete = new Statement(connection, sql);
        return delete.Run(before.ToUnixTimeSeconds());
    }

    // What is left of a bucket around the instant has no fold, and gets none.
    private static void Begin(SqliteConnection connection, MessageKind kind, DateTimeOffset before)
    {
        using var begin = new Statement(connection, "INSERT INTO folds_begin VALUES ($0, $1) ON CONFLICT DO UPDATE SET window = max(window, excluded.window)");
        begin.Run(kind.Name(), before.ToUnixTimeSeconds());
        using var unfolded = new Statement(connection, "DELETE FROM unfolded WHERE kind = $0 AND bucket + level <= $1");
        unfolded.Run(kind.Name(), before.ToUnixTimeSeconds());
    }

    private static long Left(SqliteConnection connection, MessageKind kind, DateTimeOffset before)
    {
        using var count = new Statement(
            connection,
            $"SELECT (SELECT count(*) FROM {KindTables.TableOf(kind)} WHERE window < $0) + (SELECT count(*) FROM {KindTables.FoldsOf(kind)} WHERE window < $0) "
            + "+ (SELECT count(*) FROM messages WHERE window < $0 AND kind = $1)");
        using var reader = count.Read(before.ToUnixTimeSeconds(), kind.Name());
        reader.Read();
        return reader.GetInt64(0);
    }
}
