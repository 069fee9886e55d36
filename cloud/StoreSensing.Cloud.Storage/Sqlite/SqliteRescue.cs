using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Copies of a store file: of a good one while the service runs, and of what can still be read of a damaged one.</summary>
public static class SqliteRescue
{
    /// <summary>
    /// A copy as of one instant, by SQLite's online backup (https://www.sqlite.org/backup.html); the service may write meanwhile. The copy is checked before it gets its name.
    /// </summary>
    /// <returns>What the copy holds.</returns>
    /// <exception cref="StoreException">The file can't be read, or the target is there or can't be written.</exception>
    public static StoreReport Backup(string path, string target)
    {
        Require(path, target);
        var draft = Draft(target);
        try
        {
            using (var from = Open(path, SqliteOpenMode.ReadWrite))
            {
                SqliteSchema.Verify(from, path);
                using var to = Open(draft, SqliteOpenMode.ReadWriteCreate);
                from.BackupDatabase(to);
                // One file, without a log beside it.
                SqliteSchema.Execute(to, "PRAGMA journal_mode = DELETE;");
            }
            var report = SqliteMetricStore.Inspect(draft);
            File.Move(draft, target);
            return report;
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            throw SqliteFault.In(path, e);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Every row that can still be read, in a new file. The damaged one is only read.</summary>
    /// <param name="path">The damaged file; no service may have it open. Beside the new one a copy of it is made for the time being.</param>
    /// <param name="target">The new file.</param>
    /// <param name="progress">Told after each table: its name, rows saved, and whether all of it could be read.</param>
    /// <returns>What the new file holds.</returns>
    /// <exception cref="StoreException">Nothing can be read, or the target is there or can't be written.</exception>
    public static StoreReport Recover(string path, string target, Action<string, long, bool> progress)
    {
        Require(path, target);
        var (draft, whole) = (Draft(target), Draft(target));
        try
        {
            CopyWhole(path, whole);
            using (var to = Open(draft, SqliteOpenMode.ReadWriteCreate))
            {
                SqliteSchema.Prepare(to, draft);
                using var from = Open(whole, SqliteOpenMode.ReadWrite);
                SqliteSchema.Verify(from, path);
                foreach (var table in Tables(to))
                {
                    var (rows, isWhole) = Salvage(from, to, table);
                    progress(table, rows, isWhole);
                }
                // Figures whose message could not be read: without it they would be neither folded nor known when a device repeats them.
                foreach (var kind in MessageKinds.Metrics)
                    SqliteSchema.Execute(
                        to,
                        $"INSERT INTO messages SELECT DISTINCT window, device, '{kind.Name()}', session, seq, seconds, observed, 0, 0, NULL FROM {KindTables.TableOf(kind)} WHERE true ON CONFLICT DO NOTHING");
                // Folds are made from windows; those that could be read may lack some by now.
                SqliteSchema.MarkAllUnfolded(to);
                SqliteSchema.Execute(to, "PRAGMA wal_checkpoint(TRUNCATE);");
            }
            var report = SqliteMetricStore.Inspect(draft);
            if (report.Messages == 0)
                throw new StoreException($"{path}: nothing of it can be read: restore a backup, or move it away to begin anew");
            File.Move(draft, target);
            return report;
        }
        catch (Exception e) when (SqliteFault.IsOne(e))
        {
            throw SqliteFault.In(path, e);
        }
        finally
        {
            foreach (var left in (string[])[draft, draft + "-wal", draft + "-shm", whole, whole + "-wal", whole + "-shm"])
                File.Delete(left);
        }
    }

    // SQLite reads nothing at all of a file that is shorter than its header says: the copy gets its length back, in zeros.
    // Header: page size at byte 16 (1 means 65536), pages at byte 28, big-endian (https://www.sqlite.org/fileformat2.html#the_database_header).
    private static void CopyWhole(string path, string copy)
    {
        File.Copy(path, copy);
        if (File.Exists(path + "-wal"))
            File.Copy(path + "-wal", copy + "-wal");
        using var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> header = stackalloc byte[32];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith("SQLite format 3\0"u8))
            return;
        var page = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var length = (page == 1 ? 65_536L : page) * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        // Never more than twice of what is there: a damaged header must not fill the disk.
        if (file.Length < length && length <= 2 * file.Length + (1 << 20))
            file.SetLength(length);
    }

    private static (long Rows, bool Whole) Salvage(SqliteConnection from, SqliteConnection to, string table)
    {
        var saved = 0L;
        var whole = true;
        using var transaction = new WriteTransaction(to);
        // A damaged page ends a walk over the tree: from the other end what lies behind it can still be reached.
        foreach (var order in (string[])["ASC", "DESC"])
        {
            try
            {
                saved += Copy(from, to, table, order);
                if (order == "ASC")
                    break;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26 or 1)
            {
                whole = false;
            }
        }
        transaction.Commit();
        return (SqliteSchema.Scalar(to, $"SELECT count(*) FROM {table}"), whole && saved >= 0);
    }

    private static long Copy(SqliteConnection from, SqliteConnection to, string table, string order)
    {
        var columns = Columns(to, table);
        var known = Columns(from, table);
        var names = columns.Where(c => known.Exists(k => k.Name == c.Name)).ToList();
        var key = names.Where(c => c.InKey).Select(c => $"{c.Name} {order}").ToList();
        if (names.Count == 0)
            return 0;
        using var read = new Statement(from, $"SELECT {string.Join(", ", names.Select(n => n.Name))} FROM {table} {(key.Count > 0 ? $"ORDER BY {string.Join(", ", key)}" : "")}");
        using var write = new Statement(
            to, $"INSERT INTO {table} ({string.Join(", ", names.Select(n => n.Name))}) VALUES ({string.Join(", ", names.Select((_, i) => $"${i}"))}) ON CONFLICT DO NOTHING");
        using var reader = read.Read();
        var values = new object?[names.Count];
        var rows = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.GetValue(i);
            rows += write.Run(values);
        }
        return rows;
    }

    // Folds are made anew, and the version is this program's.
    private static List<string> Tables(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_folds' AND name NOT IN ('schema_version', 'unfolded')");
        using var reader = statement.Read();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static List<(string Name, bool InKey)> Columns(SqliteConnection connection, string table)
    {
        using var statement = new Statement(connection, "SELECT name, pk FROM pragma_table_info($0) ORDER BY pk");
        using var reader = statement.Read(table);
        var columns = new List<(string, bool)>();
        while (reader.Read())
            columns.Add((reader.GetString(0), reader.GetInt64(1) > 0));
        return columns;
    }

    private static void Require(string path, string target)
    {
        if (!File.Exists(path))
            throw new StoreException($"{path}: there is no such file");
        if (File.Exists(target))
            throw new StoreException($"{target}: is there already, and is not overwritten");
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder && !Directory.Exists(folder))
            throw new StoreException($"{target}: its folder does not exist");
    }

    private static string Draft(string target) => $"{target}.{Guid.NewGuid():N}.draft";

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
