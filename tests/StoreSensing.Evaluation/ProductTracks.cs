using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation;

/// <summary>The product's tracker on a MOTChallenge sequence, with the product's one configuration.</summary>
public static class ProductTracks
{
    /// <summary>
    /// The samples that the product counts with. Some come late: those before a track is believed (0.2 s) and those in gaps (2 s at most).
    /// With <paramref name="late"/> false only those that are told in their own frame are given, as peers that never look back give them.
    /// </summary>
    public static IReadOnlyList<MotBox> Of(MotSequence sequence, bool late = true)
    {
        var tracker = new Tracker(new TrackerOptions(), firstId: 1);
        var boxes = new List<MotBox>();
        var frame = 0;
        foreach (var detections in Frames(sequence))
        {
            var now = Time(sequence, ++frame);
            tracker.Update(detections, now);
            foreach (ref readonly var sample in tracker.Samples)
                if (late || sample.At == now)
                    boxes.Add(Pixels(sequence, sample));
        }
        return boxes;
    }

    /// <summary>A sequence's detections as the product takes them, by frame.</summary>
    public static IReadOnlyList<Detection[]> Frames(MotSequence sequence) =>
        [.. sequence.ByFrame(sequence.Detections).Select(frame => frame.Select(d => Share(sequence, d)).ToArray())];

    /// <summary>Monotonic time of a 1-based frame.</summary>
    public static TimeSpan Time(MotSequence sequence, int frame) => TimeSpan.FromSeconds(frame / sequence.FrameRate);

    private static Detection Share(MotSequence s, in MotBox d) => new(
        new Box((float)(d.Left / s.Width), (float)(d.Top / s.Height), (float)((d.Left + d.Width) / s.Width), (float)((d.Top + d.Height) / s.Height)),
        (float)Math.Clamp(d.Confidence, 0, 1));

    private static MotBox Pixels(MotSequence s, in TrackSample sample) => new(
        (int)Math.Round(sample.At.TotalSeconds * s.FrameRate), (int)sample.Id,
        sample.Smooth.Left * s.Width, sample.Smooth.Top * s.Height, sample.Smooth.Width * s.Width, sample.Smooth.Height * s.Height, 1, 1);
}
