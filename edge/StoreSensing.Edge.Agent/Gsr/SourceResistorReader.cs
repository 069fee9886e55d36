using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Calibration;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>Averages what a running source gives over three seconds: whole periods of the mains at 50 and at 60 Hz.</summary>
internal sealed class SourceResistorReader(IReadingSource source, TimeProvider time, Action<double>? progress = null) : IReadingSink, IResistorReader
{
    /// <summary>How long a resistor is read, seconds of the readings' own time.</summary>
    public const double Seconds = 3;

    private const int Fewest = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly List<(double At, double Volts)> _taken = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<ResistorTake>? _waiting;

    /// <summary>Waits until the source gives readings, so that nobody clamps resistors for a sensor that isn't there.</summary>
    /// <param name="running">The source's run; its fault is thrown.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task ReadyAsync(Task running, CancellationToken cancellation)
    {
        try
        {
            await await Task.WhenAny(_first.Task, running).WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw NotEnough("no readings");
        }
        if (!_first.Task.IsCompleted)
            throw new CalibrationException("the input ended before its first reading");
    }

    /// <inheritdoc/>
    public async Task<ResistorTake> TakeAsync(double ohms, CancellationToken cancellation)
    {
        Task<ResistorTake> taking;
        lock (_lock)
        {
            _taken.Clear();
            _waiting = new TaskCompletionSource<ResistorTake>(TaskCreationOptions.RunContinuationsAsynchronously);
            taking = _waiting.Task;
        }
        try
        {
            return await taking.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw NotEnough("not enough readings");
        }
    }

    /// <inheritdoc/>
    public void Add(in SensorReading reading)
    {
        lock (_lock)
        {
            if (double.IsNaN(reading.Value))
                return;
            _first.TrySetResult();
            if (_waiting is null)
                return;
            _taken.Add((reading.Time.Elapsed.TotalSeconds, reading.Value));
            var elapsed = _taken[^1].At - _taken[0].At;
            progress?.Invoke(Math.Min(elapsed / Seconds, 1));
            if (elapsed < Seconds || _taken.Count < Fewest)
                return;
            _waiting.SetResult(Take());
            _waiting = null;
        }
    }

    private CalibrationException NotEnough(string what) => new($"{what} came within {Patience.TotalSeconds:0} s{(source.Status.Fault is { } fault ? $": {fault}" : "")}");

    private ResistorTake Take()
    {
        var mean = _taken.Average(t => t.Volts);
        var middle = (_taken[0].At + _taken[^1].At) / 2;
        return new ResistorTake(
            mean,
            Math.Sqrt(_taken.Average(t => (t.Volts - mean) * (t.Volts - mean))),
            _taken.Where(t => t.At >= middle).Average(t => t.Volts) - _taken.Where(t => t.At < middle).Average(t => t.Volts),
            _taken.Count);
    }
}
