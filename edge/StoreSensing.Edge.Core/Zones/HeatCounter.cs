using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// Person-seconds per cell: each sample holds until the track's next one, if that comes within the gap. And where tracks begin and end: at
/// doors and at the picture's edges, but also where somebody is lost in the middle of the floor, which looks just the same from here.
/// </summary>
internal sealed class HeatCounter(Surface surface, WindowSequence<LaneWindow> windows, TimeSpan gap, int capacity)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly Step[] _steps = new Step[capacity];

    /// <summary>Takes one sighting.</summary>
    public void Sample(in TrackSample sample, PlanePoint position)
    {
        ref var step = ref _steps[sample.Slot];
        var cell = surface.CellOf(position);
        if (!step.Active && cell >= 0)
            windows.At(sample.At).Entries[cell]++;
        if (step.Active && step.Cell >= 0 && sample.At - step.At <= gap + Rounding)
            Add(windows.At(step.At), step.Cell, (sample.At - step.At).TotalSeconds, sample.Id);
        step = new Step(true, sample.At, cell);
    }

    /// <summary>Forgets a track; its last sample adds no time.</summary>
    public void End(in TrackEnd end) => End(end.Slot, windows.At(end.LastSeen));

    /// <summary>Ends those who were not seen from the window's end on: no track lives so long unseen, even if no picture came to say so.</summary>
    public void Close(LaneWindow window)
    {
        for (var slot = 0; slot < _steps.Length; slot++)
            if (_steps[slot].At < window.To)
                End(slot, window);
    }

    /// <summary>Forgets everybody: the agent stops, nobody went.</summary>
    public void Stop() => _steps.AsSpan().Clear();

    private static void Add(LaneWindow window, int cell, double seconds, long trackId)
    {
        window.Heat[cell] += seconds;
        window.People.Add(trackId, cell, seconds);
    }

    private void End(int slot, LaneWindow window)
    {
        ref var step = ref _steps[slot];
        if (step.Active && step.Cell >= 0)
            window.Exits[step.Cell]++;
        step = default;
    }

    private readonly record struct Step(bool Active, TimeSpan At, int Cell);
}
