using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class PicoDetDetectorTests
{
    private const int Side = 64;
    private const int Classes = 80;
    private readonly FakeSession _session = Session(Side);

    [Fact]
    public void Detect_SharpDistributions_GiveTheBoxOfTheirBins()
    {
        Put(0, 3, 2, 0.8f, 1, 2, 3, 4);
        var found = Detect().ShouldHaveSingleItem();
        found.Score.ShouldBe(0.8f);
        // Centre (3.5, 2.5) cells of 8 pixels.
        Close(found.Box, (28 - 8) / 64f, (20 - 16) / 64f, (28 + 24) / 64f, (20 + 32) / 64f);
    }

    [Fact]
    public void Detect_TwoEqualBins_MeetInTheMiddle()
    {
        Put(1, 1, 1, 0.9f, 1, 1, 1, 1);
        var sides = _session.Write(5);
        sides[(((1 * 4) + 1) * 32) + 2] = 30; // the left side's bin 2 as strong as its bin 1
        Detect().ShouldHaveSingleItem().Box.Left.ShouldBe(0, 1e-5f);
    }

    [Fact]
    public void Detect_AnotherClass_IsNobody()
    {
        _session.Write(0)[(10 * Classes) + 2] = 0.99f; // a car
        Detect().ShouldBeEmpty();
    }

    [Fact]
    public void Detect_RandomHeads_AgreeWithAPlainDecode()
    {
        var random = new Random(7);
        for (var output = 0; output < 8; output++)
            foreach (ref var value in _session.Write(output).AsSpan())
                value = output < 4 ? MathF.Pow((float)random.NextDouble(), 6) : (float)((random.NextDouble() * 8) - 4);
        var expected = PlainDecode(0.2).OrderByDescending(d => d.Score).ToList();
        expected.Count.ShouldBeGreaterThan(5);

        var found = Detect();

        found.Count.ShouldBe(expected.Count);
        foreach (var (a, b) in found.Zip(expected))
        {
            a.Score.ShouldBe((float)b.Score, 1e-6f);
            Close(a.Box, (float)b.Left, (float)b.Top, (float)b.Right, (float)b.Bottom);
        }
    }

    [Fact]
    public void Detect_Picture_ComesAsNormalisedBlueGreenRed()
    {
        using var frame = Pictures.Blank(Side, Side);
        for (var i = 0; i < frame.Pixels.Length; i += 3)
            (frame.Pixels[i], frame.Pixels[i + 1], frame.Pixels[i + 2]) = (200, 100, 50);
        new PicoDetDetector(_session, Side, Side).Detect(frame, new Edge.Core.Detection.Detection[200]);
        var input = _session.Seen;
        input[0].ShouldBe((50 - 103.53f) / 57.375f, 1e-4f);
        input[Side * Side].ShouldBe((100 - 116.28f) / 57.12f, 1e-4f);
        input[2 * Side * Side].ShouldBe((200 - 123.675f) / 58.395f, 1e-4f);
    }

    [Fact]
    public void Constructor_HeadsOfAnotherShape_RefusedByName()
    {
        var wrong = new FakeSession([1, 3, Side, Side], [1, 64, 80], [1, 16, 80], [1, 4, 80], [1, 1, 80], [1, 64, 28], [1, 16, 32], [1, 4, 32], [1, 1, 32]);
        Should.Throw<InferenceException>(() => new PicoDetDetector(wrong, Side, Side)).Message.ShouldContain("output4");
    }

    // Straight from the definition, in doubles: softmax, expectation, distances from the cell's centre, greedy suppression.
    private List<(double Left, double Top, double Right, double Bottom, double Score)> PlainDecode(double threshold)
    {
        var all = new List<(double Left, double Top, double Right, double Bottom, double Score)>();
        for (var level = 0; level < 4; level++)
        {
            var (stride, columns) = (8 << level, Side / (8 << level));
            for (var cell = 0; cell < columns * columns; cell++)
            {
                double score = _session.Write(level)[cell * Classes];
                if (score < threshold)
                    continue;
                double Distance(int side)
                {
                    var weights = Enumerable.Range(0, 8).Select(bin => Math.Exp(_session.Write(4 + level)[(((cell * 4) + side) * 8) + bin])).ToArray();
                    return stride * weights.Select((w, bin) => w * bin).Sum() / weights.Sum();
                }
                var (x, y) = (((cell % columns) + 0.5) * stride, ((cell / columns) + 0.5) * stride);
                all.Add(((x - Distance(0)) / Side, (y - Distance(1)) / Side, (x + Distance(2)) / Side, (y + Distance(3)) / Side, score));
            }
        }
        var kept = new List<(double Left, double Top, double Right, double Bottom, double Score)>();
        foreach (var box in all.OrderByDescending(b => b.Score))
            if (kept.All(k => Iou(k, box) <= 0.5))
                kept.Add(box);
        return kept;
    }

    private static double Iou((double Left, double Top, double Right, double Bottom, double Score) a, (double Left, double Top, double Right, double Bottom, double Score) b)
    {
        var width = Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left));
        var shared = width * Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top));
        return shared / (((a.Right - a.Left) * (a.Bottom - a.Top)) + ((b.Right - b.Left) * (b.Bottom - b.Top)) - shared);
    }

    private static FakeSession Session(int side)
    {
        long[] cells = [.. Enumerable.Range(3, 4).Select(power => (long)(side >> power) * (side >> power))];
        return new FakeSession([1, 3, side, side], [.. cells.Select(n => new long[] { 1, n, Classes }), .. cells.Select(n => new long[] { 1, n, 32 })]);
    }

    private void Put(int level, int column, int row, float score, params int[] bins)
    {
        var cell = (row * (Side >> (3 + level))) + column;
        _session.Write(level)[cell * Classes] = score;
        for (var side = 0; side < 4; side++)
            _session.Write(4 + level)[(((cell * 4) + side) * 8) + bins[side]] = 30;
    }

    private List<Edge.Core.Detection.Detection> Detect()
    {
        var detector = new PicoDetDetector(_session, Side, Side);
        var into = new Edge.Core.Detection.Detection[detector.Capacity];
        using var frame = Pictures.Blank(Side, Side);
        return [.. into[..detector.Detect(frame, into)]];
    }

    private static void Close(Box box, float left, float top, float right, float bottom)
    {
        box.Left.ShouldBe(left, 1e-5f);
        box.Top.ShouldBe(top, 1e-5f);
        box.Right.ShouldBe(right, 1e-5f);
        box.Bottom.ShouldBe(bottom, 1e-5f);
    }
}
