using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>
/// Which of a detector's scores the tracker may rely on. Detectors' scores mean different things: each row was read off the scores of right and
/// wrong boxes on labelled pictures (README, "Measured").
/// </summary>
internal static class DetectorTracking
{
    private static readonly TimeSpan MergedBridge = TimeSpan.FromSeconds(0.8);

    /// <summary>The tracker's rules for a camera.</summary>
    /// <param name="camera">The camera; a threshold of its own moves the doubtful score.</param>
    /// <param name="gapSeconds">A track must outlive the visits' gap, or an occluded visitor within it would come back as another one.</param>
    /// <param name="merged">True when the camera's people are merged with other cameras' before they are counted, which waits for no long gap.</param>
    public static TrackerOptions Options(CameraConfig camera, double gapSeconds, bool merged)
    {
        var (sure, start, doubtful) = Scores(camera.Detector);
        var link = TimeSpan.FromSeconds(Math.Max(2, gapSeconds + 0.5));
        return new TrackerOptions
        {
            SureScore = sure,
            StartScore = start,
            DoubtfulScore = Math.Min(doubtful, (float)(camera.Threshold ?? doubtful)),
            LostAfter = TimeSpan.FromSeconds(Math.Max(1.5, gapSeconds + 0.5)),
            LinkWithin = link,
            // Who is found again was there meanwhile: behind a post, or behind somebody else.
            BridgeWithin = merged ? MergedBridge : link,
        };
    }

    private static (float Sure, float Start, float Doubtful) Scores(string detector) => detector switch
    {
        "centernet" => (0.3f, 0.4f, 0.2f),
        "picodet" => (0.4f, 0.6f, 0.2f), // what stands about, signs and posts, scores up to 0.55
        "motion" => (0.3f, 0.4f, 0.1f),
        _ => (0.45f, 0.45f, 0.1f),
    };
}
