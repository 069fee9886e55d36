using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Contracts.Tests.Geometry;

public sealed class PolygonOverlapTests
{
    private const string Square = "0 0, 4 0, 4 4, 0 4";
    private const string U = "0 0, 6 0, 6 4, 4 4, 4 1, 2 1, 2 4, 0 4"; // the notch is 2..4 × 1..4

    [Theory]
    [InlineData(Square, "2 2, 6 2, 6 6, 2 6", true)] // a corner in it
    [InlineData(Square, "3.999 3.999, 6 3.999, 6 6, 3.999 6", true)] // by a millimetre
    [InlineData(Square, "1 1, 2 1, 2 2, 1 2", true)] // one inside the other
    [InlineData(Square, "-1 1, 5 1, 5 2, -1 2", true)] // a bar through it: no corner of either is in the other
    [InlineData(Square, "2 -2, 6 2, 2 6, -2 2", true)] // a star of two squares: each one's edges run through the other's corners
    [InlineData(Square, Square, true)]
    [InlineData(Square, "0 4, 4 4, 4 0, 0 0", true)] // the same, the other way round
    [InlineData(Square, "0 0, 4 0, 4 4", true)] // its half: two edges are the same
    [InlineData(Square, "0 1, 4 1, 4 3, 0 3", true)] // from wall to wall
    [InlineData(Square, "-2 2, 2 -2, 6 2, 2 6", true)]
    [InlineData(Square, "4 0, 8 0, 8 4, 4 4", false)] // side by side
    [InlineData(Square, "4 1, 8 1, 8 3, 4 3", false)] // along a part of a side
    [InlineData(Square, "4 4, 8 4, 8 8, 4 8", false)] // a corner only
    [InlineData(Square, "4 2, 8 0, 8 4", false)] // a corner on a side
    [InlineData(Square, "5 5, 6 5, 6 6", false)]
    [InlineData(Square, "8 0, 0 8, 8 8", false)] // the diagonal touches a corner
    [InlineData(U, "2 1, 4 1, 4 4, 2 4", false)] // fills the notch
    [InlineData(U, "2.5 2, 3.5 2, 3.5 3, 2.5 3", false)] // in the notch
    [InlineData(U, "2 0.9, 4 0.9, 4 4, 2 4", true)] // and a little deeper
    [InlineData(U, "-1 2, 7 2, 7 3, -1 3", true)] // through both arms
    public void Overlaps_TwoShapes_AreaInCommonOrNot(string a, string b, bool overlap)
    {
        Shape(a).Overlaps(Shape(b)).ShouldBe(overlap);
        Shape(b).Overlaps(Shape(a)).ShouldBe(overlap);
    }

    // Two triangles share area exactly when no line along a side of either has them on its two sides (separating axis theorem). On a coarse grid, where they
    // often touch, and in whole numbers, where that is exact.
    [Fact]
    public void Overlaps_Triangles_AgreesWithSeparatingAxes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
        {
            var random = new Random((int)(seed & int.MaxValue));
            var (a, b) = (Triangle(random), Triangle(random));
            a.Overlaps(b).ShouldBe(!IsSeparated(a, b) && !IsSeparated(b, a));
            b.Overlaps(a).ShouldBe(a.Overlaps(b));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    // Concave ones: where a point of a fine grid lies in both, they overlap.
    [Fact]
    public void Overlaps_StarsWithAPointInBoth_AreSeen()
    {
        var random = new Random(4);
        var (seen, apart) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var (a, b) = (Star(random), Star(random));
            var overlap = a.Overlaps(b);
            if (HaveAPointInCommon(a, b))
                overlap.ShouldBeTrue($"{string.Join(' ', a.Corners)} and {string.Join(' ', b.Corners)}");
            (seen, apart) = (seen + (overlap ? 1 : 0), apart + (overlap ? 0 : 1));
            overlap.ShouldBe(b.Overlaps(a));
        }
        seen.ShouldBeGreaterThan(50);
        apart.ShouldBeGreaterThan(50);
    }

    private static bool HaveAPointInCommon(Polygon a, Polygon b)
    {
        for (var x = 0.5; x < 200; x++)
            for (var y = 0.5; y < 200; y++)
                if (a.Contains(new PlanePoint(x / 10, y / 10)) && b.Contains(new PlanePoint(x / 10, y / 10)))
                    return true;
        return false;
    }

    private static bool IsSeparated(Polygon a, Polygon b) => Enumerable.Range(0, 3).Any(i =>
    {
        var (p, q) = (a.Corners[i], a.Corners[(i + 1) % 3]);
        var side = Segments.Side(a.Corners[(i + 2) % 3], p, q);
        return b.Corners.All(c => Segments.Side(c, p, q) * side <= 0);
    });

    private static Polygon Triangle(Random random)
    {
        while (true)
        {
            var corners = Enumerable.Range(0, 3).Select(_ => new PlanePoint(random.Next(6), random.Next(6))).ToList();
            if (Polygon.Problem(corners) is null)
                return new Polygon(corners);
        }
    }

    private static Polygon Star(Random random)
    {
        var (x, y, corners) = (4 + (12 * random.NextDouble()), 4 + (12 * random.NextDouble()), random.Next(3, 9));
        return new Polygon(Enumerable.Range(0, corners).Select(i =>
        {
            var (angle, radius) = (2 * Math.PI * (i + (0.4 * random.NextDouble())) / corners, 0.5 + (4 * random.NextDouble()));
            return new PlanePoint(x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle)));
        }));
    }

    private static Polygon Shape(string corners) => new(corners.Split(", ").Select(c => c.Split(' ')).Select(c => new PlanePoint(double.Parse(c[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(c[1], System.Globalization.CultureInfo.InvariantCulture))));
}
