using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class NonMaximumSuppressionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_Twice_ChangesNothing(int seed)
    {
        var boxes = RandomBoxes(seed, 150);
        var once = NonMaximumSuppression.Apply(boxes, 0.4f);
        var kept = boxes[..once];
        var twice = NonMaximumSuppression.Apply(kept, 0.4f);
        twice.ShouldBe(once);
        kept.ShouldBe(boxes[..once]);
        once.ShouldBeLessThan(150);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Apply_RandomBoxes_AsQuadraticReference(int seed)
    {
        var boxes = RandomBoxes(seed, 120);
        var expected = new List<Edge.Core.Detection.Detection>();
        foreach (var candidate in boxes.OrderByDescending(b => b.Score))
            if (expected.All(kept => Overlap(kept.Box, candidate.Box) <= 0.5))
                expected.Add(candidate);
        boxes[..NonMaximumSuppression.Apply(boxes, 0.5f)].ShouldBe(expected);
    }

    [Fact]
    public void Apply_AllAlike_OneIsLeft()
    {
        var boxes = Enumerable.Repeat(new Edge.Core.Detection.Detection(new Box(0.1f, 0.1f, 0.2f, 0.2f), 0.5f), 40).ToArray();
        NonMaximumSuppression.Apply(boxes, 0.6f).ShouldBe(1);
    }

    [Fact]
    public void Apply_Nothing_Nothing() => NonMaximumSuppression.Apply<Edge.Core.Detection.Detection>([], 0.5f).ShouldBe(0);

    private static Edge.Core.Detection.Detection[] RandomBoxes(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (x, y) = (random.NextSingle() * 0.6f, random.NextSingle() * 0.6f);
            return new Edge.Core.Detection.Detection(new Box(x, y, x + 0.1f + (random.NextSingle() * 0.3f), y + 0.1f + (random.NextSingle() * 0.3f)), random.NextSingle());
        })];
    }

    private static double Overlap(Box a, Box b)
    {
        var width = Math.Min(a.Right, b.Right) - (double)Math.Max(a.Left, b.Left);
        var height = Math.Min(a.Bottom, b.Bottom) - (double)Math.Max(a.Top, b.Top);
        var common = Math.Max(0, width) * Math.Max(0, height);
        return common / (((double)a.Width * a.Height) + ((double)b.Width * b.Height) - common);
    }
}
