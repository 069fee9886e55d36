using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests;

/// <summary>Folds under what no honest device sends, and beside erasure.</summary>
public sealed class SqliteFolderTests : IDisposable
{
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly DeviceAddress Good = new("acme", "berlin", "good-1");
    private static readonly TimeRange Day = new(Wire.T0.AddHours(-12), Wire.T0.AddHours(12));
    private static readonly DateTimeOffset Later = Wire.T0.AddDays(60);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteMetricStore _store;

    public SqliteFolderTests() => _store = new SqliteMetricStore(File);

    private string File => _folder.File("store.sqlite");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void RollUpSlice_RowsThatNobodyCanAddUp_AreSetAsideAndHoldNobodyUp()
    {
        Append(Wire.Device, 1, 5);
        Append(Good, 1, 5);
        // A bucket number that no sketch has, as an earlier version took it.
        var none = Convert.ToHexString(CompactBlob.OfSketch(new SketchFigures { Buckets = [DurationSketch.MinBucket - 1], Counts = [5] }));
        Execute($"UPDATE zone_rows SET dwell_since = window, dwell_visits = 5, dwell_censored = 0, dwell_median = 1, dwell_p90 = 1, dwell_sketch = x'{none}', dwell_censored_sketch = x'{none}' WHERE device = 1");
        FoldAll();
        Execute("SELECT count(*) FROM unfolded WHERE set_aside = 1").ShouldBe(1);
        Folded("good-1").ShouldBe(1);
        Append(Good, 6, 1).ShouldBe(1);
        FoldAll();
        Folded("good-1").ShouldBe(1);
    }

    [Fact]
    public void RollUpSlice_AbsurdCounts_StayAtTheMostThatAFigureHolds()
    {
        for (var i = 0; i < 3; i++)
            _store.Append([Wire.Accept(Wire.Device, Wire.Zones(i + 1, i, Wire.Zone("entrance", 3)))], Wire.T0);
        Execute("UPDATE zone_rows SET visits = 2000000000");
        FoldAll();
        _store.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest).Single().Figures.Visits.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Erase_RolledUpRange_LeavesNothingOfItInAnyFold()
    {
        Append(Wire.Device, 1, 360);
        FoldAll();
        using (var eraser = new SqliteEraser(File))
            eraser.Erase(new Erasure(Berlin, Wire.T0.AddMinutes(5), Wire.T0.AddMinutes(25), null)).Left.ShouldBe(0);
        Agree();
        FoldAll();
        Agree();
        _store.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest).Sum(r => r.Window.Windows).ShouldBe(240);
    }

    // Killed after the rows went and before the messages did.
    [Fact]
    public void Erase_StoppedInTheMiddle_FoldsHoldNoMoreThanTheRows()
    {
        Append(Wire.Device, 1, 360);
        FoldAll();
        Execute("CREATE TRIGGER stop BEFORE DELETE ON messages BEGIN SELECT RAISE(ABORT, 'killed'); END");
        using (var eraser = new SqliteEraser(File))
            Should.Throw<StoreException>(() => eraser.Erase(new Erasure(Berlin, Wire.T0.AddMinutes(5), Wire.T0.AddMinutes(25), null)));
        _store.Zones(Berlin, Day).Count().ShouldBe(240);
        Agree();
        FoldAll();
        Agree();
        Execute("DROP TRIGGER stop");
        using (var eraser = new SqliteEraser(File))
        {
            eraser.Plan(new Erasure(Berlin, Wire.T0.AddMinutes(5), Wire.T0.AddMinutes(25), null)).IsEmpty.ShouldBeFalse();
            eraser.Erase(new Erasure(Berlin, Wire.T0.AddMinutes(5), Wire.T0.AddMinutes(25), null)).Left.ShouldBe(0);
        }
        Agree();
    }

    private int Append(DeviceAddress device, int first, int count) => _store.Append(
        [.. Enumerable.Range(first, count).Select(i => Wire.Accept(device, Wire.Zones(i, i - 1, Wire.Zone("entrance", i % 7)), Wire.T0.AddDays(1)))], Wire.T0).Stored.Count;

    private void FoldAll()
    {
        while (_store.RollUpSlice(Later))
        {
        }
    }

    private int Folded(string device) => _store.Zones(Berlin, new TimeRange(Wire.T0, Wire.T0.AddMinutes(15)), coarsest: RollUp.None).Count(r => r.Window.Device == device) > 0
        ? (int)Execute($"SELECT count(*) FROM zone_folds f JOIN devices d ON d.id = f.device WHERE d.device = '{device}' AND level = 900")
        : 0;

    private void Agree() => Answers.Zones(_store.Zones(Berlin, Day, coarsest: RollUpLadder.Coarsest)).ShouldSayTheSameAs(Answers.Zones(_store.Zones(Berlin, Day)));

    private long Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
