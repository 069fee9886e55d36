using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// Person-seconds per cell while a person lingers: stays within 0.75 m of a point for 3 s or longer, from the first moment on. Somebody who
/// keeps on walking, even at a quarter of a metre a second, leaves the circle before. Allocates nothing per sample.
/// </summary>
/// <remarks>
/// Stay points of Li, Zheng, Xie, Chen, Liu and Ma, "Mining User Similarity Based on Location History", ACM GIS 2008: a run of samples none of
/// which is farther than a distance from the run's first, and which lasts for a time. One differs: after a run that was too short the next
/// begins at the sample that left the circle, not at the second of the run, which would need all samples again. 3 s is the engaged visit's.
/// On a picture nobody knows metres, so the circle is 0.45 body heights (0.75 m of 1.70 m) of the person in it.
/// </remarks>
internal sealed class LingerCounter(Surface surface, WindowSequence<LaneWindow> windows, TimeSpan gap, int capacity)
{
    private const double RadiusMetres = 0.75;
    private const double RadiusBodyHeights = 0.45;
    private const int RunsPerTrack = 16;

    /// <summary>From when on it is lingering.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly Stand[] _stands = new Stand[capacity];
    private readonly Run[] _runs = new Run[capacity * RunsPerTrack];

    /// <summary>Takes one sighting; the person's height is a share of the picture's.</summary>
    public void Sample(in TrackSample sample, PlanePoint position, double bodyHeight)
    {
        ref var stand = ref _stands[sample.Slot];
        if (!stand.Active || sample.At - stand.Last > gap + Rounding)
        {
            stand = new Stand(sample.At, position, surface.CellOf(position));
            return;
        }
        if (stand.Cell >= 0)
            Hold(ref stand, sample);
        if (!IsNear(stand.Anchor, position, bodyHeight))
        {
            stand = new Stand(sample.At, position, surface.CellOf(position));
            return;
        }
        (stand.Last, stand.Cell) = (sample.At, surface.CellOf(position));
        if (!stand.Lingers && sample.At - stand.Since >= After - Rounding)
            Confirm(ref stand, sample);
    }

    /// <summary>Forgets a track.</summary>
    public void End(in TrackEnd end) => _stands[end.Slot] = default;

    private void Hold(ref Stand stand, in TrackSample sample)
    {
        var seconds = (sample.At - stand.Last).TotalSeconds;
        if (stand.Lingers)
            Add(windows.At(stand.Last), stand.Cell, seconds, sample.Id);
        else
            Note(ref stand, sample.Slot, seconds);
    }

    // Until it is known whether it is lingering, seconds wait: one run for each cell and window. Who touches more than
    // sixteen cells in three seconds within the circle has cells far smaller than it, and what comes then goes to the last.
    private void Note(ref Stand stand, int slot, double seconds)
    {
        var runs = _runs.AsSpan(slot * RunsPerTrack, RunsPerTrack);
        var window = windows.At(stand.Last);
        foreach (ref var run in runs[..stand.Runs])
        {
            if (run.Cell != stand.Cell || run.At < window.From)
                continue;
            run.Seconds += seconds;
            return;
        }
        if (stand.Runs == RunsPerTrack)
            runs[stand.Runs - 1].Seconds += seconds;
        else
            runs[stand.Runs++] = new Run { Cell = stand.Cell, At = stand.Last, Seconds = seconds };
    }

    private void Confirm(ref Stand stand, in TrackSample sample)
    {
        stand.Lingers = true;
        foreach (ref readonly var run in _runs.AsSpan(sample.Slot * RunsPerTrack, stand.Runs))
            Add(windows.At(run.At), run.Cell, run.Seconds, sample.Id);
        stand.Runs = 0;
    }

    private static void Add(LaneWindow window, int cell, double seconds, long trackId)
    {
        window.Linger[cell] += seconds;
        window.Lingerers.Add(trackId, cell, seconds);
    }

    private bool IsNear(PlanePoint a, PlanePoint b, double bodyHeight)
    {
        var isFloor = surface.Unit == SurfaceUnit.Metre;
        var x = (b.X - a.X) * (isFloor ? 1 : surface.Aspect);
        var y = b.Y - a.Y;
        var radius = isFloor ? RadiusMetres : RadiusBodyHeights * bodyHeight;
        return (x * x) + (y * y) <= radius * radius;
    }

    private struct Stand(TimeSpan since, PlanePoint anchor, int cell)
    {
        public readonly bool Active = true;
        public readonly TimeSpan Since = since;
        public readonly PlanePoint Anchor = anchor;
        public TimeSpan Last = since;
        public int Cell = cell;
        public bool Lingers;
        public int Runs;
    }

    private struct Run
    {
        public int Cell;
        public TimeSpan At;
        public double Seconds;
    }
}
