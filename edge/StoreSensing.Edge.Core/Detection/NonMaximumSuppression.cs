namespace StoreSensing.Edge.Core.Detection;

/// <summary>Greedy non-maximum suppression.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// Sorts by score, best first, and drops every box whose IoU with a better one exceeds <paramref name="iou"/>.
    /// Returns how many are left, at the front. Idempotent; allocates nothing.
    /// </summary>
    public static int Apply<T>(Span<T> found, float iou)
        where T : struct, IScoredBox
    {
        found.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        foreach (var candidate in found)
        {
            if (!Overlaps(candidate.Box, found[..kept], iou))
                found[kept++] = candidate;
        }
        return kept;
    }

    private static bool Overlaps<T>(in Box box, ReadOnlySpan<T> kept, float iou)
        where T : struct, IScoredBox
    {
        foreach (ref readonly var other in kept)
            if (box.Iou(other.Box) > iou)
                return true;
        return false;
    }
}
