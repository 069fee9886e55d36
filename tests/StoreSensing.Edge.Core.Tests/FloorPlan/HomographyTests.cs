using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

public sealed class HomographyTests
{
    private static readonly PointPair[] Square =
    [
        Pair(0.2, 0.3, 0, 0), Pair(0.8, 0.3, 4, 0), Pair(0.95, 0.9, 4, 6), Pair(0.05, 0.9, 0, 6),
    ];

    [SkippableTheory]
    [InlineData("caviar_corridor_4pt_cm", "expected_floor", 384, 288)]
    [InlineData("PETS09-S2L1_8pt_m", "expected_floor_opencv", 768, 576)]
    [InlineData("TUD-Stadtmitte_8pt_m", "expected_floor_opencv", 640, 480)]
    [InlineData("PETS09-S2L1_8pt_m", "expected_floor_opencv", 1000, 10)]
    public void From_PictureScaledToOne_SameFloor(string name, string expected, double width, double height)
    {
        var set = Set(name);
        var pixels = Homography.From(Pairs(set));
        var scaled = Homography.From(Pairs(set, width, height));
        foreach (var p in set.GetProperty("image_points").EnumerateArray())
        {
            pixels.TryMap(new PlanePoint(p[0].GetDouble(), p[1].GetDouble()), out var a).ShouldBeTrue();
            scaled.TryMap(new PlanePoint(p[0].GetDouble() / width, p[1].GetDouble() / height), out var b).ShouldBeTrue();
            (b.X - a.X).ShouldBe(0, 1e-6);
            (b.Y - a.Y).ShouldBe(0, 1e-6);
        }
        Compare(scaled, set, expected, width, height, 1e-4);
    }

    [SkippableFact]
    public void Problem_DegenerateReferenceSets_Refused()
    {
        foreach (var set in Root().GetProperty("degenerate").EnumerateArray())
        {
            Homography.Problem(Pairs(set)).ShouldNotBeNull(set.GetProperty("name").GetString());
            Should.Throw<ArgumentException>(() => Homography.From(Pairs(set)));
        }
    }

    [Fact]
    public void TryMap_TheGivenPairs_GiveTheirFloor()
    {
        var h = Homography.From(Square);
        foreach (var pair in Square)
        {
            h.TryMap(pair.Picture, out var floor).ShouldBeTrue();
            floor.X.ShouldBe(pair.Floor.X, 1e-9);
            floor.Y.ShouldBe(pair.Floor.Y, 1e-9);
        }
    }

    [Fact]
    public void TryMap_AboveTheHorizon_False()
    {
        var h = Homography.From(Square); // the sides meet at y = −0.9
        h.TryMap(new PlanePoint(0.5, -0.85), out _).ShouldBeTrue();
        h.TryMap(new PlanePoint(0.5, -0.9), out _).ShouldBeFalse();
        h.TryMap(new PlanePoint(0.5, -3), out _).ShouldBeFalse();
    }

    [Fact]
    public void From_ManyNoisyPairs_BetterThanAnyFourOfThem()
    {
        var truth = Homography.From(Square);
        var random = new Random(7);
        var pairs = new List<PointPair>();
        while (pairs.Count < 30)
        {
            var picture = new PlanePoint(0.1 + (0.8 * random.NextDouble()), 0.3 + (0.6 * random.NextDouble()));
            truth.TryMap(picture, out var floor).ShouldBeTrue();
            pairs.Add(new PointPair(picture, new PlanePoint(floor.X + (0.1 * (random.NextDouble() - 0.5)), floor.Y + (0.1 * (random.NextDouble() - 0.5)))));
        }
        var all = Homography.From(pairs).Residual(pairs);
        all.ShouldBeLessThan(0.06);
        truth.Residual(pairs).ShouldBeGreaterThanOrEqualTo(all); // the least there is
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Problem_NotFinite_NamesThePair(double bad)
    {
        PointPair[] pairs = [.. Square[..3], Pair(bad, 0.9, 0, 6)];
        Homography.Problem(pairs).ShouldNotBeNull().ShouldContain("point pair 4");
    }

    [Fact]
    public void Problem_FloorPointsInAnotherOrder_SaysThatTheyContradict()
    {
        PointPair[] crossed = [Square[0], Square[1] with { Floor = Square[2].Floor }, Square[2] with { Floor = Square[1].Floor }, Square[3]];
        Homography.Problem(crossed).ShouldNotBeNull().ShouldContain("contradict");
    }

    [Fact]
    public void Problem_FramesOfDifferentPoints_Refused()
    {
        // Points 1–4 span the picture but lie on a line on the floor; 3–6 span the floor but lie on a line in the picture.
        PointPair[] pairs =
        [
            Pair(0, 0, 0, 0), Pair(1, 0, 1, 0), Pair(1, 1, 2, 0), Pair(0, 1, 3, 0), Pair(0, 2, 0, 5), Pair(0, 3, 3, 5),
        ];
        Homography.Problem(pairs).ShouldNotBeNull();
    }

    [Fact]
    public void Problem_AllOnOneSpot_Refused() =>
        Homography.Problem([.. Enumerable.Repeat(Square[0], 6)]).ShouldNotBeNull();

    private static PointPair Pair(double x, double y, double u, double v) => new(new PlanePoint(x, y), new PlanePoint(u, v));

    private static void Compare(Homography h, JsonElement set, string expected, double width, double height, double tolerance)
    {
        var points = set.GetProperty("image_points").EnumerateArray().ToList();
        var floors = set.GetProperty(expected).EnumerateArray().ToList();
        points.Count.ShouldBeGreaterThan(3);
        for (var i = 0; i < points.Count; i++)
        {
            h.TryMap(new PlanePoint(points[i][0].GetDouble() / width, points[i][1].GetDouble() / height), out var floor).ShouldBeTrue($"point {i}");
            floor.X.ShouldBe(floors[i][0].GetDouble(), tolerance, $"point {i}");
            floor.Y.ShouldBe(floors[i][1].GetDouble(), tolerance, $"point {i}");
        }
    }

    private static JsonElement Root() =>
        JsonDocument.Parse(File.ReadAllBytes(ReferenceData.File("data", "tracking", "homography", "golden.json"))).RootElement;

    private static JsonElement Set(string name) => Root().GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);

    private static PointPair[] Pairs(JsonElement set, double width = 1, double height = 1) =>
        [.. set.GetProperty("pairs").EnumerateArray().Select(p => Pair(p[0].GetDouble() / width, p[1].GetDouble() / height, p[2].GetDouble(), p[3].GetDouble()))];
}
