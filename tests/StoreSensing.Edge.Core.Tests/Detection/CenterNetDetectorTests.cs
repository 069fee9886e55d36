using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Tests.Detection;

public sealed class CenterNetDetectorTests
{
    private const int Width = 96;
    private const int Height = 64;
    private const int Columns = Width / 4;
    private const int Rows = Height / 4;
    private readonly FakeSession _session = FakeSession.CenterNet(Width, Height);

    [Fact]
    public void Detect_OnePeak_GivesTheBoxOfTheFourDistances()
    {
        Peak(10, 5, 0.8f, 6, 9, 8, 20);
        var found = Detect(192, 128).ShouldHaveSingleItem();
        found.Score.ShouldBe(0.8f);
        Close(found.Box, (40 - 6) / 96f, (20 - 9) / 64f, (40 + 8) / 96f, (20 + 20) / 64f);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Columns - 1, 0)]
    [InlineData(0, Rows - 1)]
    [InlineData(Columns - 1, Rows - 1)]
    public void Detect_PeakInACorner_IsFoundUnclipped(int column, int row)
    {
        Peak(column, row, 0.9f, 10, 10, 10, 10);
        var box = Detect(96, 64).ShouldHaveSingleItem().Box;
        Close(box, ((4 * column) - 10) / 96f, ((4 * row) - 10) / 64f, ((4 * column) + 10) / 96f, ((4 * row) + 10) / 64f);
    }

    [Fact]
    public void Detect_LetterboxedPicture_IsMappedByItsOwnProportions()
    {
        Peak(8, 8, 0.9f, 4, 4, 4, 4);
        // 64×64 fills 64 of 96 columns.
        Close(Detect(64, 64).ShouldHaveSingleItem().Box, 28 / 64f, 28 / 64f, 36 / 64f, 36 / 64f);
    }

    [Fact]
    public void Detect_NeighbourIsHigher_OnlyThePeakCounts()
    {
        Peak(10, 5, 0.8f, 8, 8, 8, 8);
        Peak(11, 6, 0.9f, 2, 2, 2, 2); // beside it, and too small to be suppressed by overlap
        Detect(96, 64).ShouldHaveSingleItem().Score.ShouldBe(0.9f);
    }

    [Fact]
    public void Detect_TwoEqualNeighbours_BecomeOneByOverlap()
    {
        Peak(10, 5, 0.8f, 12, 12, 12, 12);
        Peak(11, 5, 0.8f, 16, 12, 8, 12);
        Detect(96, 64).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(0.199f, 0)]
    [InlineData(0.2f, 1)]
    [InlineData(float.NaN, 0)]
    public void Detect_ScoreAtTheThreshold_Decides(float score, int expected)
    {
        Peak(10, 5, score, 8, 8, 8, 8);
        Detect(96, 64).Count.ShouldBe(expected);
    }

    [Fact]
    public void Detect_NaNBesideAPeakOrInItsSides_DoesNoHarm()
    {
        Peak(10, 5, 0.8f, 8, 8, 8, 8);
        _session.Write(0)[(5 * Columns) + 11] = float.NaN;
        Peak(20, 10, 0.9f, float.NaN, 8, 8, 8);
        Peak(3, 12, 0.9f, -8, 8, -9, 8); // left of its own left
        Detect(96, 64).ShouldHaveSingleItem().Score.ShouldBe(0.8f);
    }

    [Fact]
    public void Detect_MorePeaksThanRoom_KeepsTheBest()
    {
        var session = FakeSession.CenterNet(320, 320);
        var number = 0;
        for (var row = 0; row < 80; row += 2)
            for (var column = 0; column < 80; column += 2, number++)
            {
                session.Write(0)[(row * 80) + column] = 0.4f + (number * 1e-4f); // the best come last
                for (var side = 0; side < 4; side++)
                    session.Write(1)[(side * 6400) + (row * 80) + column] = 2;
            }
        var detector = new CenterNetDetector(session, 320, 320);
        var into = new Edge.Core.Detection.Detection[detector.Capacity];
        using var frame = Pictures.Blank(320, 320);
        var count = detector.Detect(frame, into);
        count.ShouldBe(200);
        into[0].Score.ShouldBe(0.4f + (1599 * 1e-4f), 1e-6);
        into.ShouldAllBe(d => d.Score >= 0.4f + (1399 * 1e-4f));
        into.Select(d => d.Score).ShouldBeInOrder(SortDirection.Descending);
    }

    [Theory]
    [InlineData(1, 3, 60, 96)]
    [InlineData(1, 1, 64, 96)]
    [InlineData(1, 3, -1, 96)]
    public void Constructor_InputOfAnotherShape_RefusedByName(long n, long c, long h, long w)
    {
        var session = new FakeSession([n, c, h, w], [1, 1, 16, 24], [1, 4, 16, 24]);
        Should.Throw<InferenceException>(() => new CenterNetDetector(session, 96, 64)).Message.ShouldContain("input");
    }

    [Fact]
    public void Constructor_OutputsOfAnotherShape_RefusedByName()
    {
        var swapped = new FakeSession([1, 3, 64, 96], [1, 4, 16, 24], [1, 1, 16, 24]);
        Should.Throw<InferenceException>(() => new CenterNetDetector(swapped, 96, 64)).Message.ShouldContain("output0");
        var missing = new FakeSession([1, 3, 64, 96], [1, 1, 16, 24]);
        Should.Throw<InferenceException>(() => new CenterNetDetector(missing, 96, 64)).Message.ShouldContain("output 2");
    }

    private void Peak(int column, int row, float score, float left, float top, float right, float bottom)
    {
        var at = (row * Columns) + column;
        _session.Write(0)[at] = score;
        float[] sides = [left, top, right, bottom];
        for (var i = 0; i < 4; i++)
            _session.Write(1)[(i * Rows * Columns) + at] = sides[i];
    }

    private List<Edge.Core.Detection.Detection> Detect(int pictureWidth, int pictureHeight)
    {
        var detector = new CenterNetDetector(_session, pictureWidth, pictureHeight);
        var into = new Edge.Core.Detection.Detection[detector.Capacity];
        using var frame = Pictures.Blank(pictureWidth, pictureHeight);
        var count = detector.Detect(frame, into);
        return [.. into[..count]];
    }

    private static void Close(Box box, float left, float top, float right, float bottom)
    {
        box.Left.ShouldBe(left, 1e-5f);
        box.Top.ShouldBe(top, 1e-5f);
        box.Right.ShouldBe(right, 1e-5f);
        box.Bottom.ShouldBe(bottom, 1e-5f);
    }
}
