using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// Says whether a track that has just become believed goes on where a lost one ended: both are carried, each at its own velocity, to the
/// middle of the gap, and must meet there at about the same size. Where the floor is known, nobody runs faster than people do in a shop.
/// </summary>
/// <remarks>
/// Links tracklets by motion alone, as Du et al., "StrongSORT" (IEEE TMM 2023), do afterwards over whole videos (AFLink); here it is done as soon
/// as the new track has a direction, so nothing is learnt and nothing waits longer than the birth of a track does anyway.
/// </remarks>
internal static class TrackLink
{
    private const float Reach = 0.2f; // distance at the meeting point, in heights,
    private const float ReachGrowth = 0.2f; // and what a second of gap adds
    private const float SizeRatio = 1.75f;
    private const float WidthsPerHeight = 0.41f;
    private const double FastestMetresPerSecond = 3; // walking is 1.3 ± 0.3 (Weidmann 1993); above 2.2 people run
    private const double FloorTolerance = 1; // metres: far feet are that uncertain

    /// <summary>The best-fitting lost track of those in <paramref name="slots"/>, or −1.</summary>
    public static int Find(ReadOnlySpan<Track> tracks, ReadOnlySpan<int> slots, in Track born, TimeSpan within, Placement? floor)
    {
        var (best, least) = (-1, 1f);
        foreach (var slot in slots)
        {
            ref readonly var lost = ref tracks[slot];
            if (!lost.Believed || lost.Matched || lost.LastSeen >= born.FirstSeen || born.FirstSeen - lost.LastSeen > within)
                continue;
            var distance = Distance(lost, born);
            if (distance < least && IsWalkable(lost, born, floor))
                (best, least) = (slot, distance);
        }
        return best;
    }

    private static bool IsWalkable(in Track lost, in Track born, Placement? floor)
    {
        if (floor is not { IsMetric: true } || !floor.TryPlace(lost.LastSmooth, out var from) || !floor.TryPlace(born.FirstBox, out var to))
            return true;
        var gap = (born.FirstSeen - lost.LastSeen).TotalSeconds;
        return Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2)) <= FloorTolerance + (FastestMetresPerSecond * gap);
    }

    // In units of what is still believed: below 1 they may be one.
    private static float Distance(in Track lost, in Track born)
    {
        var ratio = born.FirstBox.Height / lost.LastSmooth.Height;
        if (!(ratio is < SizeRatio and > 1 / SizeRatio))
            return float.PositiveInfinity;
        var gap = (float)(born.FirstSeen - lost.LastSeen).TotalSeconds;
        var seen = (float)(born.LastSeen - born.FirstSeen).TotalSeconds;
        var (backX, backY) = seen > 0
            ? ((born.LastSmooth.CentreX - born.FirstBox.CentreX) / seen, (born.LastSmooth.CentreY - born.FirstBox.CentreY) / seen)
            : (0, 0);
        var half = gap / 2;
        var x = lost.LastSmooth.CentreX + (lost.LastVelocityX * half) - (born.FirstBox.CentreX - (backX * half));
        var y = lost.LastSmooth.CentreY + (lost.LastVelocityY * half) - (born.FirstBox.CentreY - (backY * half));
        x /= (lost.LastSmooth.Width + born.FirstBox.Width) / 2 / WidthsPerHeight;
        y /= (lost.LastSmooth.Height + born.FirstBox.Height) / 2;
        return MathF.Sqrt((x * x) + (y * y)) / (Reach + (ReachGrowth * gap));
    }
}
