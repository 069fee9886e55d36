using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Room for what a face decoder finds before suppression: a face fires in a dozen places. Made once per detector.</summary>
/// <param name="room">Candidates before suppression.</param>
/// <param name="overlap">IoU above which the weaker of two is dropped.</param>
/// <param name="vote">True when those that are dropped help to place the box that stays.</param>
/// <remarks>
/// Voting: Gidaris and Komodakis, "Object Detection via a Multi-Region and Semantic Segmentation-Aware CNN Model" (ICCV 2015), section 5; a box
/// becomes the mean of all that overlap it by half, by their scores. BlazeFace's authors do the same ("blending").
/// </remarks>
internal sealed class FaceBuffer(int room, float overlap, bool vote = false)
{
    private const float SameFace = 0.5f;
    private readonly FaceDetection[] _candidates = new FaceDetection[room];
    private readonly FaceDetection[] _voters = vote ? new FaceDetection[room] : [];

    /// <summary>Begins a picture.</summary>
    public Candidates<FaceDetection> Start() => new(_candidates);

    /// <summary>Suppresses, and copies the best into <paramref name="into"/>; returns how many.</summary>
    public int Finish(in Candidates<FaceDetection> found, int capacity, Span<FaceDetection> into)
    {
        var count = Suppress(found, capacity);
        _candidates.AsSpan(0, count).CopyTo(into);
        return count;
    }

    /// <summary>As the other, without points.</summary>
    public int Finish(in Candidates<FaceDetection> found, int capacity, Span<Detection.Detection> into)
    {
        var count = Suppress(found, capacity);
        for (var i = 0; i < count; i++)
            into[i] = new Detection.Detection(_candidates[i].Box, _candidates[i].Score);
        return count;
    }

    private int Suppress(in Candidates<FaceDetection> found, int capacity)
    {
        var candidates = _candidates.AsSpan(0, found.Count);
        if (vote)
            candidates.CopyTo(_voters);
        var count = Math.Min(NonMaximumSuppression.Apply(candidates, overlap), capacity);
        if (vote)
            foreach (ref var face in candidates[..count])
                face = face with { Box = Voted(face.Box, _voters.AsSpan(0, found.Count)) };
        return count;
    }

    private static Box Voted(in Box box, ReadOnlySpan<FaceDetection> voters)
    {
        float left = 0, top = 0, right = 0, bottom = 0, weight = 0;
        foreach (ref readonly var voter in voters)
        {
            if (voter.Box.Iou(box) < SameFace)
                continue;
            left += voter.Box.Left * voter.Score;
            top += voter.Box.Top * voter.Score;
            right += voter.Box.Right * voter.Score;
            bottom += voter.Box.Bottom * voter.Score;
            weight += voter.Score;
        }
        return weight > 0 ? new Box(left / weight, top / weight, right / weight, bottom / weight) : box;
    }
}
