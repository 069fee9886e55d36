using System.Text;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests;

/// <summary>What was deleted must not be in the store's files any more, the write-ahead log included.</summary>
public sealed class DeletedBytesTests : IDisposable
{
    private const string Old = "old-canary-";
    private const string New = "new-canary-";

    private static readonly DateTimeOffset Now = Wire.T0.AddDays(40);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("store.sqlite");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Expire_OldWindows_LeavesNoByteOfThemInTheFiles()
    {
        using var store = new SqliteMetricStore(File);
        Fill(store, days: 30);
        Count(Old).ShouldBeGreaterThan(1000);

        var proof = store.Expire(Expiry.Of(Wire.T0.AddDays(20)));

        (proof.Verified, proof.Scrubbed).ShouldBe((true, true));
        proof.Messages.ShouldBe(20 * 3 * 40);
        Count(Old).ShouldBe(0);
        Count(New).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Expire_MostOfTheFile_MakesItSmaller()
    {
        using var store = new SqliteMetricStore(File);
        Fill(store, days: 30);
        store.Expire(Expiry.Of(Wire.T0));
        var before = new FileInfo(File).Length;
        store.Expire(Expiry.Of(Wire.T0.AddDays(28)));
        new FileInfo(File).Length.ShouldBeLessThan(before / 3);
        new FileInfo(File + "-wal").Length.ShouldBe(0);
    }

    [Fact]
    public void Expire_FileOfAnEarlierVersion_IsWrittenAnewAndLosesWhatWasDeletedLongAgo()
    {
        using (var store = new SqliteMetricStore(File))
            Fill(store, days: 30);
        // As versions before left it: no page is given back, what is deleted stays in the file.
        Run("PRAGMA auto_vacuum = NONE; VACUUM; PRAGMA secure_delete = OFF; DELETE FROM zone_rows WHERE zone LIKE 'old-%'; DELETE FROM arousal_rows WHERE zone LIKE 'old-%'; DELETE FROM line_rows WHERE line LIKE 'old-%'; PRAGMA wal_checkpoint(TRUNCATE);");
        Count(Old).ShouldBeGreaterThan(100);
        using var again = new SqliteMetricStore(File);
        again.Expire(Expiry.Of(Wire.T0)).Scrubbed.ShouldBeTrue();
        Count(Old).ShouldBe(0);
        Count(New).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Expire_WhileSomebodyReads_SaysThatItIsNotScrubbedAndIsAtTheNextRun()
    {
        using var store = new SqliteMetricStore(File);
        Fill(store, days: 30);
        var reading = store.Zones(new StoreAddress("acme", "berlin"), new TimeRange(Wire.T0, Wire.T0.AddDays(40))).GetEnumerator();
        reading.MoveNext().ShouldBeTrue();
        var proof = store.Expire(Expiry.Of(Wire.T0.AddDays(20)));
        (proof.Verified, proof.Scrubbed).ShouldBe((true, false));
        reading.Dispose();
        store.Expire(Expiry.Of(Wire.T0.AddDays(20))).Scrubbed.ShouldBeTrue();
        Count(Old).ShouldBe(0);
    }

    [Fact]
    public void Erase_WhileTheStoreIsOpen_LeavesNoByteOfItInTheFiles()
    {
        using var store = new SqliteMetricStore(File);
        Fill(store, days: 30);
        using var eraser = new SqliteEraser(File);
        var erasure = new Erasure(new StoreAddress("acme", "berlin"), Wire.T0, Wire.T0.AddDays(20), kind: null);
        var plan = eraser.Plan(erasure);
        var proof = eraser.Erase(erasure);
        (proof.Left, proof.Scrubbed, proof.Erased.Messages).ShouldBe((0, true, plan.Messages));
        Count(Old).ShouldBe(0);
        Count(New).ShouldBeGreaterThan(1000);
    }

    // Forty messages a day of three kinds, the first twenty days with names of their own; days are mixed, so that pages hold both.
    private static void Fill(SqliteMetricStore store, int days)
    {
        var seq = 0L;
        foreach (var hour in Enumerable.Range(0, 40))
        {
            var batch = new List<object>();
            foreach (var day in Enumerable.Range(0, days).OrderBy(d => d * 7 % days))
            {
                var name = $"{(day < 20 ? Old : New)}{day}-{hour}";
                var at = Wire.T0.AddDays(day).AddMinutes(hour * 30);
                batch.Add(Wire.Zones(++seq, 0, Wire.Zone(name, 3, 2, 17.25, 3, 1, Wire.Dwell(1, 2, 4, 8.5))) with { WindowStart = at });
                batch.Add(Wire.Lines(++seq, 0, new LineFigures { Line = name, ObservedSeconds = 10, In = 1, Out = 2, Since = null, Withheld = null }) with { WindowStart = at });
                batch.Add(Wire.Arousal(++seq, 0, name, Wire.Aroused(name, Wire.Contact(5, 412.25, 3.125, 4.5, 0.25, (-0.5, 0.25, 1)) with { Since = at })) with { WindowStart = at });
            }
            store.Append([.. batch.Select(m => Wire.Accept(Wire.Device, m, Now))], Now);
        }
    }

    private int Count(string what)
    {
        var (found, pattern) = (0, Encoding.ASCII.GetBytes(what));
        foreach (var path in Directory.GetFiles(_folder.Path))
        {
            ReadOnlySpan<byte> rest = ReadShared(path);
            for (var at = rest.IndexOf(pattern); at >= 0; at = rest.IndexOf(pattern))
            {
                found++;
                rest = rest[(at + 1)..];
            }
        }
        return found;
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
