using Microsoft.Data.Sqlite;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>Reads what an outbox gave up beside it, for who looks after the device.</summary>
public static class OutboxDrops
{
    /// <summary>The listed drops, oldest first; null when there is no such file, or the agent holds it (it is locked for as long as it runs).</summary>
    public static IReadOnlyList<DroppedMessages>? Of(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            using var table = new DroppedTable(sql => OutboxDatabase.Prepare(connection, sql));
            return table.Read();
        }
        catch (SqliteException)
        {
            return null; // In use, of an earlier version, or damaged: the agent says so when it opens it.
        }
    }
}
