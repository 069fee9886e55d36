using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>
/// Where the lanes of the cameras on the floor plan meet: locks the merger, hands its windows to the desk. Thread-safe; a camera is fed from one
/// thread. Recordings are read as fast as they can be, so the one that is ahead waits here for the others.
/// </summary>
internal sealed class MergedFloor(FloorMerger merger, IReadOnlyList<string> cameras, bool recordings, WindowDesk desk)
{
    /// <summary>The name under which its windows are gathered; no camera can have it, ids hold no colon.</summary>
    public const string Name = "merged:floor";

    // Less than a track's path in the merger holds, more than two pictures of the slowest camera allowed.
    private static readonly TimeSpan AheadAtMost = TimeSpan.FromSeconds(1);
    private readonly object _lock = new();
    private readonly HashSet<string> _left = [];
    private bool _joined;

    /// <summary>Where a camera's pipeline puts its sightings.</summary>
    public IFloorCounter Input(string camera) => new LockedInput(this, IndexOf(camera));

    /// <summary>A camera's first picture (of a size) has come.</summary>
    public void Begin(string camera)
    {
        lock (_lock)
        {
            merger.Return(IndexOf(camera));
            if (!_joined)
                desk.Join(Name);
            _joined = true;
        }
    }

    /// <summary>A camera begins anew: whom it was following is somebody else afterwards.</summary>
    public void Interrupt(string camera)
    {
        lock (_lock)
        {
            merger.Leave(IndexOf(camera));
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Hands on what is complete when a camera's time is <paramref name="now"/>.</summary>
    public void HandOver(string camera, FrameTime now)
    {
        var closed = new List<RawWindow>();
        lock (_lock)
            while (merger.Close(IndexOf(camera), now) is { } window)
                closed.Add(window);
        Add(closed);
    }

    /// <summary>A camera delivers no more; after the last one everything is handed on.</summary>
    public void Leave(string camera)
    {
        IReadOnlyList<RawWindow> rest = [];
        bool isLast;
        lock (_lock)
        {
            merger.Leave(IndexOf(camera));
            if (!_left.Add(camera))
                return;
            isLast = _left.Count == cameras.Count;
            if (isLast)
                rest = merger.Stop();
            Monitor.PulseAll(_lock);
        }
        Add(rest);
        if (isLast) // whoever stopped the merger, or the device's window might go out without the floor
            desk.Leave(Name);
    }

    private void Add(IReadOnlyList<RawWindow> windows)
    {
        foreach (var window in windows)
            desk.Add(window);
    }

    private int IndexOf(string camera)
    {
        for (var i = 0; i < cameras.Count; i++)
            if (cameras[i] == camera)
                return i;
        throw new ArgumentException($"camera '{camera}' is not on the floor plan", nameof(camera));
    }

    private sealed class LockedInput(MergedFloor floor, int camera) : IFloorCounter
    {
        private readonly IFloorCounter _input = floor.Merger.Input(camera);

        public void Observe(FrameTime now)
        {
            lock (floor._lock)
                _input.Observe(now);
        }

        public void Sample(in TrackSample sample, PlanePoint position)
        {
            lock (floor._lock)
                _input.Sample(sample, position);
        }

        public void End(in TrackEnd end)
        {
            lock (floor._lock)
                _input.End(end);
        }

        public void Tick(TimeSpan now)
        {
            lock (floor._lock)
            {
                _input.Tick(now);
                Monitor.PulseAll(floor._lock);
                // The slowest camera never waits, and whoever leaves is not waited for, so this ends.
                while (floor.Recordings && floor.Merger.Ahead(camera) > AheadAtMost)
                    Monitor.Wait(floor._lock);
            }
        }
    }

    private FloorMerger Merger => merger;

    private bool Recordings => recordings;
}
