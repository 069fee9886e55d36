using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests;

public sealed class SqliteEraserTests : IDisposable
{
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly DeviceAddress Milan = new("acme", "milan", "floor-1");
    private static readonly DateTimeOffset Now = Wire.T0.AddDays(2);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteMetricStore _store;

    public SqliteEraserTests() => _store = new SqliteMetricStore(File);

    private string File => _folder.File("store.sqlite");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Erase_Range_TakesItsWindowsAndNoOthers()
    {
        Append(Wire.Device, [.. Enumerable.Range(0, 30).Select(i => (object)Wire.Zones(i + 1, i, Wire.Zone("entrance", 1), Wire.Zone("shelf")))]);
        Append(Milan, Wire.Zones(1, 12, Wire.Zone("entrance")));
        using var eraser = new SqliteEraser(File);
        // Half-open: windows 10 to 19.
        var erasure = new Erasure(Berlin, Wire.T0.AddSeconds(100), Wire.T0.AddSeconds(200), kind: null);
        var plan = eraser.Plan(erasure);
        plan.Kinds.Single(k => k.Kind == MessageKind.Zone).ShouldBe(new KindErasure(MessageKind.Zone, 10, 20));
        (plan.Devices, plan.Sessions).ShouldBe((0, 0));

        var proof = eraser.Erase(erasure);

        proof.Erased.Kinds.ShouldBe(plan.Kinds);
        proof.Left.ShouldBe(0);
        Windows(Berlin).ShouldBe([.. Enumerable.Range(0, 10), .. Enumerable.Range(20, 10)]);
        Windows(StoreAddress.Of(Milan)).ShouldBe([12]);
        eraser.Plan(erasure).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Erase_OneKind_LeavesTheOthers()
    {
        Append(Wire.Device, Wire.Zones(1, 0, Wire.Zone("entrance")), Wire.Expressions(2, 0, Wire.Shares("entrance", 4, 2, 1, 0, 1)), Wire.Status());
        using var eraser = new SqliteEraser(File);
        eraser.Erase(All(Berlin, MessageKind.Expression)).Erased.Messages.ShouldBe(1);
        Windows(Berlin).ShouldBe([0]);
        _store.Expressions(Berlin, Day).ShouldBeEmpty();
        _store.Devices(Berlin).Single().Status.ShouldNotBeNull();
    }

    [Fact]
    public void Erase_Everything_TakesSessionsStateAndDescriptionToo()
    {
        Append(Wire.Device, Wire.Zones(1, 0, Wire.Zone("entrance")), Wire.Status(), Wire.Describe());
        Append(Milan, Wire.Zones(1, 0, Wire.Zone("entrance")), Wire.Describe());
        using var eraser = new SqliteEraser(File);
        var plan = eraser.Plan(All(Berlin));
        (plan.Devices, plan.Sessions, plan.Messages).ShouldBe((1, 1, 1));
        var proof = eraser.Erase(All(Berlin));
        (proof.Erased.Devices, proof.Erased.Sessions, proof.Left).ShouldBe((1, 1, 0));
        _store.Devices().Select(d => d.Address).ShouldBe([Milan]);
        _store.Sessions(10).Single().Device.ShouldBe(Milan);
        eraser.Stores().ShouldBe([StoreAddress.Of(Milan)]);
    }

    // Every kind that carries figures must be reached by erasure and expiry; a new one fails here until it is.
    [Fact]
    public void Erase_EveryKind_IsCovered()
    {
        Append(Wire.Device, EveryKind());
        using var eraser = new SqliteEraser(File);
        var plan = eraser.Plan(All(Berlin));
        plan.Kinds.Select(k => k.Kind).ShouldBe(MessageKinds.Metrics);
        plan.Kinds.ShouldAllBe(k => k.Messages == 1 && k.Rows == 1);
        eraser.Erase(All(Berlin)).Erased.Kinds.ShouldBe(plan.Kinds);
    }

    [Fact]
    public void Expire_EachKindAtItsOwnTime_LeavesTheOthers()
    {
        Append(Wire.Device, EveryKind());
        foreach (var kind in MessageKinds.Metrics)
        {
            var proof = _store.Expire(new Expiry(MessageKinds.Metrics.ToDictionary(k => k, k => k == kind ? Wire.T0.AddDays(1) : Wire.T0), Wire.T0));
            proof.Kinds.Where(k => k.Messages > 0).ShouldHaveSingleItem().ShouldBe(new KindExpiry(kind, Wire.T0.AddDays(1), 1, 1, 0));
        }
    }

    [Fact]
    public void Plan_BlocksToldAfterTheRange_AreCounted()
    {
        Append(
            Wire.Device,
            Wire.Zones(1, 10, Wire.Zone("entrance", dwell: Wire.Dwell(0, 2, 4))), // since T0
            Wire.Flow(2, 10, Wire.Ways("floor", 9, "entrance", "shelf", 6)),
            Wire.Attention(3, 10, Wire.Display("left-window", Wire.Funnel(40))),
            Wire.Arousal(4, 10, null, Wire.Aroused("entrance", Wire.Contact(5, 412.25, 3.125, 4.5, 0.25))),
            Wire.Queues(5, 10, Wire.Queue("shelf", wait: Wire.Wait(12, 30))),
            Wire.Expressions(6, 10, Wire.Shares("entrance", 4, 2, 1, 0, 1)),
            Wire.Zones(7, 11, Wire.Zone("entrance")));
        using var eraser = new SqliteEraser(File);
        eraser.Plan(new Erasure(Berlin, Wire.T0, Wire.T0.AddSeconds(50), null)).Reaching.ShouldBe(6);
        eraser.Plan(new Erasure(Berlin, Wire.T0.AddSeconds(20), Wire.T0.AddSeconds(50), null)).Reaching.ShouldBe(0);
    }

    [Fact]
    public async Task Erase_WhileTheServiceWrites_ErasesAllAndHindersNobody()
    {
        Append(Wire.Device, [.. Enumerable.Range(0, 4000).Select(i => (object)Wire.Zones(i + 1, i, Wire.Zone("entrance"), Wire.Zone("shelf"), Wire.Zone("till"), Wire.Zone("door")))]);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var service = Task.Run(() =>
        {
            for (; !stop.IsCancellationRequested; written++)
                Append(Milan, Wire.Zones(written + 1, written, Wire.Zone("entrance")));
        });
        await Eventually.True(() => Volatile.Read(ref written) > 3, "the service's writes");
        using (var eraser = new SqliteEraser(File))
        {
            var proof = eraser.Erase(All(Berlin));
            (proof.Left, proof.Erased.Messages, proof.Erased.Devices).ShouldBe((0, 4000, 1));
        }
        await stop.CancelAsync();
        await service;
        Windows(StoreAddress.Of(Milan)).Count.ShouldBe(written);
        _store.Expire(Expiry.Of(Wire.T0)).Scrubbed.ShouldBeTrue();
    }

    [Fact]
    public void Open_NoFileOrAnotherProgramsFile_IsOneSentence()
    {
        Should.Throw<StoreException>(() => new SqliteEraser(_folder.File("none.sqlite"))).Message.ShouldEndWith("none.sqlite: there is no such file");
        System.IO.File.WriteAllText(_folder.File("text.sqlite"), new string('x', 5000));
        Should.Throw<StoreException>(() => new SqliteEraser(_folder.File("text.sqlite"))).Message.ShouldEndWith("text.sqlite: is not a SQLite database");
    }

    private static TimeRange Day => new(Wire.T0.AddDays(-1), Wire.T0.AddDays(2));

    private static Erasure All(StoreAddress store, MessageKind? kind = null) => new(store, Wire.T0.AddDays(-1), Wire.T0.AddDays(2), kind);

    private static object[] EveryKind() =>
    [
        Wire.Zones(1, 0, Wire.Zone("entrance")), Wire.Heat(2, 0, Wire.Surface("floor", (0, 0.1))), Wire.Lines(3, 0, new LineFigures { Line = "door", ObservedSeconds = 10, In = 1, Out = 0, Since = null, Withheld = null }),
        Wire.Expressions(4, 0, Wire.NoShares("shelf", "no-faces")), Wire.Flow(5, 0, Wire.NoWays("floor")), Wire.Queues(6, 0, Wire.Queue("shelf")), Wire.Occupancy(7, 0, Wire.Inside()),
        Wire.Attention(8, 0, Wire.Display("left-window")), Wire.Arousal(9, 0, null, Wire.NotAroused("shelf")),
    ];

    private void Append(DeviceAddress device, params object[] messages) => _store.Append([.. messages.Select(m => Wire.Accept(device, m, Now))], Now);

    private List<int> Windows(StoreAddress store) =>
        [.. _store.Zones(store, Day).Select(r => (int)(r.Window.Start - Wire.T0).TotalSeconds / 10).Distinct()];
}
