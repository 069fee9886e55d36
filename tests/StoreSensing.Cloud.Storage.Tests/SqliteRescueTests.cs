using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests;

public sealed class SqliteRescueTests : IDisposable
{
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly TimeRange Day = new(Wire.T0, Wire.T0.AddDays(1));

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("store.sqlite");

    private string Copy => _folder.File("copy.sqlite");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Backup_WhileTheStoreRuns_HoldsWhatWasCommitted()
    {
        using var store = new SqliteMetricStore(File);
        Append(store, 1, 200);
        var report = SqliteRescue.Backup(File, Copy);
        report.Messages.ShouldBe(200);
        Append(store, 201, 10);
        using var copy = new SqliteMetricStore(Copy);
        copy.Zones(Berlin, Day).Count().ShouldBe(400);
        // It goes on as a store.
        Append(copy, 201, 1);
        copy.Sessions(1).Single().LastSeq.ShouldBe(201);
    }

    [Fact]
    public void Backup_TargetIsThere_IsNotOverwritten()
    {
        new SqliteMetricStore(File).Dispose();
        System.IO.File.WriteAllText(Copy, "precious");
        Should.Throw<StoreException>(() => SqliteRescue.Backup(File, Copy)).Message.ShouldBe($"{Copy}: is there already, and is not overwritten");
        System.IO.File.ReadAllText(Copy).ShouldBe("precious");
    }

    [Fact]
    public void Recover_DamagedPages_SavesTheRestAndNamesTheTable()
    {
        using (var store = new SqliteMetricStore(File))
            Append(store, 1, 3000);
        var bytes = System.IO.File.ReadAllBytes(File);
        // A stretch in the middle: pages of rows on both sides stay whole.
        new Random(5).NextBytes(bytes.AsSpan(bytes.Length / 2, 3 * 4096));
        System.IO.File.WriteAllBytes(File, bytes);
        Should.Throw<StoreException>(() => SqliteMetricStore.Inspect(File)).Message.ShouldContain($"storesensing-cloud store recover --store {File}");
        var damaged = new List<string>();
        var report = SqliteRescue.Recover(File, Copy, (table, _, whole) => damaged.AddRange(whole ? [] : [table]));

        damaged.ShouldNotBeEmpty();
        report.Messages.ShouldBeInRange(2000, 3000);
        report.Devices.ShouldBe(1);
        System.IO.File.ReadAllBytes(File).ShouldBe(bytes);
        using var saved = new SqliteMetricStore(Copy);
        var rows = saved.Zones(Berlin, Day).Count();
        rows.ShouldBeInRange(4000, 6000);
        while (saved.RollUpSlice(Wire.T0.AddDays(60)))
        {
        }
        Answers.Zones(saved.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(saved.Zones(Berlin, Day)));
    }

    [Fact]
    public void Recover_MessagesLostWhoseFiguresAreThere_FoldsThemAndTakesRepeats()
    {
        using (var store = new SqliteMetricStore(File))
            Append(store, 1, 30);
        Execute("DELETE FROM messages WHERE seq <= 10");
        SqliteRescue.Recover(File, Copy, (_, _, _) => { }).Messages.ShouldBe(30);
        using var saved = new SqliteMetricStore(Copy);
        while (saved.RollUpSlice(Wire.T0.AddDays(60)))
        {
        }
        Answers.Zones(saved.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(saved.Zones(Berlin, Day)));
        Append(saved, 1, 30).ShouldBe(0);
        saved.Zones(Berlin, Day).Count().ShouldBe(60);
    }

    [Fact]
    public void Recover_FileCutOff_SavesWhatIsBeforeTheCut()
    {
        using (var store = new SqliteMetricStore(File))
            Append(store, 1, 3000);
        using (var file = new FileStream(File, FileMode.Open))
            file.SetLength(file.Length * 2 / 3 / 4096 * 4096);
        var report = SqliteRescue.Recover(File, Copy, (_, _, _) => { });
        report.Messages.ShouldBeInRange(200, 2999);
    }

    [Fact]
    public void Recover_NoStore_SaysSoAndMakesNothing()
    {
        System.IO.File.WriteAllText(File, new string('x', 9000));
        Should.Throw<StoreException>(() => SqliteRescue.Recover(File, Copy, (_, _, _) => { })).Message.ShouldBe($"{File}: is not a SQLite database");
        Directory.GetFiles(_folder.Path).ShouldBe([File]);
    }

    [Fact]
    public void Open_FileOfVersionOne_IsRolledUpWithoutLoss()
    {
        using (var store = new SqliteMetricStore(File))
            Append(store, 1, 300);
        Downgrade();
        using var again = new SqliteMetricStore(File);
        while (again.RollUpSlice(Wire.T0.AddDays(60)))
        {
        }
        again.Zones(Berlin, Day).Count().ShouldBe(600);
        again.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest).Count().ShouldBeLessThan(20);
        Answers.Zones(again.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(again.Zones(Berlin, Day)));
        Append(again, 301, 1).ShouldBe(1);
    }

    private void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // What version 1 did not have.
    private void Downgrade()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat('DROP TABLE ' || name, ';') FROM sqlite_schema WHERE name LIKE '%_folds' OR name IN ('unfolded', 'folds_begin')";
        var drops = (string)command.ExecuteScalar()!;
        command.CommandText = $"{drops}; ALTER TABLE messages DROP COLUMN clock_skew; UPDATE schema_version SET version = 1";
        command.ExecuteNonQuery();
    }

    private static int Append(SqliteMetricStore store, int first, int count) => store.Append(
        [.. Enumerable.Range(first, count).Select(i => Wire.Accept(Wire.Device, Wire.Zones(i, i, Wire.Zone("entrance", i % 7), Wire.Zone("shelf", 1, personSeconds: 12.5)), Wire.T0.AddDays(2)))],
        Wire.T0.AddHours(1)).Stored.Count;
}
