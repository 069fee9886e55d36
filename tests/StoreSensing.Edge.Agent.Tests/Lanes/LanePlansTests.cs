using StoreSensing.Configuration;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

public sealed class LanePlansTests
{
    private const string TwoSurfaces =
        """
        store: s
        device: d
        floor: {widthMetres: 4.2, heightMetres: 6}
        cameras:
          - {id: aisle, input: a.mp4, calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6]]}
          - {id: window, input: b.mp4}
        zones:
          - {id: shelf, surface: floor, polygon: [[0, 0], [4, 0], [4, 6]]}
          - {id: street, surface: window, polygon: [[0, 0], [1, 0], [1, 1]]}
        lines:
          - {id: up, surface: floor, from: [2, 0], to: [2, 6], inSide: left}
          - {id: across, surface: window, from: [0.5, 1], to: [0.5, 0], inSide: left}
        """;

    [Fact]
    public void Of_CalibratedCamera_SeesTheZonesOfTheFloor()
    {
        var plan = Plan(0);

        plan.Surface.Id.ShouldBe("floor");
        plan.Surface.Columns.ShouldBe(9, "4.2 m are covered by nine cells of half a metre");
        plan.Zones.Select(z => z.Id).ShouldBe(["shelf"]);
        plan.Lines.Select(l => l.Id).ShouldBe(["up"]);
    }

    [Theory]
    [InlineData(0, 1.0, 3.0)] // metres, y up: walking up the line, left is towards smaller x
    [InlineData(1, 0.2, 0.5)] // picture, y down: looking up the picture, left is towards smaller x as well
    public void Of_LineWithInOnTheLeft_LeadsToTheLeftAsSeenOnThePlan(int camera, double x, double y)
    {
        var line = Plan(camera).Lines[0];

        var side = Segments.Side(new PlanePoint(x, y), line.From, line.To);

        (side > 0).ShouldBe(line.InIsPositive);
    }

    [Fact]
    public void Surfaces_OneFloorAndOnePicture_AreBothThere() =>
        LanePlans.Surfaces(Config()).Select(s => (s.Id, s.Unit)).ShouldBe([("floor", SurfaceUnit.Metre), ("window", SurfaceUnit.Image)]);

    [Fact]
    public void Of_QueueAndEntrance_AreOnTheirSurfaceOnly()
    {
        var config = ConfigFile.Parse(
            TwoSurfaces.Replace("inSide: left}\n  - {id: across", "entrance: true}\n  - {id: across", StringComparison.Ordinal)
            + "\noverlap: smallest\nqueues: [{zone: shelf, servicePolygon: [[3, 5], [4, 5], [4, 6]], reachSeconds: 8}]\noccupancy: {resetAt: \"03:30\", timeZone: Europe/Rome}",
            "test",
            EdgeConfigReader.Read);
        var plans = config.Cameras.Select(c => LanePlans.Of(config, c, BoxOf.Person, _ => throw new InvalidOperationException())).ToList();

        plans.Select(p => p.Overlap).ShouldAllBe(o => o == ZoneOverlap.Smallest);
        plans[0].Queues.ShouldHaveSingleItem().Reach.ShouldBe(TimeSpan.FromSeconds(8));
        plans[1].Queues.ShouldBeEmpty();
        plans.SelectMany(p => p.Lines).Select(l => l.Entrance).ShouldBe([true, false]);
        LanePlans.Occupancy(config).ShouldNotBeNull().Zone.Id.ShouldBe("Europe/Rome");
        LanePlans.Occupancy(Config()).ShouldBeNull();
    }

    [Fact]
    public void Of_StaffAndOptOutZones_AreOnTheirSurfaceAndHoursOnlyWhereExpressionsAreRead()
    {
        var config = ConfigFile.Parse(
            TwoSurfaces.Replace("lines:", "  - {id: till, surface: floor, polygon: [[0, 1], [0, 6], [3, 6]], staff: true}\n  - {id: strip, surface: window, polygon: [[0, 0.9], [0, 1], [0.5, 1]], optOut: true}\nlines:", StringComparison.Ordinal)
                .Replace("[4, 6]]}\n  - {id: street", "[4, 6]], expression: true}\n  - {id: street", StringComparison.Ordinal)
            + """

            occupancy: {timeZone: Europe/Rome}
            staffHours: [{days: sat-mon, from: '22:00', to: '06:30'}, {from: '12:00', to: '13:00'}]
            expression: {purpose: p, noticePlace: n, noticeSince: 2026-01-01, lawfulBasis: consent, retentionDays: 30, sampling: {everyMinutes: 30, forMinutes: 5}}
            """,
            "test",
            EdgeConfigReader.Read);
        var plans = config.Cameras.Select(c => LanePlans.Of(config, c, BoxOf.Person, zones => new ExpressionPlan(zones, null!)).Exclusions).ToList();

        plans[0].StaffZones.ShouldHaveSingleItem().Contains(new PlanePoint(0.5, 5)).ShouldBeTrue();
        plans[0].OptOutZones.ShouldBeEmpty();
        plans[1].StaffZones.ShouldBeEmpty();
        plans[1].OptOutZones.ShouldHaveSingleItem().Contains(new PlanePoint(0.1, 0.99)).ShouldBeTrue();
        (plans[1].StaffHours, plans[1].Sampling).ShouldBe((null, null));
        plans[0].Sampling.ShouldBe(new StoreSensing.Edge.Core.Exclusion.SamplingPlan(30, 5));
        var hours = plans[0].StaffHours.ShouldNotBeNull();
        bool At(int day, int hour, int minute) => hours.Cover(new DateTimeOffset(2026, 1, day, hour, minute, 0, TimeSpan.FromHours(1)));
        At(3, 22, 0).ShouldBeTrue(); // Saturday
        At(4, 6, 29).ShouldBeTrue(); // Sunday morning
        At(4, 6, 30).ShouldBeFalse();
        At(6, 6, 0).ShouldBeTrue(); // Tuesday, of Monday night
        At(6, 22, 0).ShouldBeFalse();
        At(7, 12, 30).ShouldBeTrue(); // daily
    }

    private static EdgeConfig Config() => ConfigFile.Parse(TwoSurfaces, "test", EdgeConfigReader.Read);

    private static LanePlan Plan(int camera)
    {
        var config = Config();
        return LanePlans.Of(config, config.Cameras[camera], BoxOf.Person, _ => throw new InvalidOperationException("no expression is configured"));
    }
}
