using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Twin;
using StoreSensing.Twin.Lanes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>When a simulation runs.</summary>
/// <param name="Start">Its first instant.</param>
/// <param name="End">Up to here as fast as it can.</param>
/// <param name="GoesOn">From there on at the clock's pace, until it is stopped.</param>
/// <param name="Seed">Which of all possible weeks.</param>
internal sealed record TwinSpan(DateTimeOffset Start, DateTimeOffset End, bool GoesOn, ulong Seed);

/// <summary>All floors of a configuration as a simulation, in step, straight to the window desk: zones, lines and heat without pictures.</summary>
internal sealed class TwinLane : ILane
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);
    private readonly TwinSpan _span;
    private readonly WindowDesk _desk;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<(StoreWorld World, TruthLane Lane, string Camera)> _floors;
    private long _frames;
    private long _people;
    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _ended;

    public TwinLane(IReadOnlyList<TwinFloor> floors, TwinSpan span, WindowDesk desk, TimeProvider time)
    {
        (_span, _desk, _time) = (span, desk, time);
        _floors = [.. floors.Select(f => (
            new StoreWorld(f.Scene, new TwinOptions { Start = span.Start, Seed = span.Seed, Step = Step, LocalOffset = TimeZoneInfo.Local.GetUtcOffset(span.Start) }),
            new TruthLane(f.Plan, [.. f.Cameras.Select(c => c.View)]),
            f.Plan.Camera))];
        Camera = floors[0].Plan.Camera;
    }

    public event Action? Started;

    public string Camera { get; }

    public double? Aspect => null;

    public long Frames => Interlocked.Read(ref _frames);

    public long Detections => Interlocked.Read(ref _people);

    public long FacesRead => 0;

    public ExcludedSeconds? Excluded => null;

    public string? Fault => null;

    /// <summary>Ends when the span's end is reached, or the simulation.</summary>
    public Task Filled => _filled.Task;

    public CameraStatus Status() => new()
    {
        Camera = Camera,
        State = _ended ? "ended" : "streaming",
        FramesPerSecond = 1 / Step.TotalSeconds,
        FramesAnalysed = Frames,
        FramesDropped = 0,
        Restarts = 0,
        Fault = null,
    };

    public Task RunAsync(CancellationToken cancellation) => Task.Factory.StartNew(() => Work(cancellation), TaskCreationOptions.LongRunning);

    public void Dispose()
    {
    }

    private void Work(CancellationToken cancellation)
    {
        foreach (var (_, _, camera) in _floors)
            _desk.Join(camera);
        Started?.Invoke();
        try
        {
            while (!cancellation.IsCancellationRequested && Now < _span.End)
                Move();
            _filled.TrySetResult();
            while (_span.GoesOn && !cancellation.IsCancellationRequested)
                if (Now < _time.GetUtcNow())
                    Move();
                else
                    cancellation.WaitHandle.WaitOne(Step);
        }
        finally
        {
            _ended = true;
            _filled.TrySetResult();
            foreach (var (world, lane, camera) in _floors)
            {
                foreach (var window in lane.Stop(world))
                    _desk.Add(window);
                _desk.Leave(camera);
            }
        }
    }

    private DateTimeOffset Now => _floors[0].World.Now.Utc;

    private void Move()
    {
        var people = 0;
        foreach (var (world, lane, _) in _floors)
        {
            world.Step();
            lane.Take(world);
            people += world.Samples.Length;
            while (lane.Close(world) is { } window)
                _desk.Add(window);
        }
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _people, people);
    }
}
