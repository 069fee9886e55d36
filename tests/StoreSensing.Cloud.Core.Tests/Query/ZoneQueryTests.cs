using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class ZoneQueryTests
{
    private static readonly StoreAddress Store = new("acme", "berlin");
    private static readonly IReadOnlyList<DeviceRecord> Online = [new(Wire.Device, Wire.Status(), Wire.Describe(), Wire.T0)];

    [Fact]
    public void Summarise_TwoWindows_AddsUp()
    {
        var zone = Entrance(
            Row(0, Wire.Zone("entrance", visits: 3, engaged: 2, personSeconds: 12.5, peak: 2)),
            Row(1, Wire.Zone("entrance", visits: 1, engaged: 1, personSeconds: 7.5, peak: 3), observed: 5));
        zone.Name.ShouldBe("Entrance");
        zone.Visits.ShouldBe(4);
        zone.EngagedVisits.ShouldBe(3);
        zone.PersonSeconds.ShouldBe(20);
        zone.ObservedSeconds.ShouldBe(15);
        zone.OccupancyMean!.Value.ShouldBe(20.0 / 15, 1e-6);
        zone.OccupancyPeak.ShouldBe(3);
    }

    [Fact]
    public void Summarise_DescribedButNeverObserved_IsNullNotZero()
    {
        var zone = Entrance();
        zone.ObservedSeconds.ShouldBe(0);
        zone.Visits.ShouldBeNull();
        zone.CountsWithheld.ShouldBeNull();
        zone.PersonSeconds.ShouldBeNull();
        zone.OccupancyMean.ShouldBeNull();
        zone.OccupancyPeak.ShouldBeNull();
        zone.OccupancyNow.ShouldBeNull();
        zone.OccupancyNowBelow.ShouldBeNull();
        zone.Dwell.ShouldBeNull();
        zone.DwellWithheld.ShouldBe("no-visits");
    }

    [Fact]
    public void Summarise_ZoneThatNobodyDescribes_ComesWithItsIdAsName()
    {
        var zones = ZoneQuery.Summarise(Layout, [Row(0, Wire.Zone("attic", visits: 1))], [], Online, Wire.T0);
        zones.Select(z => z.Zone).ShouldBe(["entrance", "shelf", "attic"]);
        zones[2].Name.ShouldBe("attic");
    }

    [Fact]
    public void Summarise_RestartWithinAWindow_BothPartsCount()
    {
        var zone = Entrance(
            Row(0, Wire.Zone("entrance", visits: 2, personSeconds: 3), observed: 4),
            Row(0, Wire.Zone("entrance", visits: 1, personSeconds: 2), observed: 5, session: Wire.OtherSession));
        (zone.Visits, zone.PersonSeconds, zone.ObservedSeconds).ShouldBe((3, 5, 9));
    }

    // Two messages of one window, as a late part or a restart gives them, can't have seen more of it than there is.
    [Theory]
    [InlineData(Wire.Session)]
    [InlineData(Wire.OtherSession)]
    public void Summarise_TwoPartsOfOneWindow_DontExceedTheWindow(string session)
    {
        var rows = new[]
        {
            Row(0, Wire.Zone("entrance", personSeconds: 6), observed: 8), Row(0, Wire.Zone("entrance", personSeconds: 4), observed: 7, session: session),
            Row(1, Wire.Zone("entrance", personSeconds: 5), observed: 5),
        };
        var zone = Entrance(rows);
        (zone.ObservedSeconds, zone.OccupancyMean).ShouldBe((15, 1));
        SeriesQuery.Points(Layout, "entrance", rows, 10).Select(p => p.ObservedSeconds).ShouldBe([10, 5]);
    }

    // One message: its camera at the entrance saw 4 s, the other camera all 10 s.
    [Fact]
    public void Summarise_CamerasWithDifferentObservedTime_MeanIsOverTheZonesOwn()
    {
        Row<ZoneFigures>[] rows =
        [
            new(new WindowOrigin(Wire.T0, 10, 10, "floor-1", Wire.Session, 1), Wire.Zone("entrance", personSeconds: 4) with { ObservedSeconds = 4 }),
            new(new WindowOrigin(Wire.T0, 10, 10, "floor-1", Wire.Session, 1), Wire.Zone("shelf", personSeconds: 5)),
        ];
        ZoneQuery.Summarise(Layout, rows, [], Online, Wire.T0).Select(z => (z.Zone, z.ObservedSeconds, z.OccupancyMean)).ShouldBe([("entrance", 4, 1), ("shelf", 10, 0.5)]);
        SeriesQuery.Points(Layout, "entrance", rows, 10).Single().OccupancyMean.ShouldBe(1);
    }

    [Fact]
    public void Summarise_TwoDevicesInOneZone_ObservedIsNotDoubled()
    {
        var zone = Entrance(
            Row(0, Wire.Zone("entrance", personSeconds: 10)),
            Row(0, Wire.Zone("entrance", personSeconds: 20), device: "floor-2"));
        zone.ObservedSeconds.ShouldBe(10);
        zone.OccupancyMean.ShouldBe(3);
    }

    [Fact]
    public void Dwell_OneBlock_GivesTheDevicesOwnFigures()
    {
        var zone = Entrance(Row(0, Wire.Zone("entrance", personSeconds: 32, dwell: Wire.Dwell(1, 2, 4, 6, 20))), Row(1, Wire.Zone("entrance")));
        zone.Dwell.ShouldBe(new DwellSummary(4, 1, 5, 15.8, 8, new SurvivalSummary(5, 2, null)));
        zone.DwellWithheld.ShouldBeNull();
    }

    [Fact]
    public void Dwell_ManyBlocks_QuantilesOfAllVisitsWithinOnePercent()
    {
        var random = new Random(3);
        var all = Enumerable.Range(0, 500).Select(_ => 1 + (random.NextDouble() * 120)).ToList();
        var rows = all.Chunk(10).Select((chunk, i) => Row(i, Wire.Zone("entrance", personSeconds: chunk.Sum(), dwell: Wire.Dwell(1, chunk)))).ToArray();
        var dwell = Entrance(rows).Dwell!;
        all.Sort();
        dwell.Visits.ShouldBe(500);
        dwell.Censored.ShouldBe(50);
        dwell.MeanSeconds!.Value.ShouldBe(all.Average(), 1e-6);
        dwell.MedianSeconds.ShouldBe((all[249] + all[250]) / 2, all[250] * 0.011);
        dwell.P90Seconds.ShouldBe(all[449], all[449] * 0.015);
    }

    [Fact]
    public void Dwell_ManyBlocks_DoesNotDependOnTheWindowsTheyCameIn()
    {
        double[] seconds = [1.5, 2, 3.25, 5, 8, 13, 21, 34];
        var fine = seconds.Select((s, i) => Row(i, Wire.Zone("entrance", dwell: Wire.Dwell(0, s)))).ToArray();
        var coarse = seconds.Chunk(4).Select((s, i) => Row(i, Wire.Zone("entrance", dwell: Wire.Dwell(0, s)))).ToArray();
        Entrance(fine).Dwell.ShouldBe(Entrance(coarse).Dwell);
    }

    // Of every ten visits three were cut. Within a bucket of the sketch nobody knows which came first, so the curve may come down to a half one
    // bucket (2 %) later than exact durations let it.
    [Fact]
    public void Dwell_ManyBlocks_KaplanMeierOfAllVisitsWithinABucket()
    {
        var random = new Random(4);
        var all = Enumerable.Range(0, 500).Select(i => (Seconds: 1 + (random.NextDouble() * 120), Censored: i % 10 < 3)).ToList();
        var rows = all.Chunk(10).Select((chunk, i) => Row(i, Wire.Zone("entrance", dwell: Wire.Dwell(3, [.. chunk.Select(v => v.Seconds)])))).ToArray();
        var (exact, dwell) = (KaplanMeier.Median(all), Entrance(rows).Dwell!);
        dwell.KaplanMeier.MedianSeconds!.Value.ShouldBe(exact.MedianSeconds!.Value, exact.MedianSeconds.Value * 0.031);
        dwell.KaplanMeier.LowSeconds!.Value.ShouldBe(exact.LowSeconds!.Value, exact.LowSeconds.Value * 0.031);
        dwell.KaplanMeier.HighSeconds!.Value.ShouldBe(exact.HighSeconds!.Value, exact.HighSeconds.Value * 0.031);
        dwell.KaplanMeier.MedianSeconds.Value.ShouldBeGreaterThan(dwell.MedianSeconds * 1.1);
    }

    [Fact]
    public void Dwell_EveryVisitCut_HasNoKaplanMeierMedian()
    {
        var cut = Row(0, Wire.Zone("entrance", dwell: Wire.Dwell(3, 2, 4, 6)));
        Entrance(cut, Row(1, Wire.Zone("entrance", dwell: Wire.Dwell(2, 3, 5)))).Dwell!.KaplanMeier.ShouldBe(new SurvivalSummary(null, null, null));
    }

    [Theory]
    [InlineData("no-visits", "no-visits", "no-visits")]
    [InlineData("no-visits", "below-threshold", "below-threshold")]
    [InlineData("profile", "below-threshold", "profile")]
    public void Dwell_NothingTold_SaysWhy(string first, string second, string expected) =>
        Entrance(Row(0, Wire.Zone("entrance", withheld: first)), Row(1, Wire.Zone("entrance", withheld: second))).DwellWithheld.ShouldBe(expected);

    [Fact]
    public void OccupancyNow_NewestWindow_Counts()
    {
        var recent = new[] { Row(2, Wire.Zone("entrance", now: 4)), Row(1, Wire.Zone("entrance", now: 9)) };
        var zone = ZoneQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(35))[0];
        zone.OccupancyNow.ShouldBe(4);
        zone.OccupancyAt.ShouldBe(Wire.T0.AddSeconds(30));
    }

    [Fact]
    public void OccupancyNow_WindowOlderThanThree_IsNull()
    {
        var recent = new[] { Row(0, Wire.Zone("entrance", now: 4)) };
        ZoneQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(40))[0].OccupancyNow.ShouldBe(4);
        ZoneQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(41))[0].OccupancyNow.ShouldBeNull();
    }

    [Theory]
    [InlineData("offline")]
    [InlineData("stopped")]
    public void OccupancyNow_DeviceNotOnline_IsNull(string state)
    {
        IReadOnlyList<DeviceRecord> devices = [Online[0] with { Status = Wire.Status(state) }];
        ZoneQuery.Summarise(Layout, [], [Row(0, Wire.Zone("entrance", now: 4))], devices, Wire.T0.AddSeconds(10))[0].OccupancyNow.ShouldBeNull();
    }

    [Fact]
    public void OccupancyNow_AfterARestart_OnlyTheOnlineSessionCounts()
    {
        var recent = new[] { Row(0, Wire.Zone("entrance", now: 1)), Row(0, Wire.Zone("entrance", now: 7), session: Wire.OtherSession) };
        ZoneQuery.Summarise(Layout, [], recent, Online, Wire.T0.AddSeconds(10))[0].OccupancyNow.ShouldBe(1);
    }

    [Fact]
    public void Points_Steps_AreAlignedAndUnobservedOnesAbsent()
    {
        var rows = new[]
        {
            Row(0, Wire.Zone("entrance", visits: 1, personSeconds: 4)), Row(2, Wire.Zone("entrance", visits: 2, personSeconds: 5)),
            Row(6, Wire.Zone("entrance", visits: 4)), Row(6, Wire.Zone("shelf", visits: 100)),
        };
        var points = SeriesQuery.Points(Layout, "entrance", rows, 30);
        points.Select(p => p.Start).ShouldBe([Wire.T0, Wire.T0.AddSeconds(60)]);
        points[0].ShouldBe(new ZonePoint(Wire.T0, 3, 0, null, null, null, 9, 0.45, 20));
        points[1].Visits.ShouldBe(4);
    }

    [Fact]
    public void Points_AnyStep_TotalsAreTheSame()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Row(i, Wire.Zone("entrance", visits: i % 7, personSeconds: i * 0.1))).ToArray();
        foreach (var step in new[] { 10, 30, 60, 300, 3600 })
        {
            var points = SeriesQuery.Points(Layout, "entrance", rows, step);
            points.Sum(p => p.Visits).ShouldBe(rows.Sum(r => r.Figures.Visits));
            points.Sum(p => p.PersonSeconds!.Value).ShouldBe(495, 1e-4);
            points.Sum(p => p.ObservedSeconds).ShouldBe(1000);
        }
    }

    [Theory]
    [InlineData(15, 10, 10)]
    [InlineData(60 * 24, 10, 900)]
    [InlineData(15, 60, 60)]
    [InlineData(60 * 24 * 400, 10, 604_800)]
    public void DefaultStep_AnyRange_GivesAtMostTwoHundredPoints(int minutes, int windowSeconds, int step) =>
        SeriesQuery.DefaultStep(new TimeRange(Wire.T0, Wire.T0.AddMinutes(minutes)), windowSeconds).ShouldBe(step);

    private static StoreLayout Layout => StoreLayout.Of(Store, Online);

    private static ZoneSummary Entrance(params Row<ZoneFigures>[] rows) => ZoneQuery.Summarise(Layout, rows, [], Online, Wire.T0)[0];

    private static Row<ZoneFigures> Row(int window, ZoneFigures figures, double observed = 10, string session = Wire.Session, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, observed, device, session, window + 1), figures with { ObservedSeconds = observed });
}
