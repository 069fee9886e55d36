using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Twin;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>Drawn pictures of simulated people at the pace of a camera, for <c>input: twin:…</c>. It never ends by itself and can't fail.</summary>
internal sealed class TwinFrameSource : IFrameSource
{
    private const int DefaultWidth = 640;
    private readonly TimeProvider _time;
    private readonly TimeSpan _step;
    private readonly StoreWorld _world;
    private readonly PictureOf _picture;
    private readonly FramePool _pool;
    private long _frames;
    private volatile bool _ended;

    public TwinFrameSource(CameraConfig config, TimeProvider time)
    {
        _time = time;
        var input = TwinInput.Parse(config.Input);
        _step = TimeSpan.FromSeconds(1 / config.FramesPerSecond);
        var start = time.GetUtcNow();
        _world = new StoreWorld(
            BuiltInScenes.Of(input.Scene) with { Arrivals = WeeklyRate.Always(90), Passers = WeeklyRate.Always(240) }, // there is something to see at night, too
            new TwinOptions { Start = start, Seed = input.Seed, Step = _step, LocalOffset = TimeZoneInfo.Local.GetUtcOffset(start) });
        var camera = BuiltInScenes.CamerasOf(input.Scene)[input.Camera - 1];
        var width = config.Width ?? DefaultWidth;
        var height = Math.Max(1, (int)Math.Round(width / camera.Aspect));
        _picture = new PictureOf(_world.Scene, camera, width, height);
        _pool = new FramePool(width, height);
    }

    public FrameSourceStatus Status => new(_ended ? FrameSourceState.Ended : Interlocked.Read(ref _frames) == 0 ? FrameSourceState.Starting : FrameSourceState.Streaming, Interlocked.Read(ref _frames), 0, null);

    public bool IsPaced => true;

    public async Task RunAsync(LatestFrameBuffer into, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_step, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                _world.Step();
                var frame = _pool.Rent();
                _picture.Draw(_world.Samples, frame.Pixels);
                frame.Time = _world.Now;
                await into.WriteAsync(frame, cancellation);
                Interlocked.Increment(ref _frames);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The agent stops.
        }
        finally
        {
            _ended = true;
            into.Complete();
        }
    }
}
