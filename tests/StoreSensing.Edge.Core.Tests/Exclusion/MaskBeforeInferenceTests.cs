using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Exclusion;

/// <summary>Whoever looks into a picture, sees it masked: detectors, face networks, poses and expressions.</summary>
public sealed class MaskBeforeInferenceTests
{
    // A slanted shape over the second person's face, a sliver, and a part that reaches over the edge.
    private static readonly Polygon[] Masks =
    [
        new([new(0.78, 0.02), new(0.97, 0.06), new(0.92, 0.4), new(0.75, 0.3)]), new([new(0.01, 0.5), new(0.3, 0.5005), new(0.01, 0.501)]), new([new(0.4, 0.9), new(0.6, 0.9), new(0.6, 1.4), new(0.4, 1.4)]),
    ];

    private static readonly bool[] Secret = FindSecret();

    [Theory]
    [InlineData(true, FaceSearch.Picture, true)]
    [InlineData(false, FaceSearch.Picture, true)]
    [InlineData(false, FaceSearch.People, true)]
    [InlineData(true, FaceSearch.Picture, false)]
    [InlineData(false, FaceSearch.Picture, false)]
    [InlineData(false, FaceSearch.People, false)]
    public void Process_WithMasks_NobodySeesAnUnmaskedPixel(bool tracksFaces, FaceSearch search, bool masked)
    {
        var looks = new Dictionary<Looker, (int Times, int Unmasked)>();
        var lane = new WatchedLane(
            plan => plan with { Masks = masked ? Masks : [], Attention = WatchedLane.Display(0.5, 1) }, tracksFaces, search, _ => 0.6, _ => 0.86)
        {
            Paint = PaintSecret,
            Looked = (who, frame) => looks[who] = (looks.GetValueOrDefault(who).Times + 1, looks.GetValueOrDefault(who).Unmasked + SecretPixels(frame)),
        };

        lane.Run(0, 12);

        Looker[] all = tracksFaces ? [Looker.Faces, Looker.Pose, Looker.Expression] : [Looker.People, Looker.Faces, Looker.Pose, Looker.Expression];
        looks.Keys.Order().ShouldBe(all);
        looks.Values.ShouldAllBe(l => l.Times > 5);
        if (masked)
            looks.Values.ShouldAllBe(l => l.Unmasked == 0);
        else
            looks.Values.ShouldAllBe(l => l.Unmasked > 1000 * l.Times); // so the test would see what a mask leaves
    }

    // On nine points of each pixel, by the polygons themselves: independent of how the mask turns them into pixels.
    private static bool[] FindSecret()
    {
        var secret = new bool[WatchedLane.Width * WatchedLane.Height];
        for (var i = 0; i < secret.Length; i++)
            for (var part = 0; part < 9 && !secret[i]; part++)
            {
                var (x, y) = ((i % WatchedLane.Width) + ((1 + (2 * (part % 3))) / 6.0), (i / WatchedLane.Width) + ((1 + (2 * (part / 3))) / 6.0));
                secret[i] = Masks.Any(m => m.Contains(new PlanePoint(x / WatchedLane.Width, y / WatchedLane.Height)));
            }
        return secret;
    }

    private static void PaintSecret(Frame frame)
    {
        for (var i = 0; i < Secret.Length; i++)
            if (Secret[i])
                (frame.Pixels[3 * i], frame.Pixels[(3 * i) + 1], frame.Pixels[(3 * i) + 2]) = (201, 7, 113);
    }

    private static int SecretPixels(Frame frame)
    {
        var seen = 0;
        for (var i = 0; i < Secret.Length; i++)
            if (Secret[i] && frame.Pixels.Slice(3 * i, 3).IndexOfAnyExcept((byte)0) >= 0)
                seen++;
        return seen;
    }
}
