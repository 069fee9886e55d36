using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>Pictures from anything that ffmpeg reads: one child process, raw RGB on a pipe, into pooled memory.</summary>
/// <remarks>
/// <see cref="RunAsync"/> owns one thread, which starts the child, reads it and hands its pictures over; a timer watches that pictures come.
/// Cancelling ends the child and returns without an exception. <see cref="Status"/> may be read from anywhere. A recording that ended with a
/// <see cref="FrameSourceStatus.Fault"/> was not whole.
/// </remarks>
public sealed partial class FfmpegFrameSource : IFrameSource
{
    // After this long without a fault a source counts as healthy, and its next fault is again a first one.
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(30);

    private readonly CameraOptions _options;
    private readonly CameraAddress _address;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SourceState _state = new();
    private readonly Backoff _delay;
    private readonly SourceClock _clock;
    private FramePool? _pool;
    private volatile FfmpegProcess? _child;

    /// <summary>Throws <see cref="FrameSourceException"/> when the options make no sense.</summary>
    public FfmpegFrameSource(CameraOptions options, TimeProvider time, ILogger<FfmpegFrameSource>? logger = null)
    {
        if (options.Problems() is [var problem, ..])
            throw new FrameSourceException(problem);
        _options = options;
        _address = CameraAddress.Parse(options.Input);
        _time = time;
        _logger = logger ?? NullLogger<FfmpegFrameSource>.Instance;
        _delay = new Backoff(options.RestartAfter, options.RestartAtMost, Random.Shared.NextDouble);
        _clock = new SourceClock(time, _address.IsLive, FfmpegCommand.IsPaced(options, _address), options.StartUtc);
    }

    /// <inheritdoc/>
    public FrameSourceStatus Status => _state.Read();

    /// <summary>True for a camera or an address: times come from the clock and faults lead to a new attempt.</summary>
    public bool IsLive => _address.IsLive;

    /// <summary>True when pictures come at the pace at which they were taken, and waiting for a slow reader would make them old.</summary>
    public bool IsPaced => IsLive || FfmpegCommand.IsPaced(_options, _address);

    /// <summary>The source's name for people: no path, no credentials.</summary>
    public string Name => _address.Shown;

    /// <summary>Pictures in memory at once, most so far.</summary>
    public int PooledFrames => _pool?.Allocated ?? 0;

    internal int? ChildId => _child?.Id;

    /// <inheritdoc/>
    public Task RunAsync(LatestFrameBuffer into, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(into, done, cancellation)) { IsBackground = true, Name = "camera" };
        thread.Start();
        return done.Task;
    }

    private void Run(LatestFrameBuffer into, TaskCompletionSource done, CancellationToken cancellation)
    {
        try
        {
            RunPasses(into, cancellation);
            _state.Set(FrameSourceState.Ended);
            into.Complete();
            done.SetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _state.Set(FrameSourceState.Ended);
            into.Complete();
            done.SetResult();
        }
        catch (Exception fault)
        {
            _state.Set(FrameSourceState.Failed, _address.Redact(fault.Message));
            into.Complete();
            done.SetException(fault);
        }
    }

    private void RunPasses(LatestFrameBuffer into, CancellationToken cancellation)
    {
        var plan = SourcePlan.Make(_options, _address, cancellation);
        using var watch = new StallWatch(_time, _options.StallAfter, Stalled);
        while (true)
        {
            _state.BeginPass();
            var started = _time.GetTimestamp();
            _clock.BeginPass(plan.Step);
            var pass = ReadPass(plan, watch, into, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (_address.IsLive)
            {
                if (pass.Frames > 0 && _time.GetElapsedTime(started) >= Healthy)
                    _delay.Reset();
                PauseBeforeRestart(pass, cancellation);
            }
            else if (!Recorded(plan, pass) || !_options.Loop)
            {
                return;
            }
        }
    }

    /// <summary>Runs one child from start to end.</summary>
    private SourcePass ReadPass(SourcePlan plan, StallWatch watch, LatestFrameBuffer into, CancellationToken cancellation)
    {
        using var child = FfmpegProcess.Start(plan.Ffmpeg, plan.Arguments, _address);
        _child = child;
        using var cancelled = cancellation.Register(child.Kill);
        var frames = 0L;
        var last = TimeSpan.Zero;
        string? broken = null;
        try
        {
            var reader = new NutReader(child.Output);
            watch.Begin(_options.StartWithin > _options.StallAfter ? _options.StartWithin : _options.StallAfter);
            if (reader.ReadHeader())
            {
                var pool = PoolFor(reader.Width, reader.Height);
                while (ReadFrame(reader, pool, out var streamTime) is { } frame)
                {
                    watch.End();
                    frames++;
                    last = streamTime;
                    _state.Streaming();
                    Deliver(frame, into, cancellation);
                    watch.Begin(_options.StallAfter);
                }
            }
        }
        catch (InvalidDataException fault)
        {
            broken = fault.Message;
            child.Kill();
        }
        finally
        {
            watch.End();
            _child = null;
        }
        var (exitCode, reason) = child.Finish();
        return new SourcePass(frames, last, exitCode, broken ?? reason);
    }

    private Frame? ReadFrame(NutReader reader, FramePool pool, out TimeSpan streamTime)
    {
        if (!reader.ReadFrameHeader(out streamTime))
            return null;
        var frame = pool.Rent();
        try
        {
            if (reader.ReadPixels(frame.Pixels))
            {
                frame.Time = _clock.Stamp(streamTime);
                return frame;
            }
        }
        catch
        {
            frame.Dispose();
            throw;
        }
        frame.Dispose(); // half a picture is none
        return null;
    }

    private static void Deliver(Frame frame, LatestFrameBuffer into, CancellationToken cancellation)
    {
        var written = into.WriteAsync(frame, cancellation);
        if (written.IsCompletedSuccessfully)
            written.GetAwaiter().GetResult();
        else
            written.AsTask().GetAwaiter().GetResult(); // a recording waits for its reader; this thread has nothing else to do
    }

    private FramePool PoolFor(int width, int height)
    {
        if (_pool is null || _pool.Width != width || _pool.Height != height)
            _pool = new FramePool(width, height);
        return _pool;
    }

    /// <summary>Notes how a pass of a recording ended; false when it was not whole: it would break off at the same place again.</summary>
    private bool Recorded(SourcePlan plan, in SourcePass pass)
    {
        if (pass.Frames == 0 && _state.Read().FramesRead == 0)
            throw _state.IsStalled
                ? new FrameSourceException($"'{Name}' gave no picture within {_options.StartWithin.TotalSeconds:0.#} s")
                : VideoProbe.NotVideo(_address, pass.Reason);
        if (plan.Shortfall(pass, Name, _state.IsStalled) is not { } fault)
            return true;
        _state.Fault(fault);
        LogBrokeOff(fault);
        return false;
    }

    private void PauseBeforeRestart(in SourcePass pass, CancellationToken cancellation)
    {
        var fault = _state.IsStalled ? _state.Read().Fault!
            : pass.Frames > 0 ? $"'{Name}' broke off" + (pass.Reason is null ? "" : $": {pass.Reason}")
            : $"'{Name}' gives no picture" + (pass.Reason is null ? "" : $": {pass.Reason}");
        var pause = _delay.Next();
        if (!_state.IsStalled)
            _state.Set(FrameSourceState.Restarting, fault);
        LogRestart(fault, pause.TotalSeconds);
        cancellation.WaitHandle.WaitOne(pause);
        cancellation.ThrowIfCancellationRequested();
        _state.CountRestart();
    }

    private void Stalled()
    {
        _state.Set(FrameSourceState.Stalled, FormattableString.Invariant($"'{Name}' gave no whole picture for {_options.StallAfter.TotalSeconds:0.#} s"));
        _child?.Kill();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera: {Fault}; next attempt in {Seconds:0.0} s")]
    private partial void LogRestart(string fault, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera: {Fault}")]
    private partial void LogBrokeOff(string fault);
}
