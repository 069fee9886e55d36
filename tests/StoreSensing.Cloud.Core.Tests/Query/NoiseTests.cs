using StoreSensing.Cloud.Core.Query;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Query;

public sealed class NoiseTests
{
    private static readonly NoiseDescription Noise = new() { EpsilonPerDay = 2, VisitScale = 10, EngagedScale = 30, CrossingScale = 4, HeatScaleSeconds = 120 };

    // Noises are drawn as differences of geometric numbers and added up: how many sums lie within the interval that is claimed?
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 100)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(25, 1)]
    [InlineData(25, 4)]
    [InlineData(25, 24)]
    [InlineData(25, 100)]
    public void Visits_DrawnNoise_LiesWithinTheIntervalAsOftenAsItSays(double scale, int windows)
    {
        const int Draws = 20_000;
        var random = new Random(7);
        var half = Zone(Noise with { VisitScale = scale }, [.. Enumerable.Range(0, windows).Select(i => Row(i, Wire.Zone("entrance", visits: 50)))]).VisitsPlusMinus!.Value;
        var within = 0;
        for (var i = 0; i < Draws; i++)
        {
            long sum = 0;
            for (var w = 0; w < windows; w++)
                sum += Geometric(random, scale) - Geometric(random, scale);
            within += Math.Abs(sum) <= half ? 1 : 0;
        }
        // Whole people: with a scale of 1 the next one in or out is several percent.
        ((double)within / Draws).ShouldBeInRange(0.94, 0.98);
    }

    [Fact]
    public void Zones_NoisyWindows_OnlyToldOnesWidenTheInterval()
    {
        var one = Zone(Noise, Row(0, Wire.Zone("entrance", 50, 20)));
        var two = Zone(Noise, Row(0, Wire.Zone("entrance", 50, 20)), Row(1, Wire.Silent("entrance", "budget")));
        var four = Zone(Noise, [.. Enumerable.Range(0, 4).Select(i => Row(i, Wire.Zone("entrance", 50, 20)))]);
        one.VisitsPlusMinus!.Value.ShouldBeInRange(30, 31);
        one.EngagedPlusMinus!.Value.ShouldBeInRange(90, 93);
        two.VisitsPlusMinus.ShouldBe(one.VisitsPlusMinus);
        (four.VisitsPlusMinus!.Value / one.VisitsPlusMinus.Value).ShouldBeInRange(1.8, 2.01);
        (two.Visits, two.Untold).ShouldBe((50, new UntoldCounts(1, 2, null)));
    }

    [Fact]
    public void Zones_NoisyAndPlainDevice_OnlyTheNoisyOneWidensTheInterval()
    {
        var plain = new DeviceRecord(new DeviceAddress("acme", "berlin", "floor-2"), null, Wire.Describe(), null);
        IReadOnlyList<DeviceRecord> devices = [Record(Noise), plain];
        var layout = StoreLayout.Of(new StoreAddress("acme", "berlin"), devices);
        var zone = ZoneQuery.Summarise(layout, [Row(0, Wire.Zone("entrance", 50)), Row(0, Wire.Zone("entrance", 9), "floor-2")], [], devices, Wire.T0)[0];
        zone.VisitsPlusMinus.ShouldBe(Zone(Noise, Row(0, Wire.Zone("entrance", 50))).VisitsPlusMinus);
    }

    [Fact]
    public void WithoutNoise_NothingClaimsAnInterval()
    {
        var zone = Zone(null, Row(0, Wire.Zone("entrance", 50, 20)));
        (zone.VisitsPlusMinus, zone.EngagedPlusMinus).ShouldBe((null, null));
        HeatQuery.Sum(Layout(null), [Row(0, Wire.Surface("floor", (1, 5)))], null, "path").Single().PersonSecondsPlusMinus.ShouldBeNull();
    }

    [Fact]
    public void PointsAndLines_Noisy_CarryTheirInterval()
    {
        SeriesQuery.Points(Layout(Noise), "entrance", [Row(0, Wire.Zone("entrance", 50)), Row(1, Wire.Zone("entrance", 40))], 10)
            .ShouldAllBe(p => p.VisitsPlusMinus >= 30 && p.VisitsPlusMinus <= 31);
        var line = LineQuery.Summarise(Layout(Noise), [Row(0, Wire.Line("door", 20, 10)), Row(1, Wire.Line("door", 20, null, "budget"))]).Single();
        line.InPlusMinus!.Value.ShouldBeGreaterThan(line.OutPlusMinus!.Value);
    }

    [Fact]
    public void Heat_Noisy_EveryWindowWidensEveryCellsInterval()
    {
        var one = HeatQuery.Sum(Layout(Noise), [Row(0, Wire.Surface("floor", (1, 500)))], null, "path").Single();
        var two = HeatQuery.Sum(Layout(Noise), [Row(0, Wire.Surface("floor", (1, 500))), Row(1, Wire.Surface("floor"))], null, "path").Single();
        one.PersonSecondsPlusMinus!.Value.ShouldBe(360, 10);
        two.PersonSecondsPlusMinus!.Value.ShouldBeInRange(one.PersonSecondsPlusMinus.Value * 1.3, one.PersonSecondsPlusMinus.Value * 1.42);
    }

    private static int Geometric(Random random, double scale) => (int)Math.Floor(Math.Log(1 - random.NextDouble()) * -scale);

    private static DeviceRecord Record(NoiseDescription? noise) => new(Wire.Device, null, Wire.Describe() with { Privacy = Wire.Strict(noise) }, null);

    private static StoreLayout Layout(NoiseDescription? noise) => StoreLayout.Of(new StoreAddress("acme", "berlin"), [Record(noise)]);

    private static ZoneSummary Zone(NoiseDescription? noise, params Row<ZoneFigures>[] rows) => ZoneQuery.Summarise(Layout(noise), rows, [], [Record(noise)], Wire.T0)[0];

    private static Row<T> Row<T>(int window, T figures, string device = "floor-1") =>
        new(new WindowOrigin(Wire.T0.AddSeconds(10 * window), 10, 10, device, Wire.Session, window + 1), figures);
}
