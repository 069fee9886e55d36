using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Whether a face goes with its body.</summary>
internal enum Company
{
    /// <summary>Nobody knows yet.</summary>
    Open,

    /// <summary>It does, or the body stands still.</summary>
    Together,

    /// <summary>The body moved on and the face did not.</summary>
    LeftBehind,

    /// <summary>The body went so far that there is no doubt: it hangs on the wall.</summary>
    Hanging,
}

/// <summary>
/// Watches whether faces go with the bodies that they were given to: a poster behind a passer-by stays where it is. One sighting says nothing: it is
/// believed with the second one after a way, or once the body has stood still for a moment.
/// </summary>
internal sealed class BodyAndFace(int capacity)
{
    private const float BodyMoved = 0.6f; // face widths: then the face must have moved, too
    private const float NoDoubt = 1.5f;
    private const float AtLeast = 0.5f; // of the body's way
    private const float Elsewhere = 1; // face widths: another face, while the body stands
    private static readonly TimeSpan StandsFrom = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly Pair[] _pairs = new Pair[capacity];

    /// <summary>Takes a sighting of both.</summary>
    public Company See(in TrackSample sample, in Box face)
    {
        ref var pair = ref _pairs[sample.Slot];
        var now = new Pair(sample.Id, sample.At, (sample.Smooth.CentreX, sample.Smooth.Top), (face.CentreX, face.CentreY)) { Last = sample.At };
        var (body, seen) = (Way(pair.BodyAt, now.BodyAt, face), Way(pair.FaceAt, now.FaceAt, face));
        var isSame = pair.TrackId == sample.Id && sample.At - pair.Last <= LongestPause;
        if (!isSame || (body.Length < BodyMoved && seen.Length > Elsewhere))
        {
            pair = now;
            return Company.Open;
        }
        pair.Last = sample.At;
        if (body.Length < BodyMoved)
        {
            if (pair.Verdict == Company.Open && sample.At - pair.Since >= StandsFrom)
                pair.Verdict = Company.Together;
            return pair.Verdict;
        }
        // Along the body's way, in shares of it.
        var share = ((seen.X * body.X) + (seen.Y * body.Y)) / (body.Length * body.Length);
        if (share >= AtLeast)
            pair = now with { Verdict = Company.Together };
        else
            pair.Verdict = body.Length > NoDoubt ? Company.Hanging : Company.LeftBehind;
        return pair.Verdict;
    }

    /// <summary>Forgets a track.</summary>
    public void End(in TrackEnd end) => _pairs[end.Slot] = default;

    private static (float X, float Y, float Length) Way((float X, float Y) from, (float X, float Y) to, in Box face)
    {
        var (x, y) = ((to.X - from.X) / face.Width, (to.Y - from.Y) / face.Height);
        return (x, y, MathF.Sqrt((x * x) + (y * y)));
    }

    private record struct Pair(long TrackId, TimeSpan Since, (float X, float Y) BodyAt, (float X, float Y) FaceAt)
    {
        public TimeSpan Last { get; set; }

        public Company Verdict { get; set; }
    }
}
