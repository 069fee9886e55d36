using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>
/// One camera's thread: takes pictures out of the buffer, gives them to the pipeline, hands closed windows on. The pipeline is made with the
/// first picture, because only then its size is known.
/// </summary>
internal sealed class VisionLane(
    CameraConfig camera,
    IFrameSource source,
    WhenFull whenFull,
    Func<Frame, VisionPipeline> makePipeline,
    WindowDesk desk,
    TimeProvider time,
    MergedFloor? floor = null) : ILane
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);
    private readonly RateMeter _rate = new(time);
    private readonly LatestFrameBuffer _buffer = new(whenFull);
    private VisionPipeline? _pipeline;
    private FrameTime _lastFrame;
    private long _lastArrival;
    private int _width;
    private int _height;
    private long _earlierFrames;
    private long _earlierDetections;
    private long _earlierFacesRead;
    private ExcludedSeconds _earlierExcluded;

    /// <summary>The camera's id.</summary>
    public string Camera => camera.Id;

    /// <summary>Width / height of its pictures; null before the first.</summary>
    public double? Aspect { get; private set; }

    /// <summary>Raised when the first picture of a size has come and <see cref="Aspect"/> is known.</summary>
    public event Action? Started;

    /// <summary>Frames analysed so far.</summary>
    public long Frames => _earlierFrames + (_pipeline?.Frames ?? 0);

    /// <summary>People (or faces) found so far, summed over frames.</summary>
    public long Detections => _earlierDetections + (_pipeline?.Detections ?? 0);

    /// <summary>Faces whose expression was read so far.</summary>
    public long FacesRead => _earlierFacesRead + (_pipeline?.FacesRead ?? 0);

    /// <summary>Who was not looked at so far, and why; null where no faces are looked at.</summary>
    public ExcludedSeconds? Excluded => _pipeline?.Excluded?.Plus(_earlierExcluded);

    /// <summary>The fault with which a recording ended, or null.</summary>
    public string? Fault => source.Status.Fault;

    /// <summary>How the camera does.</summary>
    public CameraStatus Status()
    {
        var status = source.Status;
        return new CameraStatus
        {
            Camera = camera.Id,
            State = status.State.ToString().ToLowerInvariant(),
            FramesPerSecond = Math.Round(_rate.PerSecond(), 1),
            FramesAnalysed = Frames,
            FramesDropped = _buffer.Dropped,
            Restarts = status.Restarts,
            Fault = CameraFaults.OnTheWire(status),
        };
    }

    /// <summary>Runs until the recording ends or the token is cancelled; then ends every visit and hands the last windows on.</summary>
    /// <exception cref="FrameSourceException">The source can't work at all.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var capture = source.RunAsync(_buffer, cancellation);
        await Task.Factory.StartNew(() => Work(cancellation), TaskCreationOptions.LongRunning);
        await capture;
    }

    public void Dispose() => _buffer.Dispose();

    private void Work(CancellationToken cancellation)
    {
        try
        {
            while (Take(cancellation))
                HandOver();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The agent stops: what was seen so far is still handed over.
        }
        finally
        {
            HandOverRest();
            floor?.Leave(camera.Id);
            desk.Leave(camera.Id);
        }
    }

    private bool Take(CancellationToken cancellation)
    {
        using var frame = _buffer.Read(Patience, cancellation, out var arrived);
        if (frame is null)
            return !arrived;
        if (_pipeline is null || frame.Width != _width || frame.Height != _height)
            Begin(frame);
        _lastFrame = frame.Time;
        _lastArrival = time.GetTimestamp();
        _pipeline!.Process(frame);
        _rate.Count();
        return true;
    }

    // A camera that comes back with another picture size is a new beginning: what was seen before is handed over first.
    private void Begin(Frame frame)
    {
        HandOverRest();
        _earlierFrames += _pipeline?.Frames ?? 0;
        _earlierDetections += _pipeline?.Detections ?? 0;
        _earlierFacesRead += _pipeline?.FacesRead ?? 0;
        _earlierExcluded = _earlierExcluded.Plus(_pipeline?.Excluded ?? default);
        (_width, _height) = (frame.Width, frame.Height);
        _pipeline = makePipeline(frame);
        Aspect = (double)frame.Width / frame.Height;
        desk.Join(camera.Id);
        floor?.Begin(camera.Id);
        Started?.Invoke();
    }

    private void HandOverRest()
    {
        if (_pipeline is null)
            return;
        floor?.Interrupt(camera.Id);
        foreach (var window in _pipeline.Stop(_lastFrame))
            desk.Add(window);
    }

    // While a live camera is silent its windows still end on time; a recording's time stands still with it.
    private void HandOver()
    {
        if (_pipeline is null)
            return;
        var silence = whenFull == WhenFull.DropOldest ? time.GetElapsedTime(_lastArrival) : TimeSpan.Zero;
        var now = new FrameTime(_lastFrame.Utc + silence, _lastFrame.Elapsed + silence);
        while (_pipeline.Close(now) is { } window)
            desk.Add(window);
        floor?.HandOver(camera.Id, now);
    }
}
