using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests;

public sealed class SqliteMetricStoreTests : MetricStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("store.sqlite");

    protected override IMetricStore Open() => new SqliteMetricStore(File, lockSeconds: 1);

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_File_IsInWalModeAndSynchronousFull()
    {
        Append(Wire.Zones(1, 0));
        Scalar("PRAGMA journal_mode").ShouldBe("wal");
        System.IO.File.Exists(File + "-wal").ShouldBeTrue();
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedInOneSentence()
    {
        Append(Wire.Zones(1, 0));
        Reopen();
        Scalar("UPDATE schema_version SET version = 7 RETURNING version");
        Should.Throw<StoreException>(Open).Message.ShouldBe($"{File}: has schema version 7, this program knows up to 2: use a newer storesensing-cloud");
        Should.Throw<StoreException>(() => SqliteMetricStore.Inspect(File)).Message.ShouldContain("schema version 7");
    }

    [Fact]
    public void Open_NotADatabase_IsRefusedInOneSentence()
    {
        System.IO.File.WriteAllText(File, new string('x', 8000));
        Should.Throw<StoreException>(Open).Message.ShouldBe($"{File}: is not a SQLite database");
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedAndLeftAlone()
    {
        Scalar("CREATE TABLE holiday (photo TEXT)");
        Should.Throw<StoreException>(Open).Message.ShouldBe($"{File}: is a database of another program");
        Scalar("PRAGMA journal_mode").ShouldBe("delete");
    }

    [Fact]
    public void Open_FolderThatDoesNotExist_IsRefusedInOneSentence()
    {
        var path = _folder.File("nowhere/store.sqlite");
        Should.Throw<StoreException>(() => new SqliteMetricStore(path)).Message.ShouldBe($"{path}: can't be opened: its folder does not exist");
    }

    [Fact]
    public void Append_FileLockedByAnother_ThrowsAndRecovers()
    {
        Append(Wire.Zones(1, 0));
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
            Should.Throw<StoreException>(() => Append(Wire.Zones(2, 1))).Message.ShouldBe($"{File}: is locked by another process");
            Store.Problem().ShouldBe($"{File}: is locked by another process");
        }
        Append(Wire.Zones(2, 1)).Stored.Count.ShouldBe(1);
        Store.Problem().ShouldBeNull();
    }

    [Fact]
    public void Append_FailsInTheMiddle_KeepsNothingOfTheBatch()
    {
        Append(Wire.Zones(1, 0));
        Scalar("CREATE TRIGGER full BEFORE INSERT ON line_rows BEGIN SELECT RAISE(ABORT, 'no room for lines'); END");
        Should.Throw<StoreException>(() => Append(Wire.Zones(2, 1), Wire.Lines(3, 1, Door))).Message.ShouldContain("no room for lines");
        Scalar("SELECT count(*) FROM messages").ShouldBe("1");
        Store.Sessions(10).Single().LastSeq.ShouldBe(1);
        Scalar("DROP TRIGGER full");
        Append(Wire.Zones(2, 1), Wire.Lines(3, 1, Door)).Stored.Count.ShouldBe(2);
    }

    [Fact]
    public void Inspect_GoodFile_SaysWhatItHolds()
    {
        Append(Wire.Zones(1, 0), Wire.Lines(2, 0), Wire.Status());
        Reopen();
        SqliteMetricStore.Inspect(File).ShouldBe(new StoreReport(2, 1, 1, 2));
    }

    [Fact]
    public void Inspect_WhileTheStoreRuns_Works()
    {
        Append(Wire.Zones(1, 0));
        SqliteMetricStore.Inspect(File).Messages.ShouldBe(1);
    }

    [Fact]
    public void Inspect_NoFile_SaysSo() => Should.Throw<StoreException>(() => SqliteMetricStore.Inspect(File)).Message.ShouldBe($"{File}: there is no such file");

    [Fact]
    public void DamagedFile_IsNamedInOneSentence()
    {
        Append([.. Enumerable.Range(0, 700).Select(i => (object)Wire.Zones(i + 1, i, Wire.Zone("entrance"), Wire.Zone("shelf"), Wire.Zone("till")))]);
        Reopen();
        Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = System.IO.File.ReadAllBytes(File);
        // Past the first page, which holds the schema's root.
        new Random(5).NextBytes(bytes.AsSpan(8192));
        System.IO.File.WriteAllBytes(File, bytes);
        var message = Should.Throw<StoreException>(() => SqliteMetricStore.Inspect(File)).Message;
        message.ShouldStartWith($"{File}: is damaged");
        message.ShouldContain("restore it from a backup");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Dispose_Store_ReleasesTheFile()
    {
        Append(Wire.Zones(1, 0));
        Store.Devices();
        Reopen();
        // SQLite removes the write-ahead log when the last connection closes.
        System.IO.File.Exists(File + "-wal").ShouldBeFalse();
    }

    private string? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
