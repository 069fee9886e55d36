using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Contracts.Tests.Geometry;

public sealed class PolygonTests
{
    // An L: the notch is x > 2, y > 2.
    private static readonly Polygon L = new(Points(0, 0, 4, 0, 4, 2, 2, 2, 2, 4, 0, 4));

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(3, 1, true)]
    [InlineData(1, 3, true)]
    [InlineData(3, 3, false)] // in the notch
    [InlineData(0, 0, true)] // corners
    [InlineData(2, 2, true)] // the reflex one
    [InlineData(4, 2, true)]
    [InlineData(2, 0, true)] // edges
    [InlineData(0, 3.999, true)]
    [InlineData(3, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(4.000001, 1, false)]
    [InlineData(-0.000001, 1, false)]
    [InlineData(3, 2.000001, false)]
    [InlineData(-5, 2, false)] // level with a corner, outside
    [InlineData(5, 2, false)]
    [InlineData(5, 0, false)] // on the prolongation of an edge
    public void Contains_ConcaveShape_EdgesBelongToIt(double x, double y, bool inside) => L.Contains(new PlanePoint(x, y)).ShouldBe(inside);

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Contains_NotFinite_False(double x, double y) => L.Contains(new PlanePoint(x, y)).ShouldBeFalse();

    // Whatever corner it begins with and whichever way round: the same points are inside.
    [Fact]
    public void Contains_OtherOrder_IsTheSameShape()
    {
        var random = new Random(1);
        var corners = L.Corners.ToArray();
        var orders = Enumerable.Range(0, 6).SelectMany(i =>
        {
            PlanePoint[] turned = [.. corners[i..], .. corners[..i]];
            return new[] { new Polygon(turned), new Polygon(turned.Reverse()) };
        }).ToList();
        for (var n = 0; n < 500; n++)
        {
            var p = new PlanePoint(Math.Round((random.NextDouble() * 5) - 0.5, 1), Math.Round((random.NextDouble() * 5) - 0.5, 1));
            var expected = p.X >= 0 && p.Y >= 0 && p.X <= 4 && p.Y <= 4 && (p.X <= 2 || p.Y <= 2);
            orders.ShouldAllBe(polygon => polygon.Contains(p) == expected);
        }
    }

    [Theory]
    [InlineData("at least 3 points, this one has 2", "0 0 1 1")]
    [InlineData("one line", "0 0 1 1 2 2")]
    [InlineData("one line", "0 0 0 0 0 0")]
    [InlineData("one line", "0 0 1 0 2 0 1 0")]
    [InlineData("crosses", "0 0 1 1 1 0 0 1")] // a bow tie, whose signed area is 0
    [InlineData("crosses", "0 0 4 0 4 4 1 -1")]
    [InlineData("crosses", "0 0 4 0 4 4 2 0 0 4")] // touches an edge with a corner
    [InlineData("point 2 repeats point 1", "0 0 0 0 1 0 1 1")]
    [InlineData("point 4 repeats point 1", "0 0 1 0 1 1 0 0")]
    [InlineData("crosses", "0 0 2 0 1 0 1 1")] // a spike
    [InlineData("finite", "0 0 1 0 1 NaN")]
    [InlineData("almost no area", "0 0 1e-5 0 0 1.2e-4")]
    public void Problem_NoPolygon_SaysWhy(string why, string corners)
    {
        var coordinates = corners.Split(' ').Select(double.Parse).ToArray();
        Polygon.Problem(Points(coordinates)).ShouldNotBeNull().ShouldContain(why);
        Should.Throw<ArgumentException>(() => new Polygon(Points(coordinates)));
    }

    [Fact]
    public void Problem_SmallZoneOfAPicture_IsFine() => Polygon.Problem(Points(0.5, 0.5, 0.51, 0.5, 0.51, 0.51)).ShouldBeNull();

    [Fact]
    public void Side_RightOfTheLineOnAPicture_IsPositive()
    {
        Segments.Side(new PlanePoint(1, 1), new PlanePoint(0, 0), new PlanePoint(2, 0)).ShouldBePositive(); // y down: below is to the right
        Segments.SignedDistance(new PlanePoint(1, -3), new PlanePoint(0, 0), new PlanePoint(2, 0)).ShouldBe(-3);
    }

    [Theory]
    [InlineData(0, 1, 2, 1, true)]
    [InlineData(0, 0, 2, 2, true)]
    [InlineData(1, 1, 1, 1, true)] // a point on it
    [InlineData(1, 2, 1, 3, true)] // touches an end
    [InlineData(1, 2.001, 1, 3, false)]
    [InlineData(1.001, 0, 1.001, 2, false)] // parallel
    [InlineData(1, -1, 1, 0.5, true)] // on the same line, overlapping
    [InlineData(1, 3, 1, 4, false)] // on the same line, apart
    public void Cross_SegmentFrom10To12_EndsIncluded(double x1, double y1, double x2, double y2, bool cross)
    {
        var (p, q, a, b) = (new PlanePoint(x1, y1), new PlanePoint(x2, y2), new PlanePoint(1, 0), new PlanePoint(1, 2));
        Segments.Cross(p, q, a, b).ShouldBe(cross);
        Segments.Cross(q, p, a, b).ShouldBe(cross);
        Segments.Cross(a, b, p, q).ShouldBe(cross);
    }

    private static PlanePoint[] Points(params double[] coordinates) => [.. coordinates.Chunk(2).Select(c => new PlanePoint(c[0], c[1]))];
}
