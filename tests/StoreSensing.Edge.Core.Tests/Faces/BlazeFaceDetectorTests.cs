using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Core.Tests.Detection;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class BlazeFaceDetectorTests
{
    private readonly FakeSession _session = FakeSession.BlazeFace();

    [Fact]
    public void Detect_FineAnchor_IsAtItsCellsCentre()
    {
        // Row 3, column 5 of 16×16, second of two anchors: centre (5.5·16, 3.5·16).
        Face(0, 2, 16, (((3 * 16) + 5) * 2) + 1, logit: 2, x: 4, y: -2, width: 40, height: 50);
        var found = Detect(256, 256).ShouldHaveSingleItem();
        found.Score.ShouldBe(0.8808f, 1e-4);
        Close(found.Box, (92 - 20) / 256f, (54 - 25) / 256f, (92 + 20) / 256f, (54 + 25) / 256f);
    }

    [Fact]
    public void Detect_CoarseAnchor_IsAtItsCellsCentre()
    {
        // Row 7, column 7 of 8×8, last of six anchors: centre (7.5·32, 7.5·32).
        Face(1, 3, 16, 383, logit: 9, x: 0, y: 0, width: 64, height: 64);
        Close(Detect(256, 256).ShouldHaveSingleItem().Box, 208 / 256f, 208 / 256f, 272 / 256f, 272 / 256f);
    }

    [Fact]
    public void Detect_WidePicture_IsMappedByTheSquareAroundIt()
    {
        Face(0, 2, 16, ((8 * 16) + 8) * 2, logit: 5, x: -8, y: -72, width: 32, height: 32); // (128, 64) of 256
        // 400×200 lies in a square of 400: input pixel × 400/256.
        Close(Detect(400, 200).ShouldHaveSingleItem().Box, 0.4375f, 0.375f, 0.5625f, 0.625f);
    }

    [Fact]
    public void Detect_InARegion_BoxesAreOfTheWholePicture()
    {
        Face(0, 2, 16, ((8 * 16) + 8) * 2, logit: 5, x: -8, y: -8, width: 128, height: 64); // the middle of the region
        var detector = new BlazeFaceDetector(_session);
        var into = new Edge.Core.Detection.Detection[detector.Capacity];
        using var frame = Pictures.Blank(400, 300);
        detector.Detect(frame, new PixelRectangle(100, 50, 200, 200), into).ShouldBe(1);
        Close(into[0].Box, 150 / 400f, 125 / 300f, 250 / 400f, 175 / 300f);
    }

    [Fact]
    public void Detect_ManyAnchorsOfOneFace_GiveOneBest()
    {
        for (var anchor = 0; anchor < 2; anchor++)
            Face(0, 2, 16, (((3 * 16) + 5) * 2) + anchor, logit: 2 + anchor, x: anchor, y: 0, width: 40, height: 40);
        Detect(256, 256).ShouldHaveSingleItem().Score.ShouldBe(0.9526f, 1e-4);
    }

    [Theory]
    [InlineData(float.NaN, 40)]
    [InlineData(5, float.NaN)]
    [InlineData(5, -40)]
    [InlineData(5, 0)]
    [InlineData(-5, 40)]
    public void Detect_Nonsense_FindsNothing(float logit, float width)
    {
        Face(0, 2, 16, 100, logit, x: 0, y: 0, width, height: 40);
        Detect(256, 256).ShouldBeEmpty();
    }

    [Fact]
    public void Detect_EveryAnchorShouts_FillsItsRoomAndNoMore()
    {
        for (var i = 0; i < 512; i++)
            Face(0, 2, 16, i, logit: 3, x: 0, y: 0, width: 1, height: 1);
        for (var i = 0; i < 384; i++)
            Face(1, 3, 16, i, logit: 4, x: 0, y: 0, width: 1, height: 1);
        var found = Detect(256, 256);
        found.Count.ShouldBeInRange(1, 100);
        found[0].Score.ShouldBe(0.982f, 1e-3); // the coarse grid comes last and is surer
    }

    [Fact]
    public void Constructor_OutputsInAnotherOrder_RefusedByName()
    {
        var session = new FakeSession([1, 3, 256, 256], [512, 16], [384, 16], [512, 1], [384, 1]);
        Should.Throw<InferenceException>(() => new BlazeFaceDetector(session)).Message.ShouldContain("output0");
    }

    private void Face(int scores, int boxes, int stride, int anchor, float logit, float x, float y, float width, float height)
    {
        _session.Write(scores)[anchor] = logit;
        float[] regressors = [x, y, width, height];
        regressors.CopyTo(_session.Write(boxes), anchor * stride);
    }

    private List<Edge.Core.Detection.Detection> Detect(int width, int height)
    {
        var detector = new BlazeFaceDetector(_session);
        var into = new Edge.Core.Detection.Detection[detector.Capacity];
        using var frame = Pictures.Blank(width, height);
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
