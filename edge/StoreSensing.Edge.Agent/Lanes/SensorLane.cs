using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Gpio;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>
/// One skin-conductance sensor: its source's thread brings readings, the pipeline closes windows, the desk takes them. Commands and the button come from other
/// threads, and a timer ends windows on time while no readings come: one lock holds them apart. Never logs whether anybody touches the sensor.
/// </summary>
internal sealed class SensorLane : IReadingSink, IDisposable
{
    private const string Button = "button";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);
    private readonly Lock _lock = new();
    private readonly SensorConfig _sensor;
    private readonly IReadingSource _source;
    private readonly PhysiologyPipeline _pipeline;
    private readonly SensorPlace _place;
    private readonly WindowDesk _desk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RateMeter _rate;
    private readonly List<RawArousalWindow> _closed = [];
    private FrameTime _last;
    private long _lastArrival;
    private TimeSpan _nextBeat = TimeSpan.MinValue;
    private ContactState _contact = ContactState.Silent;
    private int _contacts;
    private bool _joined;
    private bool _ended;
    private string? _told;
    private bool _panelTold;

    /// <param name="sensor">What it is.</param>
    /// <param name="source">Where its readings come from; the lane runs it.</param>
    /// <param name="plan">What is measured.</param>
    /// <param name="schedule">What a study's protocol says about it; null without one.</param>
    /// <param name="desk">Where windows go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="firstSessionId">Where session numbers start; a random number.</param>
    /// <param name="logger">Faults of the sensor and its return.</param>
    public SensorLane(
        SensorConfig sensor, IReadingSource source, PhysiologyPlan plan, StudySchedule? schedule, WindowDesk desk, TimeProvider time, long firstSessionId, ILogger logger)
    {
        _sensor = sensor;
        _source = source;
        _pipeline = new PhysiologyPipeline(plan, firstSessionId);
        _place = new SensorPlace(_pipeline, schedule, isCarried: plan.Zone is null, plan.AsksConsent);
        _desk = desk;
        _time = time;
        _logger = logger;
        _rate = new RateMeter(time);
        // Recordings that are read as fast as possible run apart from each other: each is waited for before any of them runs.
        if (!source.IsPaced)
            Join();
    }

    /// <summary>The sensor's id.</summary>
    public string Sensor => _sensor.Id;

    /// <summary>True when commands and the protocol say where it is.</summary>
    public bool IsCarried => _sensor.Zone is null;

    /// <summary>Why its button can't be used any more, or null; asked from several threads.</summary>
    public Func<string?> PanelFault { get; set; } = () => null;

    /// <summary>Raised when the state to show on the LED may have changed; on the lane's threads.</summary>
    public event Action<LedState>? Showed;

    /// <summary>How the sensor does; nothing about whether it is touched.</summary>
    public SensorStatus Status()
    {
        var status = _source.Status;
        return new SensorStatus
        {
            Sensor = Sensor,
            State = status.State.ToString().ToLowerInvariant(),
            ReadingsPerSecond = Math.Round(_rate.PerSecond(), 1),
            Readings = status.Readings,
            Restarts = status.Restarts,
            Fault = SensorFaults.OnTheWire(status) ?? (PanelFault() is null ? null : SensorFaults.Panel),
        };
    }

    /// <summary>What it did since the start; stays on the device.</summary>
    public SensorTotal Total()
    {
        lock (_lock)
            return new SensorTotal(Sensor, _source.Status.Readings, _contacts, _source.Status.Restarts, _source.Status.Fault);
    }

    /// <summary>Runs until the recording ends or the token is cancelled; then ends the contact and hands the last windows on.</summary>
    /// <exception cref="ReadingSourceException">The source can't work at all; names the sensor.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Showed?.Invoke(LedState.Waiting);
        await using var beat = _time.CreateTimer(_ => Tick(), null, Beat, Beat);
        try
        {
            await _source.RunAsync(this, cancellation);
        }
        catch (ReadingSourceException fault)
        {
            throw new ReadingSourceException($"sensor '{Sensor}': {fault.Message}");
        }
        finally
        {
            lock (_lock)
            {
                _ended = true;
                _desk.Add(_pipeline.Stop(Now()));
            }
            _desk.LeaveSensor(Sensor);
            Showed?.Invoke(LedState.Off);
        }
    }

    /// <inheritdoc/>
    public void Add(in SensorReading reading)
    {
        lock (_lock)
        {
            if (!double.IsNaN(reading.Value))
                Join();
            (_last, _lastArrival) = (reading.Time, _time.GetTimestamp());
            _pipeline.Add(reading);
            if (_pipeline.Contact != _contact)
                Changed();
            if (reading.Time.Elapsed >= _nextBeat || reading.Time.Elapsed < _nextBeat - Beat)
            {
                _nextBeat = reading.Time.Elapsed + Beat;
                HandOver(reading.Time);
            }
        }
        _rate.Count();
    }

    /// <summary>Where a carried sensor is from now on; null: in no zone.</summary>
    public void Locate(string? zone)
    {
        lock (_lock)
            _place.Locate(zone);
    }

    /// <summary>Whoever holds it, or takes it next, consents or takes consent back.</summary>
    public void Consent(bool given, string? study)
    {
        lock (_lock)
            Consented(given, study, "command");
    }

    /// <summary>Somebody pressed its button: a press consents, for the study that the protocol says, a long one takes it back.</summary>
    public void Pressed(ButtonEvent button)
    {
        lock (_lock)
        {
            if (button == ButtonEvent.Press)
                Consented(true, _place.Study(Now()), Button);
            else if (button == ButtonEvent.LongPress)
                Consented(false, null, Button);
        }
    }

    /// <summary>While a live sensor is silent its windows still end on time; a recording's time stands still with it.</summary>
    internal void Tick()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            if (_joined && _source.IsPaced)
                HandOver(Now());
        }
        Tell(_source.Status);
        TellPanel();
    }

    private void Consented(bool given, string? study, string by)
    {
        if (_pipeline.Consent(given, study) is { } session)
            _desk.Forget(session);
        if (!given)
            _logger.LogInformation("consent taken back for sensor '{Sensor}' by {By}", Sensor, by);
        else if (study is null)
            _logger.LogInformation("consent given for sensor '{Sensor}' by {By}, for no study", Sensor, by);
        else
            _logger.LogInformation("consent given for sensor '{Sensor}' by {By}, study '{Study}'", Sensor, by, study);
        Showed?.Invoke(Led());
    }

    private void Join()
    {
        if (_joined)
            return;
        _joined = true;
        _desk.JoinSensor(Sensor);
    }

    private void HandOver(FrameTime now)
    {
        while (_pipeline.Close(now) is { } window)
            _closed.Add(window);
        if (_closed.Count > 0)
            _desk.Add(_closed);
        _closed.Clear();
        if (_pipeline.Contact != _contact)
            Changed();
        _place.Follow(now);
        Showed?.Invoke(Led());
    }

    private void Changed()
    {
        var held = _pipeline.Contact is ContactState.Settling or ContactState.Contact;
        if (held && _contact is not (ContactState.Settling or ContactState.Contact))
            _contacts++;
        _contact = _pipeline.Contact;
        _place.Touched(held, _last);
    }

    private FrameTime Now()
    {
        var silence = _source.IsPaced && _joined ? _time.GetElapsedTime(_lastArrival) : TimeSpan.Zero;
        return new FrameTime(_last.Utc + silence, _last.Elapsed + silence);
    }

    private LedState Led() => PanelFault() is not null || _source.Status.State is ReadingSourceState.Stalled or ReadingSourceState.Failed ? LedState.Fault : _contact switch
    {
        ContactState.Settling or ContactState.Contact => _pipeline.IsConsented ? LedState.Contact : LedState.Asking,
        ContactState.Short => LedState.Fault,
        _ => LedState.Waiting,
    };

    // A line that is lost stays lost until the program starts again.
    private void TellPanel()
    {
        if (_panelTold || PanelFault() is not { } fault)
            return;
        _panelTold = true;
        _logger.LogWarning("sensor '{Sensor}': {Fault}", Sensor, fault);
        Showed?.Invoke(LedState.Fault);
    }

    private void Tell(in ReadingSourceStatus status)
    {
        var fault = status.State == ReadingSourceState.Reading && status.Restarts > 0 ? null : status.Fault;
        if (fault == _told)
            return;
        if (fault is not null)
            _logger.LogWarning("sensor '{Sensor}': {Fault}", Sensor, fault);
        else
            _logger.LogInformation("sensor '{Sensor}' is read again", Sensor);
        _told = fault;
    }

    /// <inheritdoc/>
    public void Dispose() => (_source as IDisposable)?.Dispose();
}
