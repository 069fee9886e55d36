using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology;

/// <summary>
/// The way of a reading, top to bottom: average, convert, see whether somebody is there and consents, and while they do: judge, smooth, find responses and level,
/// score, count (<see cref="ContactSession"/>). No clock, no thread, no I/O; one thread at a time. A reading allocates nothing.
/// </summary>
public sealed class PhysiologyPipeline : IReadingSink
{
    private static readonly TimeSpan WindowLag = TimeSpan.FromSeconds(SecondLog.LagSeconds + 2);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);
    private readonly PhysiologyPlan _plan;
    private readonly IPhysiologyObserver? _observer;
    private readonly SampleGrid _grid;
    private readonly ContactGate _gate;
    private readonly ArtefactRules _rules;
    private readonly ConsentState _consent;
    private readonly ContactSession _session;
    private readonly WindowSequence<ArousalWindow> _windows;
    private readonly Queue<RawArousalWindow> _closed = new();
    private Place _place;
    private FrameTime _last;
    private long _nextSession;
    private long? _lastSession;
    private bool _evaluates;

    /// <summary>Puts a sensor's lane together.</summary>
    /// <param name="plan">What it measures.</param>
    /// <param name="firstSessionId">Where session numbers start; hand in a random number.</param>
    /// <param name="observer">Who looks over its shoulder on the device; null for nobody.</param>
    public PhysiologyPipeline(PhysiologyPlan plan, long firstSessionId, IPhysiologyObserver? observer = null)
        : this(plan, firstSessionId, observer, StressModel.Shipped)
    {
    }

    internal PhysiologyPipeline(PhysiologyPlan plan, long firstSessionId, IPhysiologyObserver? observer, StressModel model)
    {
        _plan = plan;
        _observer = observer;
        _nextSession = firstSessionId;
        _place = new Place(plan.Zone, null);
        _grid = new SampleGrid(plan.NominalRate);
        _gate = new ContactGate(plan.LossAfter.TotalSeconds, _grid.Period);
        _rules = new ArtefactRules(_grid.Period);
        _consent = new ConsentState(plan.AsksConsent);
        _session = new ContactSession(_grid.Period, model, observer);
        _windows = new WindowSequence<ArousalWindow>(plan.WindowSeconds, WindowLag, LongestStep, () => new ArousalWindow(plan.WindowSeconds));
    }

    /// <summary>Readings taken so far.</summary>
    public long Readings { get; private set; }

    /// <summary>Readings left out because they were not later than the one before.</summary>
    public long ReadingsOutOfOrder => _grid.OutOfOrder;

    /// <summary>Whether somebody touches the electrodes.</summary>
    public ContactState Contact => _gate.State;

    /// <summary>The person who holds the sensor consents: the contact is evaluated as soon as it has settled.</summary>
    public bool IsConsented => _consent.IsGiven;

    /// <summary>Features of the last clean second; the training reads them.</summary>
    internal ArousalFeatures Features => _session.Features;

    private bool IsHeld => Contact is ContactState.Settling or ContactState.Contact;

    /// <summary>Takes one reading.</summary>
    public void Add(in SensorReading reading)
    {
        Readings++;
        _grid.Add(reading);
        while (_grid.TryTake(out var sample))
            Take(sample);
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null. Call it without readings, too.</summary>
    public RawArousalWindow? Close(FrameTime now)
    {
        if (now.Elapsed - _last.Elapsed > _plan.LossAfter && _gate.Silence())
            Changed(now);
        if (_windows.IsOpen && now.Elapsed > _last.Elapsed)
            _windows.Advance(now);
        Collect(now.Elapsed, final: false);
        return _closed.TryDequeue(out var window) ? window : null;
    }

    /// <summary>Ends the contact and gives all windows that are left. Its last ten seconds, which were never judged, are not told.</summary>
    public IReadOnlyList<RawArousalWindow> Stop(FrameTime now)
    {
        if (_gate.Silence())
            Changed(now);
        Collect(now.Elapsed, final: true);
        RawArousalWindow[] left = [.. _closed];
        _closed.Clear();
        return left;
    }

    /// <summary>Where a carried sensor is from now on; null: nobody knows.</summary>
    public void Locate(string? zone) => _place = _place with { Zone = zone };

    /// <summary>
    /// The person who holds the sensor, or takes it within two minutes, consents (for the study given) or takes consent back: who holds it, or held it last. What
    /// was measured is then forgotten here; gives the session of which whoever took windows must forget what was not told yet, or null.
    /// </summary>
    public long? Consent(bool given, string? study)
    {
        var forgotten = given ? null : _lastSession;
        if (forgotten is { } session)
            foreach (var window in _windows.Open)
                window.Forget(session);
        _consent.Set(given, study, IsHeld, _last.Elapsed.TotalSeconds);
        _place = _place with { Study = _consent.Study };
        _evaluates &= given;
        if (!given)
            _session.Forget();
        _lastSession = given ? _lastSession : null;
        return forgotten;
    }

    private void Take(in GridSample sample)
    {
        if (double.IsPositiveInfinity(sample.GapSeconds))
            BeginAnew(sample.Time);
        _last = sample.Time;
        var conductance = _plan.FrontEnd.Convert(sample.Reading);
        if (_gate.Update(sample, conductance))
            Changed(sample.Time);
        var violates = _rules.Violates(conductance) | sample.GapSeconds > 0;
        _windows.Observe(sample.Time);
        _windows.At(sample.Time.Elapsed).Visit(_place);
        Evaluate(sample.Time, conductance.Microsiemens, violates);
        _observer?.Block(new SignalBlock(sample.Time, conductance.Microsiemens, Contact, violates));
    }

    private void Evaluate(FrameTime now, double microsiemens, bool violates)
    {
        if (Contact != ContactState.Contact || !_consent.IsGiven)
            return;
        if (!_evaluates)
        {
            _lastSession = _nextSession;
            _session.Begin(_nextSession++, now.Elapsed - TimeSpan.FromSeconds(_grid.Period));
            _evaluates = true;
        }
        while (_session.TryJudge(now, out var second, out var place))
        {
            _windows.At(second.Time.Elapsed).Add(_session.Id, place, second);
            _observer?.Second(second);
        }
        _session.Take(now, microsiemens, violates, _place);
    }

    private void Changed(FrameTime now)
    {
        if (Contact == ContactState.Settling)
            _consent.Touched(now.Elapsed.TotalSeconds);
        else if (Contact != ContactState.Contact)
            Released();
        _place = _place with { Study = _consent.Study };
        _observer?.Contact(Contact, now);
    }

    // The source's time turned back: what was measured before is complete.
    private void BeginAnew(FrameTime now)
    {
        if (_gate.Silence())
            Changed(now);
        Collect(_last.Elapsed, final: true);
        _windows.Restart();
    }

    private void Released()
    {
        _consent.Released();
        _rules.Reset();
        _session.Forget();
        _evaluates = false;
    }

    private void Collect(TimeSpan now, bool final)
    {
        while (_windows.Close(now, final) is { } window)
        {
            foreach (var part in window.ToRaw(_plan.Sensor))
                _closed.Enqueue(part);
            window.Clear();
            _windows.Recycle(window);
        }
    }
}
