using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class WithheldCountsTests
{
    private static readonly StoreAddress Store = new("acme", "berlin");

    [Fact]
    public void Zones_EverythingWithheld_IsNullWithTheReasonAndAtMostFour()
    {
        var zone = Entrance(Strict, Row(0, Wire.Silent("entrance")), Row(1, Wire.Silent("entrance")), Row(2, Wire.Silent("entrance")));
        (zone.Visits, zone.EngagedVisits, zone.PersonSeconds, zone.OccupancyMean, zone.OccupancyPeak).ShouldBe((null, null, null, null, null));
        (zone.CountsWithheld, zone.PersonSecondsWithheld).ShouldBe(("below-threshold", "below-threshold"));
        zone.Untold.ShouldBe(new UntoldCounts(3, 3, 4));
        zone.ObservedSeconds.ShouldBe(30);
    }

    // Below the threshold counts wait: a later window of the session tells them, so only those after the last telling are missing.
    [Fact]
    public void Zones_ToldLater_OnlyWhatFollowsTheLastTellingIsMissing()
    {
        var merged = Wire.Zone("entrance", visits: 6, engaged: 5) with { CountsSince = Wire.T0.AddSeconds(-20) };
        var zone = Entrance(Strict, Row(0, Wire.Silent("entrance")), Row(1, merged), Row(2, Wire.Zone("entrance", visits: 9, engaged: 7)), Row(3, Wire.Silent("entrance")));
        (zone.Visits, zone.EngagedVisits, zone.CountsWithheld).ShouldBe((15, 12, null));
        zone.Untold.ShouldBe(new UntoldCounts(1, 4, 4));
        zone.CountsSince.ShouldBe(Wire.T0.AddSeconds(-20));
    }

    [Fact]
    public void Zones_SessionThatEndedWaiting_IsStillMissingAfterTheNextOneTells()
    {
        var zone = Entrance(Strict, Row(0, Wire.Silent("entrance")), Row(1, Wire.Zone("entrance", visits: 8), Wire.OtherSession), Row(2, Wire.Silent("entrance"), Wire.OtherSession));
        (zone.Visits, zone.Untold).ShouldBe((8, new UntoldCounts(2, 3, 8)));
    }

    [Fact]
    public void Zones_SilencedByTheBudget_NobodyKnowsHowMany()
    {
        var zone = Entrance(Strict, Row(0, Wire.Zone("entrance", visits: 8)), Row(1, Wire.Silent("entrance", "budget")));
        (zone.Visits, zone.Untold).ShouldBe((8, new UntoldCounts(1, 2, null)));
        Entrance(Strict, Row(0, Wire.Silent("entrance")), Row(1, Wire.Silent("entrance", "budget"))).CountsWithheld.ShouldBe("budget");
    }

    [Fact]
    public void Zones_EngagedAloneWithheld_SaysWhyAndVisitsLackNothing()
    {
        var zone = Entrance(Strict, Row(0, Wire.Zone("entrance", visits: 8) with { EngagedVisits = null, CountsWithheld = "below-threshold" }));
        (zone.Visits, zone.EngagedVisits, zone.CountsWithheld, zone.Untold).ShouldBe((8, null, "below-threshold", null));
    }

    [Fact]
    public void Zones_ToldZero_StaysZero()
    {
        var zone = Entrance(Wire.Standard, Row(0, Wire.Zone("entrance", now: 0, peak: 0)));
        (zone.Visits, zone.EngagedVisits, zone.OccupancyPeak, zone.Untold).ShouldBe((0, 0, 0, null));
    }

    [Fact]
    public void Peak_Withheld_IsFewerThanTheThresholdUnlessTheProfileNeverTellsIt()
    {
        var zone = Entrance(Wire.Standard, Row(0, Wire.Zone("entrance")));
        (zone.OccupancyPeak, zone.OccupancyPeakBelow).ShouldBe((null, 5));
        zone = Entrance(Wire.Standard, Row(0, Wire.Zone("entrance")), Row(1, Wire.Zone("entrance", peak: 7)));
        (zone.OccupancyPeak, zone.OccupancyPeakBelow).ShouldBe((7, null));
        Entrance(Strict, Row(0, Wire.Zone("entrance"))).OccupancyPeakBelow.ShouldBeNull();
        Entrance(Wire.Standard with { Profile = "traffic" }, Row(0, Wire.Zone("entrance", withheld: "profile"))).OccupancyPeakBelow.ShouldBeNull();
    }

    [Fact]
    public void OccupancyNow_Withheld_IsFewerThanTheThresholdAndNeverZero()
    {
        var zone = Now(Wire.Standard, Row(0, Wire.Zone("entrance")));
        (zone.OccupancyNow, zone.OccupancyNowBelow, zone.OccupancyAt).ShouldBe((null, 5, Wire.T0.AddSeconds(10)));
        zone = Now(Strict, Row(0, Wire.Zone("entrance", withheld: "profile")));
        (zone.OccupancyNow, zone.OccupancyNowBelow, zone.OccupancyAt).ShouldBe((null, null, Wire.T0.AddSeconds(10)));
    }

    // One device sees seven, the other fewer than five: together at most eleven.
    [Fact]
    public void OccupancyNow_OneOfTwoDevicesWithholds_IsFewerThanBothCanHave()
    {
        var zone = Now(Wire.Standard, Row(0, Wire.Zone("entrance", now: 7)), Row(0, Wire.Zone("entrance"), device: "floor-2"));
        (zone.OccupancyNow, zone.OccupancyNowBelow).ShouldBe((null, 12));
        Now(Wire.Standard, Row(0, Wire.Zone("entrance", now: 7)), Row(0, Wire.Zone("entrance", now: 6), device: "floor-2")).OccupancyNow.ShouldBe(13);
    }

    [Fact]
    public void Lines_OneDirectionWithheld_IsNullWithTheReason()
    {
        var layout = Layout(Strict);
        var line = LineQuery.Summarise(layout, [Row(0, Wire.Line("door", 6, null, "below-threshold")), Row(1, Wire.Line("door", null, null, "below-threshold"))]).Single();
        (line.In, line.Out, line.Withheld, line.Since).ShouldBe((6, null, "below-threshold", null));
        line.InUntold.ShouldBe(new UntoldCounts(1, 2, 4));
        line.OutUntold.ShouldBe(new UntoldCounts(2, 2, 4));
    }

    [Fact]
    public void Lines_MergedOverWindows_SayFromWhen()
    {
        var line = LineQuery.Summarise(Layout(Strict), [Row(3, Wire.Line("door", 6, 5, since: Wire.T0)), Row(4, Wire.Line("door", 7, 5))]).Single();
        (line.In, line.Out, line.Since, line.InUntold).ShouldBe((13, 10, Wire.T0, null));
    }

    [Fact]
    public void Points_Withheld_AreNullAndMergedOnesSayFromWhen()
    {
        Row<ZoneFigures>[] rows = [Row(0, Wire.Silent("entrance")), Row(1, Wire.Zone("entrance", visits: 6, engaged: 5) with { CountsSince = Wire.T0 }), Row(2, Wire.Silent("entrance", "budget"))];
        var points = SeriesQuery.Points(Layout(Strict), "entrance", rows, 10);
        points.Select(p => (p.Visits, p.CountsSince, p.CountsWithheld)).ShouldBe([(null, null, "below-threshold"), (6, Wire.T0, null), (null, null, "budget")]);
        SeriesQuery.Points(Layout(Strict), "entrance", rows, 30).Single().CountsSince.ShouldBeNull();
    }

    // Five visits of a minute are told in the ten seconds in which the last of them ended: five people for a minute, not thirty for ten seconds.
    [Fact]
    public void Points_PersonSecondsToldTogether_AreSpreadOverTheTimePeopleWereThere()
    {
        Row<ZoneFigures>[] rows =
        [
            Row(0, Wire.Zone("entrance")),
            .. Enumerable.Range(1, 5).Select(i => Row(i, Wire.Zone("entrance", visits: 1, withheld: i < 4 ? "no-visits" : "below-threshold"))),
            Row(6, Wire.Zone("entrance", personSeconds: 300)),
            Row(7, Wire.Zone("entrance", visits: 1)),
        ];
        var points = SeriesQuery.Points(Layout(Wire.Standard), "entrance", rows, 10);
        points.Select(p => p.OccupancyMean).ShouldBe([0, 5, 5, 5, 5, 5, 5, null]);
        points.Sum(p => p.PersonSeconds ?? 0).ShouldBe(300, 1e-6);
        SeriesQuery.Points(Layout(Wire.Standard), "entrance", rows, 60).Select(p => p.OccupancyMean!.Value).ShouldBe([250.0 / 60, 5], 1e-6);
    }

    [Fact]
    public void Points_PersonSecondsOfTheProfile_AreNeverTold() =>
        SeriesQuery.Points(Layout(Strict), "entrance", [Row(0, Wire.Zone("entrance", 9, withheld: "profile"))], 10).Single().ShouldSatisfyAllConditions(
            p => p.PersonSeconds.ShouldBeNull(), p => p.OccupancyMean.ShouldBeNull());

    [Fact]
    public void Dwell_PersonSecondsWithheld_HasNoMean()
    {
        var zone = Entrance(Wire.Standard, Row(0, Wire.Zone("entrance", dwell: Wire.Dwell(0, 2, 4, 6, 8, 10), withheld: "profile")));
        zone.Dwell!.MeanSeconds.ShouldBeNull();
        zone = Entrance(Wire.Standard, Row(0, Wire.Zone("entrance", personSeconds: 30, dwell: Wire.Dwell(0, 2, 4, 6, 8, 10))), Row(1, Wire.Zone("entrance", personSeconds: 99)));
        (zone.Dwell!.MeanSeconds, zone.PersonSeconds).ShouldBe((6, 129));
    }

    private static PrivacyDescription Strict => Wire.Strict();

    private static IReadOnlyList<DeviceRecord> Devices(PrivacyDescription privacy) =>
    [
        .. new[] { "floor-1", "floor-2" }.Select(d => new DeviceRecord(new DeviceAddress("acme", "berlin", d), Wire.Status(), Wire.Describe() with { Privacy = privacy }, Wire.T0)),
    ];

    private static StoreLayout Layout(PrivacyDescription privacy) => StoreLayout.Of(Store, Devices(privacy));

    private static ZoneSummary Entrance(PrivacyDescription privacy, params Row<ZoneFigures>[] rows) => ZoneQuery.Summarise(Layout(privacy), rows, [], Devices(privacy), Wire.T0)[0];

    private static ZoneSummary Now(PrivacyDescription privacy, params Row<ZoneFigures>[] recent) =>
        ZoneQuery.Summarise(Layout(privacy), [], recent, Devices(privacy), Wire.T0.AddSeconds(15))[0];

    private static Row<T> Row<T>(int window, T figures, string session = Wire.Session, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, session, window + 1), figures);
}
