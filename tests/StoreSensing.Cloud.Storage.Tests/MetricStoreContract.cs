using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Tests;

/// <summary>What every driver of <see cref="IMetricStore"/> must do; each driver's tests inherit it.</summary>
public abstract partial class MetricStoreContract : IDisposable
{
    private static readonly DateTimeOffset Now = Wire.T0.AddHours(1);
    private static readonly StoreAddress Berlin = new("acme", "berlin");
    private static readonly TimeRange Day = new(Wire.T0.AddHours(-12), Wire.T0.AddHours(12));

    private IMetricStore? _store;

    private protected IMetricStore Store => _store ??= Open();

    /// <summary>Opens the store on the same data again.</summary>
    protected abstract IMetricStore Open();

    protected void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }

    public virtual void Dispose()
    {
        Reopen();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public void Append_EveryKind_ComesBackAsItWas()
    {
        var zones = Wire.Zones(1, 0, Wire.Zone("entrance", 3, 2, 17.25, 3, 1, Wire.Dwell(1, 2, 4, 8.5)), Wire.Zone("shelf", withheld: "below-threshold") with { ObservedSeconds = 4.25 }) with { ObservedSeconds = 9.5 };
        var heat = Wire.Heat(
            2, 0,
            Wire.Surface("floor", (0, 0.1), (79, 12.3456789)) with { Merge = new MergeFigures { Pairs = 3, Ambiguous = 1, RmsMetres = 0.2 } },
            Wire.Surface("window"),
            Wire.Surface("floor") with { Layer = "exit", Cells = [3], PersonSeconds = null, People = [2] });
        var lines = Wire.Lines(3, 0, Wire.Line("door", 2, 1) with { ObservedSeconds = 6.5 });
        var expressions = Wire.Expressions(4, 0, Wire.Shares("entrance", 4, 2, 1, 0, 1, Wire.Estimate(0.5, 0.3, 0.15, 0.05, 0.123456789, -0.25)), Wire.Shares("till", 1, 2, 3, 4, 5), Wire.NoShares("shelf", "no-faces"));
        var flow = Wire.Flow(5, 0, Wire.Ways("floor", 9, "entrance", "shelf", 6, withheld: 2) with { ObservedSeconds = 7.5 }, Wire.NoWays("window", "below-threshold"));
        var queues = Wire.Queues(6, 0, Wire.Queue("shelf", 1.25, 3, 2, 4, 3, 1, 1, Wire.Wait(12, 30.5, 61), 0.97), Wire.Queue("till") with { ObservedSeconds = 3, WaitWithheld = "profile" });
        var occupancy = Wire.Occupancy(7, 0, Wire.Inside(5, 3, 2, 4, 1, 2), Wire.Inside() with { Group = "garage", ObservedSeconds = 0.5 });
        var attention = Wire.Attention(
            8, 0, Wire.Display("left-window", Wire.Funnel(40, 20, 12, 9, 3, 14, 61.5, 97.25), Wire.Looks(0.4, 2.5, 11), Wire.Interest(3, [2, 4.5], [7])) with { ObservedSeconds = 8.5 },
            Wire.Display("right-window", withheld: "below-threshold"));
        var arousal = Wire.Arousal(
            9, 0, "walk-1", Wire.Aroused("entrance", Wire.Contact(5, 412.25, 3.123456789, 4.5, 0.25, (-0.5, 0.25, 1))), Wire.Aroused("till", Wire.Contact(3, 31, null, 0, 1)),
            Wire.NotAroused("shelf", "below-threshold")) with { ObservedSeconds = 7.25 };
        var everyday = Wire.Arousal(10, 1, null, Wire.NotAroused("shelf"));
        Append(zones, heat, lines, expressions, flow, queues, occupancy, attention, arousal, everyday);
        Reopen();

        Same(Store.Zones(Berlin, Day).Select(r => r.Figures), zones.Zones);
        Same(Store.Heat(Berlin, Day).Select(r => r.Figures), heat.Surfaces);
        Same(Store.Lines(Berlin, Day).Select(r => r.Figures), lines.Lines);
        Same(Store.Expressions(Berlin, Day).Select(r => r.Figures), expressions.Zones);
        Same(Store.Flow(Berlin, Day).Select(r => r.Figures), flow.Surfaces);
        Same(Store.Queues(Berlin, Day).Select(r => r.Figures), queues.Queues);
        Same(Store.Occupancy(Berlin, Day).Select(r => r.Figures), occupancy.Entrances);
        Same(Store.Attention(Berlin, Day).Select(r => r.Figures), attention.Displays);
        Same(Store.Arousal(Berlin, Day).Select(r => r.Figures), arousal.Zones.Select(z => new StudyArousal("walk-1", z)).Append(new StudyArousal(null, everyday.Zones[0])));
        Store.Arousal(Berlin, Day).First().Window.ShouldBe(new WindowOrigin(Wire.T0, 10, 7.25, "floor-1", Wire.Session, 9));
        Store.Attention(Berlin, Day).First().Window.ShouldBe(new WindowOrigin(Wire.T0, 10, 10, "floor-1", Wire.Session, 8));
        Store.Zones(Berlin, Day).First().Window.ShouldBe(new WindowOrigin(Wire.T0, 10, 9.5, "floor-1", Wire.Session, 1));
    }

    // Null is not 0: what was withheld must come back withheld, with its reason, and what was merged with its beginning.
    [SkippableFact]
    public void Append_WithheldAndMergedCounts_ComeBackAsTheyWere()
    {
        var zones = Wire.Zones(
            1, 0, Wire.Silent("attic"), Wire.Silent("cellar", "budget", "profile"), Wire.Zone("entrance", personSeconds: 240, peak: 9, now: 0),
            Wire.Zone("shelf", 7) with { EngagedVisits = null, CountsWithheld = "below-threshold", CountsSince = Wire.T0.AddHours(-3) });
        var lines = Wire.Lines(
            2, 0, Wire.Line("back", null, null, "budget"), Wire.Line("door", 0, 0), Wire.Line("gate", 6, null, "below-threshold", Wire.T0.AddMinutes(-5)), Wire.Line("lift", null, 5, "below-threshold"));
        Append(zones, lines);
        Reopen();
        Same(Store.Zones(Berlin, Day).Select(r => r.Figures), zones.Zones);
        Same(Store.Lines(Berlin, Day).Select(r => r.Figures), lines.Lines);
        var silent = Store.Zones(Berlin, Day, "attic").Single().Figures;
        (silent.Visits, silent.EngagedVisits, silent.PersonSeconds, silent.OccupancyPeak, silent.OccupancyNow).ShouldBe((null, null, null, null, null));
        Store.Zones(Berlin, Day, "shelf").Single().Figures.CountsSince.ShouldBe(Wire.T0.AddHours(-3));
    }

    [SkippableFact]
    public void Devices_BudgetAndNoise_ComeBackAsTheyWere()
    {
        var budget = new PrivacyBudgetStatus { Day = new DateOnly(2026, 3, 2), EpsilonPerDay = 2, Spent = 1.5, Starts = 2, Silent = true };
        var noise = new NoiseDescription { EpsilonPerDay = 2, VisitScale = 12.5, EngagedScale = 12, CrossingScale = 6, HeatScaleSeconds = 150 };
        Append(Wire.Status() with { PrivacyBudget = budget }, Wire.Describe() with { Privacy = Wire.Strict(noise) });
        Reopen();
        var device = Store.Devices(Berlin).Single();
        device.Status!.PrivacyBudget.ShouldBe(budget);
        device.Describe!.Privacy.Noise.ShouldBe(noise);
        Append(Wire.Status() with { PrivacyBudget = budget with { Day = null } });
        Store.Devices(Berlin).Single().Status!.PrivacyBudget!.Day.ShouldBeNull();
    }

    [SkippableFact]
    public void Append_NewMetrics_SaysWhichAreStored()
    {
        var commit = Append(Wire.Zones(1, 0), Wire.Lines(2, 0));
        commit.Stored.Select(m => m.Message.Seq).ShouldBe([1, 2]);
        commit.Duplicates.ShouldBe(0);
    }

    [SkippableFact]
    public void Append_DuplicateStorm_IsStoredOnce()
    {
        var message = Wire.Lines(1, 0, Wire.Line("door", 2, 1));
        Append([.. Enumerable.Repeat((object)message, 500)]).Duplicates.ShouldBe(499);
        Reopen();
        for (var i = 0; i < 20; i++)
            Append(message with { Late = true }).ShouldSatisfyAllConditions(c => c.Stored.ShouldBeEmpty(), c => c.Duplicates.ShouldBe(1));
        Store.Lines(Berlin, Day).Single().Figures.In.ShouldBe(2);
        var ledger = Store.Sessions(10).Single();
        (ledger.Stored, ledger.Duplicates).ShouldBe((1, 519));
    }

    [SkippableFact]
    public void Heat_OneLayer_LeavesTheOthersOut()
    {
        Append(Wire.Heat(1, 0, Wire.Surface("floor", (1, 2)), Wire.Surface("floor", (1, 1)) with { Layer = "linger" }));
        Store.Heat(Berlin, Day, "linger").Select(r => r.Figures.Layer).ShouldBe(["linger"]);
        Store.Heat(Berlin, Day).Count().ShouldBe(2);
    }

    [SkippableFact]
    public void Zones_OneZone_LeavesTheOthersOut()
    {
        Append(Wire.Zones(1, 0, Wire.Zone("entrance", 3), Wire.Zone("shelf", 2)));
        Store.Zones(Berlin, Day, "shelf").Select(r => r.Figures.Visits).ShouldBe([2]);
        Store.Zones(Berlin, Day, "attic").ShouldBeEmpty();
    }

    [SkippableFact]
    public void Attention_OneDisplay_LeavesTheOthersOut()
    {
        Append(Wire.Attention(1, 0, Wire.Display("left-window", Wire.Funnel(9)), Wire.Display("right-window", Wire.Funnel(7))));
        Store.Attention(Berlin, Day, "right-window").Select(r => r.Figures.Funnel!.Passed).ShouldBe([7]);
        Store.Attention(Berlin, Day, "attic").ShouldBeEmpty();
    }

    [SkippableFact]
    public void Expressions_OneZone_LeavesTheOthersOut()
    {
        Append(Wire.Expressions(1, 0, Wire.Shares("entrance", 4, 2, 1, 0, 1), Wire.NoShares("shelf", "no-faces")));
        Store.Expressions(Berlin, Day, "shelf").Select(r => r.Figures.Withheld).ShouldBe(["no-faces"]);
        Store.Expressions(Berlin, Day, "attic").ShouldBeEmpty();
    }

    [SkippableFact]
    public void Arousal_OneZone_LeavesTheOthersOut()
    {
        Append(Wire.Arousal(1, 0, "walk-1", Wire.NotAroused("entrance"), Wire.NotAroused("shelf", "profile")));
        Store.Arousal(Berlin, Day, "shelf").Select(r => r.Figures.It.Withheld).ShouldBe(["profile"]);
        Store.Arousal(Berlin, Day, "attic").ShouldBeEmpty();
    }

    // The same window of two studies is two messages: neither replaces the other.
    [SkippableFact]
    public void Append_SameWindowOfTwoStudies_KeepsBoth()
    {
        Append(Wire.Arousal(1, 0, "walk-1", Wire.NotAroused("shelf")), Wire.Arousal(2, 0, "walk-2", Wire.NotAroused("shelf")), Wire.Arousal(3, 0, null, Wire.NotAroused("shelf"))).Stored.Count.ShouldBe(3);
        Store.Arousal(Berlin, Day).Select(r => r.Figures.Study).ShouldBe(["walk-1", "walk-2", null], ignoreOrder: true);
    }

    public static TheoryData<MetricMessage> EveryKind => new(
        Wire.Zones(1, 0, Wire.Zone("entrance", 3)), Wire.Heat(1, 0, Wire.Surface("floor", (0, 0.1))), Wire.Lines(1, 0, Door),
        Wire.Expressions(1, 0, Wire.NoShares("shelf", "no-faces")), Wire.Flow(1, 0, Wire.Ways("floor", 9, "entrance", "shelf", 6)),
        Wire.Queues(1, 0, Wire.Queue("shelf", 1, served: 3)), Wire.Occupancy(1, 0, Wire.Inside(5, 3, 2)),
        Wire.Attention(1, 0, Wire.Display("left-window", Wire.Funnel(9, 5))), Wire.Arousal(1, 0, "walk-1", Wire.Aroused("shelf", Wire.Contact(5, 90, 2, 3, 0.1))));

    [SkippableTheory]
    [MemberData(nameof(EveryKind))]
    public void Append_EveryKindAgain_ChangesNothing(MetricMessage message)
    {
        Append(message).Stored.Count.ShouldBe(1);
        var once = Everything();
        once.Count.ShouldBe(1);
        Append(message, message).ShouldSatisfyAllConditions(c => c.Stored.ShouldBeEmpty(), c => c.Duplicates.ShouldBe(2));
        Reopen();
        Append(message).Duplicates.ShouldBe(1);
        Everything().ShouldBe(once);
        Append(message with { Session = Wire.OtherSession }).Stored.Count.ShouldBe(1);
        Everything().Count.ShouldBe(2);
        Store.Expire(Expiry.Of(Wire.T0.AddDays(1))).Messages.ShouldBe(2);
        Everything().ShouldBeEmpty();
    }

    [SkippableFact]
    public void Append_SameWindowOfTwoSessions_KeepsBoth()
    {
        var message = Wire.Lines(1, 0, Wire.Line("door", 2, 1));
        Append(message, message with { Session = Wire.OtherSession }).Stored.Count.ShouldBe(2);
        Store.Lines(Berlin, Day).Sum(r => r.Figures.In).ShouldBe(4);
        Store.Sessions(10).Count.ShouldBe(2);
    }

    [SkippableFact]
    public void Append_SameNumbersOfTwoDevices_KeepsBoth()
    {
        var other = new DeviceAddress("acme", "berlin", "floor-2");
        Store.Append([Wire.Accept(Wire.Device, Wire.Lines(1, 0, Door)), Wire.Accept(other, Wire.Lines(1, 0, Door))], Now).Stored.Count.ShouldBe(2);
        Store.Lines(Berlin, Day).Select(r => r.Window.Device).ShouldBe(["floor-1", "floor-2"], ignoreOrder: true);
    }

    [SkippableFact]
    public void Rows_Range_IsHalfOpen()
    {
        Append([.. Enumerable.Range(0, 6).Select(i => (object)Wire.Lines(i + 1, i, Door))]);
        Windows(Wire.T0.AddSeconds(10), Wire.T0.AddSeconds(30)).ShouldBe([1, 2]);
        Windows(Wire.T0.AddSeconds(10.5), Wire.T0.AddSeconds(30.5)).ShouldBe([2, 3]);
        Windows(Wire.T0.AddSeconds(-100), Wire.T0).ShouldBeEmpty();
    }

    [SkippableFact]
    public void Attention_Range_IsHalfOpen()
    {
        Append([.. Enumerable.Range(0, 4).Select(i => (object)Wire.Attention(i + 1, i, Wire.Display("left-window", Wire.Funnel(10 + i))))]);
        Store.Attention(Berlin, new TimeRange(Wire.T0.AddSeconds(10), Wire.T0.AddSeconds(30))).Select(r => r.Figures.Funnel!.Passed).ShouldBe([11, 12]);
        Store.Attention(new StoreAddress("acme", "paris"), Day).ShouldBeEmpty();
    }

    [SkippableFact]
    public void Rows_ArrivedLate_ComeInTheOrderOfTheirWindows()
    {
        foreach (var window in new[] { 5, 1, 4, 0, 3, 2 })
            Append(Wire.Lines(window + 1, window, Door));
        Windows(Day.From, Day.To).ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [SkippableFact]
    public void Rows_OtherStore_AreNotSeen()
    {
        Store.Append([Wire.Accept(new DeviceAddress("acme", "paris", "floor-1"), Wire.Lines(1, 0, Door)), Wire.Accept(new DeviceAddress("other", "berlin", "floor-1"), Wire.Lines(1, 0, Door))], Now);
        Store.Lines(Berlin, Day).ShouldBeEmpty();
        Store.Lines(new StoreAddress("acme", "paris"), Day).Count().ShouldBe(1);
    }

    [SkippableFact]
    public void Rows_WhileAppending_AreReadFromASnapshot()
    {
        Append([.. Enumerable.Range(0, 50).Select(i => (object)Wire.Lines(i + 1, i, Door))]);
        using var rows = Store.Lines(Berlin, Day).GetEnumerator();
        rows.MoveNext().ShouldBeTrue();
        Append([.. Enumerable.Range(50, 50).Select(i => (object)Wire.Lines(i + 1, i, Door))]);
        var count = 1;
        while (rows.MoveNext())
            count++;
        count.ShouldBe(50);
        Store.Lines(Berlin, Day).Count().ShouldBe(100);
    }

    [SkippableFact]
    public void Devices_StatusAndDescription_AreTheLastOnes()
    {
        Append(Wire.Status(), Wire.Describe());
        Append(Wire.Status("offline") with { At = null, Outbox = null, Cameras = [], Sensors = [] }, Wire.Describe(provenance: null));
        Append(Wire.Zones(1, 3), Wire.Zones(2, 1));
        Reopen();
        var device = Store.Devices(Berlin).Single();
        device.Address.ShouldBe(Wire.Device);
        device.Status!.State.ShouldBe("offline");
        device.Describe!.Provenance.ShouldBeNull();
        device.LastWindowEnd.ShouldBe(Wire.T0.AddSeconds(40));
    }

    [SkippableFact]
    public void Append_StatesAndDescriptions_SaysOnlyWhatChanged()
    {
        Append(Wire.Status(), Wire.Describe()).ShouldSatisfyAllConditions(c => c.States.Count.ShouldBe(1), c => c.Layouts.Count.ShouldBe(1));
        Append(Wire.Status() with { UptimeSeconds = 99 }, Wire.Describe()).ShouldSatisfyAllConditions(c => c.States.ShouldBeEmpty(), c => c.Layouts.ShouldBeEmpty());
        Append(Wire.Status("stopped"), Wire.Describe(null)).ShouldSatisfyAllConditions(c => c.States.Count.ShouldBe(1), c => c.Layouts.Count.ShouldBe(1));
        Store.Devices(Berlin).Single().Status!.State.ShouldBe("stopped");
    }

    [SkippableFact]
    public void Devices_AllStores_AreOrdered()
    {
        foreach (var (store, device) in new[] { ("paris", "b"), ("berlin", "z"), ("berlin", "a") })
            Store.Append([Wire.Accept(new DeviceAddress("acme", store, device), Wire.Status())], Now);
        Store.Devices().Select(d => d.Address.ToString()).ShouldBe(["acme/berlin/a", "acme/berlin/z", "acme/paris/b"]);
        Store.Devices(new StoreAddress("acme", "rome")).ShouldBeEmpty();
    }

    [SkippableFact]
    public void Sessions_Gap_SurvivesARestart()
    {
        Append(Wire.Zones(1, 0), Wire.Zones(2, 1), Wire.Zones(5, 4));
        Reopen();
        Store.Sessions(10).Single().Seen.Missing.ShouldBe([new SeqRange(3, 4)]);
        Append(Wire.Zones(3, 2), Wire.Zones(4, 3));
        var ledger = Store.Sessions(10).Single();
        ledger.Seen.Missing.ShouldBeEmpty();
        (ledger.FirstSeq, ledger.LastSeq, ledger.Stored, ledger.Duplicates).ShouldBe((1, 5, 5, 0));
    }

    [SkippableFact]
    public void Sessions_Many_NewestFirstAndBounded()
    {
        for (var i = 0; i < 5; i++)
            Store.Append([Wire.Accept(Wire.Device, Wire.Zones(1, 0) with { Session = $"{i:x16}" })], Now.AddSeconds(i));
        Store.Sessions(2).Select(s => s.Session).ShouldBe([$"{4:x16}", $"{3:x16}"]);
    }

    [SkippableFact]
    public void Expire_TenThousandSessions_LeavesOnlyTheNewOnes()
    {
        var old = Enumerable.Range(0, 10_000).Select(i => Wire.Accept(Wire.Device, Wire.Lines(1, 0, Door) with { Session = $"{i:x16}" })).ToList();
        Store.Append(old, Now);
        var fresh = Wire.Lines(1, 0, Door) with { Session = Wire.OtherSession, WindowStart = Wire.T0.AddDays(10) };
        Store.Append([Wire.Accept(Wire.Device, fresh, Now.AddDays(10))], Now.AddDays(10));
        Store.Expire(Expiry.Of(Wire.T0.AddDays(5))).Messages.ShouldBe(10_000);
        Store.Lines(Berlin, Day).ShouldBeEmpty();
        Store.Sessions(10).Single().Session.ShouldBe(Wire.OtherSession);
        Store.Lines(Berlin, new TimeRange(Wire.T0, Wire.T0.AddDays(11))).Single().Window.Session.ShouldBe(Wire.OtherSession);
    }

    [SkippableFact]
    public void Expire_DeviceNotHeardOf_IsForgottenUntilItSpeaksAgain()
    {
        var other = new DeviceAddress("acme", "berlin", "floor-2");
        Append(Wire.Status(), Wire.Describe(), Wire.Zones(1, 0));
        Store.Append([Wire.Accept(other, Wire.Status())], Now);
        Store.Append([Wire.Accept(other, Wire.Status())], Now.AddDays(10));
        Store.Expire(Expiry.Of(Wire.T0));
        Store.Devices().Count.ShouldBe(2);
        Store.Expire(Expiry.Of(Wire.T0.AddDays(5)));
        Store.Devices().Select(d => d.Address).ShouldBe([other]);
        var fresh = Wire.Lines(1, 0, Door) with { WindowStart = Wire.T0.AddDays(10) };
        Store.Append([Wire.Accept(Wire.Device, fresh, Now.AddDays(10))], Now.AddDays(10));
        Store.Devices().Select(d => d.Address).ShouldBe([Wire.Device, other]);
        Store.Devices()[0].Describe.ShouldBeNull();
        Store.Lines(Berlin, new TimeRange(Wire.T0, Wire.T0.AddDays(11))).Single().Window.Device.ShouldBe("floor-1");
    }

    [SkippableFact]
    public void Problem_HealthyStore_IsNull() => Store.Problem().ShouldBeNull();

    private protected static LineFigures Door => Wire.Line("door", 1, 0);

    private protected Commit Append(params object[] messages) => Store.Append([.. messages.Select(m => Wire.Accept(Wire.Device, m))], Now);

    private List<int> Windows(DateTimeOffset from, DateTimeOffset to) =>
        [.. Store.Lines(Berlin, new TimeRange(from, to)).Select(r => (int)(r.Window.Start - Wire.T0).TotalSeconds / 10)];

    private List<string> Everything() =>
    [
        .. Texts(Store.Zones(Berlin, Day)), .. Texts(Store.Heat(Berlin, Day)), .. Texts(Store.Lines(Berlin, Day)), .. Texts(Store.Expressions(Berlin, Day)),
        .. Texts(Store.Flow(Berlin, Day)), .. Texts(Store.Queues(Berlin, Day)), .. Texts(Store.Occupancy(Berlin, Day)),
        .. Texts(Store.Attention(Berlin, Day)), .. Texts(Store.Arousal(Berlin, Day)),
    ];

    private static IEnumerable<string> Texts<T>(IEnumerable<Row<T>> rows) => rows.Select(r => System.Text.Json.JsonSerializer.Serialize(r));

    // Records compare their lists by reference, so what they say is compared.
    private static void Same<T>(IEnumerable<T> actual, IEnumerable<T> expected) =>
        actual.Select(a => System.Text.Json.JsonSerializer.Serialize(a)).ShouldBe(expected.Select(e => System.Text.Json.JsonSerializer.Serialize(e)), ignoreOrder: true);
}
