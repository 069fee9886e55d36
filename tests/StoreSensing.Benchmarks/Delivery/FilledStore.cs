using System.Globalization;
using StoreSensing.Cloud.Aggregator.Load;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks.Delivery;

/// <summary>A SQLite store that holds millions of rows already, built once by the store's own Append and kept in .cache/bench.</summary>
internal static class FilledStore
{
    private const int Devices = 100;
    private const int Zones = 50;
    private const int WindowSeconds = 60;
    private const int DaysBack = 30;
    private const int Batch = 100;

    // The store deletes what is older than its retention, so a copy of last year would be emptied by its first run.
    private static readonly TimeSpan Keeps = TimeSpan.FromDays(100);

    /// <summary>The file; copy it, don't write to it.</summary>
    public static string WithRows(long rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(ReferenceData.Repository, ".cache", "bench")).FullName;
        var file = Path.Combine(folder, $"store-{rows}-v{Version(folder)}.sqlite");
        if (File.Exists(file) && TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file) < Keeps)
            return file;
        foreach (var old in Directory.EnumerateFiles(folder, $"store-{rows}-*"))
            File.Delete(old);
        Build(file + ".new", rows);
        File.Move(file + ".new", file);
        return file;
    }

    // A file of an earlier version of the schema is another store.
    private static int Version(string folder)
    {
        var empty = Path.Combine(folder, "empty.sqlite");
        File.Delete(empty);
        new SqliteMetricStore(empty).Dispose();
        return SqliteMetricStore.Inspect(empty).Version;
    }

    private static void Build(string file, long rows)
    {
        var now = TimeProvider.System.GetUtcNow();
        var plan = new LoadPlan
        {
            Tenant = "load", Store = "filled", Devices = Devices, Zones = Zones, MessagesPerSecond = 0, Burst = false, Windows = long.MaxValue, AtMost = TimeSpan.MaxValue,
            WindowSeconds = WindowSeconds, Back = TimeSpan.FromDays(DaysBack), Connections = 1, InFlight = 1, ResendAfter = TimeSpan.MaxValue, Drain = TimeSpan.Zero,
        };
        var (fleet, messages) = (new Fleet(plan, 5), new FleetMessages(Zones, WindowSeconds));
        var buffer = new byte[messages.MaxBytes];
        using var store = new SqliteMetricStore(file);
        var (batch, written, told) = (new List<Accepted>(Batch), 0L, 0L);
        for (var index = 0L; written < rows; index++)
        {
            for (var device = 0; device < Devices; device++)
            {
                var length = messages.Write(buffer, fleet.Session(device), index + 1, plan.WindowOf(index, now.ToUnixTimeSeconds(), 0), isLate: true);
                if (!MessageReader.TryRead(fleet.Topic(device), buffer.AsSpan(0, length), now, out var accepted, out var rejection))
                    throw new InvalidOperationException(rejection!.ToString());
                batch.Add(accepted!);
                if (batch.Count < Batch)
                    continue;
                written += store.Append(batch, now).Stored.Count * (long)Zones;
                batch.Clear();
            }
            if (written - told < rows / 20)
                continue;
            told = written;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a store of {rows} rows: {100 * written / rows} %"));
        }
    }
}
