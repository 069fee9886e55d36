using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

public sealed class FloorFitTests
{
    private static readonly Homography Truth = Homography.From(
    [
        Pair(0.2, 0.3, 0, 0), Pair(0.8, 0.3, 4, 0), Pair(0.95, 0.9, 4, 6), Pair(0.05, 0.9, 0, 6),
    ]);

    [Theory]
    [InlineData(6, 1, 1)]
    [InlineData(8, 2, 2)]
    [InlineData(12, 5, 3)]
    [InlineData(20, 8, 4)]
    [InlineData(60, 24, 5)]
    public void Of_SpoiledPairs_NamesExactlyThem(int count, int spoiled, int seed)
    {
        var random = new Random(seed);
        var pairs = Noisy(random, count, 0.03);
        var wrong = Enumerable.Range(0, count).OrderBy(_ => random.Next()).Take(spoiled).Order().ToArray();
        foreach (var i in wrong)
            pairs[i] = pairs[i] with { Floor = new PlanePoint(pairs[i].Floor.X + 1.5 + random.NextDouble(), pairs[i].Floor.Y - 1.5 - (2 * random.NextDouble())) };

        var fit = FloorFit.Of(pairs);

        fit.LeftOut.ShouldBe(wrong);
        fit.ResidualMetres.ShouldBeLessThan(0.05);
        var clean = Homography.From([.. pairs.Where((_, i) => !wrong.Contains(i))]);
        foreach (var pair in pairs)
        {
            clean.TryMap(pair.Picture, out var a).ShouldBeTrue();
            fit.Map.TryMap(pair.Picture, out var b).ShouldBeTrue();
            b.ShouldBe(a);
        }
    }

    [Fact]
    public void Of_SameSpoiledPairsTwice_SameMap()
    {
        var random = new Random(9);
        var pairs = Noisy(random, 25, 0.05);
        for (var i = 0; i < 9; i++)
            pairs[i * 2] = pairs[i * 2] with { Floor = new PlanePoint(4 * random.NextDouble(), 6 * random.NextDouble()) };
        var (a, b) = (FloorFit.Of(pairs), FloorFit.Of([.. pairs]));
        b.LeftOut.ShouldBe(a.LeftOut);
        b.ResidualMetres.ShouldBe(a.ResidualMetres);
    }

    // Any four of five agree with some map: which one is wrong can't be known, and a guess would be worse than the question.
    [Fact]
    public void Problem_OneOfFiveIsWrong_SaysThatTheyContradict()
    {
        var pairs = Noisy(new Random(3), 5, 0);
        pairs[2] = pairs[2] with { Floor = new PlanePoint(pairs[2].Floor.X + 2, pairs[2].Floor.Y) };
        FloorFit.Problem(pairs).ShouldNotBeNull().ShouldContain("no more than 4 of 5 agree within 0.5 m");
    }

    [Fact]
    public void Problem_NobodyAgrees_SaysThatTheyContradict()
    {
        var random = new Random(4);
        PointPair[] pairs = [.. Enumerable.Range(0, 12).Select(_ => Pair(random.NextDouble(), random.NextDouble(), 30 * random.NextDouble(), 30 * random.NextDouble()))];
        FloorFit.Problem(pairs).ShouldNotBeNull().ShouldContain("contradict each other");
    }

    // Five agree, but four of them lie on one line: that fixes no plane, whatever the others say.
    [Fact]
    public void Problem_AgreeingPairsOnALine_Refused()
    {
        PointPair[] line = [.. Enumerable.Range(0, 5).Select(i => Pair(i / 4.0, 0.5, i, 1))];
        FloorFit.Problem([.. line, Pair(0.5, 0.9, 40, 0)]).ShouldNotBeNull();
    }

    [Fact]
    public void TryUnmap_RandomPoints_IsTheWayBack()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var picture = new PlanePoint(random.NextDouble(), 0.2 + (0.8 * random.NextDouble()));
            Truth.TryMap(picture, out var floor).ShouldBeTrue();
            Truth.TryUnmap(floor, out var back).ShouldBeTrue();
            back.X.ShouldBe(picture.X, 1e-9);
            back.Y.ShouldBe(picture.Y, 1e-9);
        }
    }

    [Fact]
    public void TryUnmap_BehindTheCamera_False()
    {
        Truth.TryUnmap(new PlanePoint(2, 500), out _).ShouldBeFalse(); // the camera stands at about y = 9, looking towards smaller y
        Truth.TryUnmap(new PlanePoint(2, -500), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryScale_SmallSteps_AreTheDifferences()
    {
        var at = new PlanePoint(0.4, 0.5);
        Truth.TryScale(at, out var scale).ShouldBeTrue();
        const double h = 1e-6;
        Truth.TryMap(at, out var p).ShouldBeTrue();
        Truth.TryMap(new PlanePoint(at.X + h, at.Y), out var right).ShouldBeTrue();
        Truth.TryMap(new PlanePoint(at.X, at.Y + h), out var below).ShouldBeTrue();
        scale.XByX.ShouldBe((right.X - p.X) / h, 1e-3);
        scale.YByX.ShouldBe((right.Y - p.Y) / h, 1e-3);
        scale.XByY.ShouldBe((below.X - p.X) / h, 1e-3);
        scale.YByY.ShouldBe((below.Y - p.Y) / h, 1e-3);
        scale.Most.ShouldBeGreaterThanOrEqualTo(Math.Max(Math.Abs(scale.XByX), Math.Abs(scale.YByY)));
    }

    internal static PointPair[] Noisy(Random random, int count, double metres) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var picture = new PlanePoint(0.1 + (0.8 * random.NextDouble()), 0.3 + (0.6 * random.NextDouble()));
            Truth.TryMap(picture, out var floor).ShouldBeTrue();
            return Pair(picture.X, picture.Y, floor.X + (metres * ((2 * random.NextDouble()) - 1)), floor.Y + (metres * ((2 * random.NextDouble()) - 1)));
        }),
    ];

    private static PointPair Pair(double x, double y, double u, double v) => new(new PlanePoint(x, y), new PlanePoint(u, v));
}
