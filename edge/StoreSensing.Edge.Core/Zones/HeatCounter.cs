using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>Person-seconds per cell: each sample holds until the track's next one, if that comes within the gap.</summary>
internal sealed class HeatCounter(Surface surface, WindowSequence windows, TimeSpan gap, int capacity)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly Step[] _steps = new Step[capacity];

    /// <summary>Takes one sighting.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        ref var step = ref _steps[sample.Slot];
        if (step.Active && step.Cell >= 0 && sample.At - step.At <= gap + Rounding)
            windows.At(step.At).Heat[step.Cell] += (sample.At - step.At).TotalSeconds;
        step = new Step(true, sample.At, surface.CellOf(position));
    }

    /// <summary>Forgets a track; its last sample adds nothing.</summary>
    public void End(in TrackEnd end) => _steps[end.Slot] = default;

    private readonly record struct Step(bool Active, TimeSpan At, int Cell);
}
