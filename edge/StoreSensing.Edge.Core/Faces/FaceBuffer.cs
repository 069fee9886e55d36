using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Room for what a face decoder finds before suppression: a face fires in a dozen places. Made once per detector.</summary>
/// <param name="room">Candidates before suppression.</param>
/// <param name="overlap">IoU above which the weaker of two is dropped.</param>
internal sealed class FaceBuffer(int room, float overlap)
{
    private readonly FaceDetection[] _candidates = new FaceDetection[room];

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

    private int Suppress(in Candidates<FaceDetection> found, int capacity) =>
        Math.Min(NonMaximumSuppression.Apply(_candidates.AsSpan(0, found.Count), overlap), capacity);
}
