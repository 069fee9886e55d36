using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Storage.Sqlite.Tables;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>
/// Folds marked buckets, finest first: a bucket's fold marks the coarser one around it. On the writer's connection and in its order, in short transactions, so that
/// batches wait for some ten milliseconds.
/// </summary>
internal sealed class SqliteFolder(SqliteConnection connection, SqliteUnfolded unfolded) : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);

    private readonly Statement _next = new(
        connection, "SELECT level, bucket, kind, device FROM unfolded WHERE level = $0 AND bucket <= $1 - $0 AND set_aside = 0 ORDER BY bucket LIMIT 1");
    private readonly Statement _begin = new(connection, "SELECT window FROM folds_begin WHERE kind = $0");
    private readonly Statement _shop = new(connection, "SELECT d.id FROM devices d JOIN devices one ON one.tenant = d.tenant AND one.store = d.store WHERE one.id = $0");
    private readonly Dictionary<FigureTable, InsertStatement> _inserts = FigureTables.All.ToDictionary(t => t, t => new InsertStatement(connection, t.InsertFold()));

    /// <summary>False when nothing is left that ended before the instant.</summary>
    public bool Run(DateTimeOffset until)
    {
        var began = Stopwatch.GetTimestamp();
        using var transaction = new WriteTransaction(connection);
        var more = true;
        while (more && Stopwatch.GetElapsedTime(began) < Slice)
            more = FoldNext(until.ToUnixTimeSeconds());
        transaction.Commit();
        unfolded.Forget();
        return more;
    }

    public void Dispose()
    {
        foreach (var statement in (IEnumerable<IDisposable>)[_next, _begin, _shop, .. _inserts.Values])
            statement.Dispose();
    }

    private bool FoldNext(long until)
    {
        foreach (var level in RollUpLadder.Levels)
        {
            (long Bucket, string Kind, long Device) mark;
            using (var found = _next.Read(level.Seconds(), until))
            {
                if (!found.Read())
                    continue;
                mark = (found.GetInt64(1), found.GetString(2), found.GetInt64(3));
            }
            Fold(level, mark.Bucket, mark.Kind, mark.Device);
            return true;
        }
        return false;
    }

    private void Fold(RollUp level, long bucket, string kindName, long device)
    {
        MessageKinds.TryParse(kindName, out var kind);
        // The counts of one shop's entrances belong together; everything else is a device's own.
        IReadOnlyList<long> devices = kind == MessageKind.Occupancy ? Shop(device) : [device];
        var marks = $"level = {level.Seconds()} AND bucket = {bucket} AND kind = '{kind.Name()}' AND device IN ({string.Join(',', devices)})";
        // Of a bucket that has lost windows to their age there is no whole fold.
        if (bucket < Begin(kind))
        {
            Execute($"DELETE FROM unfolded WHERE {marks}");
            return;
        }
        try
        {
            Fold(kind, level, bucket, devices);
        }
        catch (Exception e) when (!SqliteFault.IsOne(e))
        {
            // Rows that nobody can add up must hold up neither the others nor the program: they are read as they are.
            Execute($"UPDATE unfolded SET set_aside = 1 WHERE {marks}");
            return;
        }
        Execute($"DELETE FROM unfolded WHERE {marks}");
        if (RollUpLadder.Levels.FirstOrDefault(l => l > level) is var coarser and not RollUp.None)
            foreach (var one in devices)
                unfolded.Mark(coarser, SqliteUnfolded.Start(coarser, bucket), kindName, one);
    }

    private void Fold(MessageKind kind, RollUp level, long bucket, IReadOnlyList<long> devices)
    {
        switch (kind)
        {
            case MessageKind.Zone:
                Fold(FigureTables.Zones, level, bucket, devices);
                break;
            case MessageKind.Heat:
                Fold(FigureTables.Heat, level, bucket, devices);
                break;
            case MessageKind.Line:
                Fold(FigureTables.Lines, level, bucket, devices);
                break;
            case MessageKind.Expression:
                Fold(FigureTables.Expressions, level, bucket, devices);
                break;
            case MessageKind.Flow:
                Fold(FigureTables.Flow, level, bucket, devices);
                break;
            case MessageKind.Queue:
                Fold(FigureTables.Queues, level, bucket, devices);
                break;
            case MessageKind.Occupancy:
                Fold(FigureTables.Occupancy, level, bucket, devices);
                break;
            case MessageKind.Attention:
                Fold(FigureTables.Attention, level, bucket, devices);
                break;
            case MessageKind.Arousal:
                Fold(FigureTables.Arousal, level, bucket, devices);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no windows");
        }
    }

    private void Fold<T>(FigureTable<T> table, RollUp level, long bucket, IReadOnlyList<long> devices)
    {
        var end = bucket + level.Seconds();
        // Folded before anything is written: rows that can't be leave everything as it was.
        var folded = table.Fold(Rows(table, level.Finer(), bucket, end, devices), new Bucket(DateTimeOffset.FromUnixTimeSeconds(bucket), level.Seconds())).ToList();
        Execute($"DELETE FROM {table.Folds} WHERE level = {level.Seconds()} AND window >= {bucket} AND window < {end} AND device IN ({string.Join(',', devices)})");
        var insert = _inserts[table];
        foreach (var (window, figures) in folded)
        {
            insert.Add(level.Seconds()).Add(window.Start.ToUnixTimeSeconds()).Add(long.Parse(window.Device, CultureInfo.InvariantCulture))
                .Add(long.Parse(window.Session, CultureInfo.InvariantCulture)).Add(window.Seq).Add(window.Seconds).Add(window.ObservedSeconds).Add(window.Windows);
            table.Write(insert, figures);
            insert.Run();
        }
    }

    // Devices and sessions go by their numbers in this file: nobody reads their names on the way.
    private List<Row<T>> Rows<T>(FigureTable<T> table, RollUp level, long from, long to, IReadOnlyList<long> devices)
    {
        var rows = new List<Row<T>>();
        foreach (var (window, device, session, figures) in SqliteRows.Read(connection, table, new RollUpSegment(level, from, to), devices, null))
            rows.Add(new Row<T>(window(device.ToString(CultureInfo.InvariantCulture), session.ToString(CultureInfo.InvariantCulture)), figures));
        return rows;
    }

    private long Begin(MessageKind kind)
    {
        using var reader = _begin.Read(kind.Name());
        return reader.Read() ? reader.GetInt64(0) : long.MinValue;
    }

    private List<long> Shop(long device)
    {
        using var reader = _shop.Read(device);
        var devices = new List<long>();
        while (reader.Read())
            devices.Add(reader.GetInt64(0));
        return devices.Count > 0 ? devices : [device];
    }

    private void Execute(string sql) => SqliteSchema.Execute(connection, sql);
}
