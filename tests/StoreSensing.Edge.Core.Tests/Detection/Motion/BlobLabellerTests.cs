using StoreSensing.Edge.Core.Detection.Motion;

namespace StoreSensing.Edge.Core.Tests.Detection.Motion;

public sealed class BlobLabellerTests
{
    [Fact]
    public void Label_TouchingAtACorner_IsOne() => Label("""
        ##...
        ..#..
        ...##
        """).ShouldBe([new Blob(0, 0, 5, 3, 5, 5)]);

    [Fact]
    public void Label_UShape_IsOneAlthoughItsArmsMeetLate() => Label("""
        #...#
        #...#
        #####
        """).ShouldBe([new Blob(0, 0, 5, 3, 9, 9)]);

    [Fact]
    public void Label_Apart_AreTwo() => Label("""
        ##..#
        ##..#
        """).Count.ShouldBe(2);

    [Fact]
    public void Label_RandomMasks_AgreesWithAFloodFill()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var (width, height) = (random.Next(1, 40), random.Next(1, 30));
            var mask = new byte[width * height];
            for (var i = 0; i < mask.Length; i++)
                mask[i] = random.NextDouble() < 0.45 ? (byte)1 : (byte)0;
            Sorted(Label(mask, width, height)).ShouldBe(Sorted(FloodFill(mask, width, height)));
        }
    }

    private static List<Blob> Label(string picture)
    {
        var rows = picture.Split('\n');
        return Label([.. rows.SelectMany(row => row).Select(character => character == '#' ? (byte)1 : (byte)0)], rows[0].Length, rows.Length);
    }

    private static List<Blob> Label(byte[] mask, int width, int height)
    {
        var strength = mask.Select(set => (float)set).ToArray();
        var into = new Blob[mask.Length];
        return [.. into[..new BlobLabeller(width, height).Label(mask, strength, 1, into)]];
    }

    private static IEnumerable<Blob> Sorted(IEnumerable<Blob> blobs) => blobs.OrderBy(b => b.Top).ThenBy(b => b.Left).ThenBy(b => b.Right).ThenBy(b => b.Bottom).ThenBy(b => b.Pixels);

    private static List<Blob> FloodFill(byte[] mask, int width, int height)
    {
        var seen = new bool[mask.Length];
        var blobs = new List<Blob>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (mask[start] == 0 || seen[start])
                continue;
            var blob = new Blob(width, height, 0, 0, 0, 0);
            var open = new Stack<int>([start]);
            seen[start] = true;
            while (open.TryPop(out var at))
            {
                var (x, y) = (at % width, at / width);
                blob = blob.Union(new Blob(x, y, x + 1, y + 1, 1, 1));
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        if (x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height && at + (dy * width) + dx is var next && mask[next] == 1 && !seen[next])
                        {
                            seen[next] = true;
                            open.Push(next);
                        }
            }
            blobs.Add(blob);
        }
        return blobs;
    }
}
