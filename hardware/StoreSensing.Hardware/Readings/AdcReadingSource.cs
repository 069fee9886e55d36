using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;

namespace StoreSensing.Hardware.Readings;

/// <summary>
/// Polls a converter on a thread of its own and hands on volts. Deadlines are absolute: the n-th reading is due n periods after the first, however
/// long readings take; a deadline that has passed is skipped and counted, never caught up with.
/// </summary>
/// <remarks>
/// A fault at the start is final: a wrong address or an absent bus is a mistake of the configuration. Later ones are an unplugged sensor: one NaN is
/// handed on, the bus closed, and opened again with backoff until it answers. A reading's time is the middle of its conversion.
/// </remarks>
public sealed class AdcReadingSource : IReadingSource
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(1); // readings for so long, and the next fault is a new one

    private readonly AdcReadingOptions _options;
    private readonly Func<IAnalogInput> _open;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan, CancellationToken> _pause;
    private readonly Backoff _backoff;
    private readonly ReadingState _state = new();
    private readonly long _began;
    private long _skipped;
    private int _started;

    /// <summary>Reads what <paramref name="open"/> opens; it is called again after each fault, on the source's thread.</summary>
    public AdcReadingSource(AdcReadingOptions options, Func<IAnalogInput> open, TimeProvider time)
        : this(options, open, time, Pause, Random.Shared.NextDouble)
    {
    }

    internal AdcReadingSource(
        AdcReadingOptions options, Func<IAnalogInput> open, TimeProvider time, Action<TimeSpan, CancellationToken> pause, Func<double> random)
    {
        _options = options;
        _open = open;
        _time = time;
        _pause = pause;
        _backoff = new Backoff(FirstWait, options.LongestWait, random);
        _began = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public double NominalRate => _options.Rate;

    /// <inheritdoc/>
    public bool IsPaced => true;

    /// <summary>Deadlines that had passed before their reading could be taken.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <inheritdoc/>
    public ReadingSourceStatus Status
    {
        get
        {
            var (status, last) = _state.Read();
            // A driver that hangs inside the kernel reports nothing.
            return status.State == ReadingSourceState.Reading && _time.GetElapsedTime(last) > _options.Patience
                ? status with { State = ReadingSourceState.Stalled, Fault = status.Fault ?? "the converter gives no readings" }
                : status;
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(IReadingSink into, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("one run per source");
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Run(into, cancellation);
                done.SetResult();
            }
            catch (Exception e)
            {
                _state.Failed(e.Message, ReadingSourceState.Failed);
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "skin conductance" };
        thread.Start();
        return done.Task;
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_began);

    internal void Run(IReadingSink into, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return;
        var input = OpenFirst(out var first);
        try
        {
            Give(into, first);
            var schedule = new Schedule(Elapsed, _options.Rate);
            var upSince = Elapsed;
            while (WaitUntil(schedule.Due, cancellation))
            {
                if (!TryRead(input, out var reading))
                {
                    input.Dispose();
                    into.Add(new SensorReading(Now, double.NaN));
                    _state.GivenNothing();
                    if (OpenAgain(cancellation, out reading) is not { } again)
                        return;
                    input = again;
                    upSince = Elapsed;
                }
                else if (Elapsed - upSince > Held)
                {
                    _backoff.Reset();
                }
                Give(into, reading);
                Interlocked.Add(ref _skipped, schedule.Next(Elapsed));
            }
        }
        finally
        {
            input.Dispose();
        }
    }

    private IAnalogInput OpenFirst(out SensorReading reading)
    {
        IAnalogInput? input = null;
        try
        {
            input = _open();
            reading = Take(input);
            return input;
        }
        catch (BusException fault)
        {
            input?.Dispose();
            throw new ReadingSourceException(fault.Message);
        }
    }

    // Until a reading succeeds: a chip that can be opened but not read is no better than none.
    private IAnalogInput? OpenAgain(CancellationToken cancellation, out SensorReading reading)
    {
        while (WaitUntil(Elapsed + _backoff.Next(), cancellation))
        {
            IAnalogInput? input = null;
            try
            {
                input = _open();
                reading = Take(input);
                _state.Restarted();
                return input;
            }
            catch (BusException fault)
            {
                input?.Dispose();
                _state.Failed(fault.Message, ReadingSourceState.Stalled);
            }
        }
        reading = default;
        return null;
    }

    private bool TryRead(IAnalogInput input, out SensorReading reading)
    {
        try
        {
            reading = Take(input);
            return true;
        }
        catch (BusException fault)
        {
            _state.Failed(fault.Message, ReadingSourceState.Stalled);
            reading = default;
            return false;
        }
    }

    private SensorReading Take(IAnalogInput input)
    {
        var before = Elapsed;
        var reading = input.Read();
        var half = (Elapsed - before) / 2;
        return new SensorReading(new FrameTime(_time.GetUtcNow() - half, before + half), reading.Volts);
    }

    private void Give(IReadingSink into, in SensorReading reading)
    {
        into.Add(reading);
        _state.Given(_time.GetTimestamp());
    }

    private FrameTime Now => new(_time.GetUtcNow(), Elapsed);

    private bool WaitUntil(TimeSpan due, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var wait = due - Elapsed;
            if (wait <= TimeSpan.Zero)
                return true;
            _pause(wait, cancellation);
        }
        return false;
    }

    // Whole milliseconds, rounded up: rounded down, the last one would be spent spinning.
    private static void Pause(TimeSpan wait, CancellationToken cancellation) =>
        cancellation.WaitHandle.WaitOne((int)Math.Ceiling(wait.TotalMilliseconds));
}
