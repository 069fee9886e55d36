using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Twin.Skin;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>Simulated skin as a sensor, in µS. It can't fail.</summary>
internal sealed class SimulatedReadingSource : IReadingSource
{
    private readonly SkinOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _realTime;
    private readonly DateTimeOffset? _startUtc;
    private readonly TimeSpan _until;
    private readonly Action<TimeSpan, CancellationToken>? _pause;
    private readonly SourceProgress _progress;
    private readonly SourceThread _thread;

    /// <param name="options">Whose skin, and how often it is read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="realTime">False: as fast as it is taken.</param>
    /// <param name="startUtc">When it begins; null: now.</param>
    /// <param name="until">How long it goes on; null: for ever.</param>
    /// <param name="pause">Waits; null for the thread's own wait.</param>
    public SimulatedReadingSource(
        SkinOptions options, TimeProvider time, bool realTime = true, DateTimeOffset? startUtc = null, TimeSpan? until = null, Action<TimeSpan, CancellationToken>? pause = null)
    {
        _options = options;
        _time = time;
        _realTime = realTime;
        _startUtc = startUtc;
        _until = until ?? TimeSpan.MaxValue;
        _pause = pause;
        Skin = new SimulatedSkin(options);
        _progress = new SourceProgress(time, Timeout.InfiniteTimeSpan);
        _thread = new SourceThread(_progress);
    }

    /// <summary>The truth behind the readings.</summary>
    public SimulatedSkin Skin { get; }

    /// <inheritdoc/>
    public double NominalRate => _options.Rate;

    /// <inheritdoc/>
    public bool IsPaced => _realTime;

    /// <inheritdoc/>
    public ReadingSourceStatus Status => _progress.Read("");

    /// <inheritdoc/>
    public Task RunAsync(IReadingSink into, CancellationToken cancellation) => _thread.Run(() => Run(into, cancellation), cancellation);

    private void Run(IReadingSink into, CancellationToken cancellation)
    {
        var pace = new ReadingPace(_time, _realTime, _startUtc, _pause);
        while (TimeSpan.FromSeconds(Skin.Seconds) is var elapsed && elapsed < _until)
        {
            var at = pace.At(elapsed, cancellation);
            into.Add(new SensorReading(at, Skin.Next()));
            _progress.Given();
        }
    }
}
