namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>
/// Joins what belongs to one person: a head, a trunk and legs that the background's colour has cut apart lie above each other and together
/// look like somebody upright.
/// </summary>
internal static class BlobMerger
{
    // A standing person with a bag is rarely slimmer than 1 : 4.5, seen from anywhere.
    private const float Slimmest = 4.5f;

    /// <summary>Merges in place and returns how many are left.</summary>
    public static int Merge(Span<Blob> blobs, int count, float largestGap)
    {
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                if (i == j || !Belong(blobs[i], blobs[j], largestGap))
                    continue;
                blobs[Math.Min(i, j)] = blobs[i].Union(blobs[j]);
                blobs[Math.Max(i, j)] = blobs[--count];
                i = -1; // a grown one may reach others
                break;
            }
        }
        return count;
    }

    private static bool Belong(in Blob a, in Blob b, float largestGap)
    {
        var across = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        if (across * 2 < Math.Min(a.Width, b.Width))
            return false;
        var union = a.Union(b);
        var gap = Math.Max(a.Top, b.Top) - Math.Min(a.Bottom, b.Bottom);
        // Already within each other, or a small gap and no wider than its wider part: two people behind one another stay two.
        if (gap < -Math.Min(a.Height, b.Height) / 2)
            return true;
        return gap <= largestGap * union.Height
            && union.Width <= 1.3f * Math.Max(a.Width, b.Width)
            && union.Height <= Slimmest * union.Width;
    }
}
