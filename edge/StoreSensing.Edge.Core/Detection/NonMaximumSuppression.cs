namespace StoreSensing.Edge.Core.Detection;

/// <summary>Greedy non-maximum suppression.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// Sorts by score, best first, and drops every box whose IoU with a better one exceeds <paramref name="iou"/>.
    /// Returns how many are left, at the front. Idempotent; allocates nothing.
    /// </summary>
    public static int Apply(Span<Detection> detections, float iou)
    {
        detections.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        foreach (var candidate in detections)
        {
            if (!Overlaps(candidate.Box, detections[..kept], iou))
                detections[kept++] = candidate;
        }
        return kept;
    }

    private static bool Overlaps(in Box box, ReadOnlySpan<Detection> kept, float iou)
    {
        foreach (ref readonly var other in kept)
            if (box.Iou(other.Box) > iou)
                return true;
        return false;
    }
}
