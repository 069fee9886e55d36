using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>A board that sends one number a line, over a serial line or standard input. Its readings have the clock's time when they arrive.</summary>
/// <remarks>
/// Lines that arrive together are spread back over the time in which they must have been taken. A serial line that can't be opened at the start is a mistake
/// of the configuration; one that goes away later is an unplugged board: one NaN is handed on, and it is opened again with backoff. Lines that are no
/// numbers are left out, and <see cref="Status"/> says that there were some.
/// </remarks>
public sealed class LineReadingSource : IReadingSource
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200); // how soon cancelling is noticed

    private readonly string _name;
    private readonly LineReadingOptions _options;
    private readonly Func<ILinePort> _open;
    private readonly bool _comesBack;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan, CancellationToken> _pause;
    private readonly Backoff _backoff;
    private readonly SourceProgress _progress;
    private readonly SourceThread _thread;
    private readonly long _began;
    private TimeSpan _last = TimeSpan.MinValue;
    private long _badBefore;

    internal LineReadingSource(
        string name, LineReadingOptions options, Func<ILinePort> open, bool comesBack, TimeProvider time, Action<TimeSpan, CancellationToken>? pause, Func<double> random)
    {
        _name = name;
        _options = options;
        _open = open;
        _comesBack = comesBack;
        _time = time;
        _pause = pause ?? ((span, cancellation) => cancellation.WaitHandle.WaitOne(span));
        _backoff = new Backoff(TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(10), random);
        _progress = new SourceProgress(time, options.Patience);
        _thread = new SourceThread(_progress);
        _began = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public double NominalRate => _options.Rate;

    /// <inheritdoc/>
    public bool IsPaced => true;

    /// <inheritdoc/>
    public ReadingSourceStatus Status => _progress.Read($"{_name} sends nothing");

    /// <summary>A board on a serial line, e.g. <c>/dev/ttyACM0</c>.</summary>
    public static LineReadingSource Serial(string path, LineReadingOptions options, TimeProvider time) =>
        new($"'{path}'", options, () => LinePorts.Serial(path, options.Baud), comesBack: true, time, null, Random.Shared.NextDouble);

    /// <summary>Whatever is piped into the program; its end is the source's end.</summary>
    public static LineReadingSource StandardInput(LineReadingOptions options, TimeProvider time) =>
        new("standard input", options, LinePorts.StandardInput, comesBack: false, time, null, Random.Shared.NextDouble);

    /// <inheritdoc/>
    public Task RunAsync(IReadingSink into, CancellationToken cancellation) => _thread.Run(() => Run(into, cancellation), cancellation);

    private void Run(IReadingSink into, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var port = _open();
        while (true)
        {
            string fault;
            try
            {
                fault = ReadAll(port, into, cancellation);
            }
            finally
            {
                port.Dispose();
            }
            if (!_comesBack)
                return;
            into.Add(new SensorReading(Stamp(TimeSpan.Zero), double.NaN));
            port = OpenAgain(fault, cancellation);
        }
    }

    private string ReadAll(ILinePort port, IReadingSink into, CancellationToken cancellation)
    {
        var numbers = new LineNumbers(skipFirst: _comesBack);
        Span<byte> bytes = stackalloc byte[LineNumbers.MostBytes];
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int count;
            try
            {
                count = port.Read(bytes, Beat);
            }
            catch (IOException gone)
            {
                return $"{_name}: {gone.Message}";
            }
            if (count < 0)
                return $"{_name} was closed by the other end; is the board unplugged?";
            Give(numbers.Feed(bytes[..count]), into);
            bytes[..count].Clear();
            numbers.Forget();
            if (numbers.Bad > 0)
                NoteBad(numbers);
        }
    }

    private void Give(ReadOnlySpan<double> values, IReadingSink into)
    {
        for (var i = 0; i < values.Length; i++)
        {
            into.Add(new SensorReading(Stamp(TimeSpan.FromSeconds((values.Length - 1 - i) / _options.Rate)), values[i] * _options.Scale));
            _progress.Given();
        }
        if (values.Length > 0)
            _backoff.Reset();
    }

    private FrameTime Stamp(TimeSpan ago)
    {
        var now = _time.GetElapsedTime(_began);
        var elapsed = now - ago;
        if (elapsed <= _last)
            elapsed = _last + TimeSpan.FromTicks(1);
        _last = elapsed;
        return new FrameTime(_time.GetUtcNow() - (now - elapsed), elapsed);
    }

    private void NoteBad(LineNumbers numbers)
    {
        if (numbers.Bad == _badBefore)
            return;
        _badBefore = numbers.Bad;
        // Neither what the lines say nor how many there are: faults are logged and told, readings are not.
        _progress.Fault($"{_name}: lines came that are no numbers");
    }

    private ILinePort OpenAgain(string fault, CancellationToken cancellation)
    {
        while (true)
        {
            _progress.Set(ReadingSourceState.Stalled, fault);
            _pause(_backoff.Next(), cancellation);
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var port = _open();
                _badBefore = 0;
                _progress.Restarted();
                return port;
            }
            catch (ReadingSourceException again)
            {
                fault = again.Message;
            }
        }
    }
}
