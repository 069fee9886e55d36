using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Responses;
using StoreSensing.Edge.Core.Physiology.Signal;
using StoreSensing.Edge.Core.Physiology.Tonic;

namespace StoreSensing.Edge.Core.Physiology;

/// <summary>Everything that is evaluated while one person touches the electrodes. Forgotten when they let go; made once and used again. Allocates nothing per step.</summary>
internal sealed class ContactSession(double period, StressModel model, IPhysiologyObserver? observer) : IScrSink
{
    private readonly ScrDetector _responses = new(period);
    private readonly SecondLog _seconds = new(period);
    private readonly TonicLevel _tonic = new();
    private readonly ArousalScorer _scorer = new(model);
    private readonly TimeSpan _half = TimeSpan.FromSeconds(period / 2);
    private double _lastGood;
    private long _levelled;

    /// <summary>The session's number, random per process.</summary>
    public long Id { get; private set; }

    /// <summary>The last clean second's features; the training reads them.</summary>
    public ArousalFeatures Features => _scorer.Features;

    /// <summary>Begins with the first step's time.</summary>
    public void Begin(long id, TimeSpan start)
    {
        Id = id;
        Clear(start);
    }

    /// <summary>The person let go or took consent back: nothing of them stays in memory here.</summary>
    public void Forget() => Clear(default);

    private void Clear(TimeSpan start)
    {
        _responses.Reset();
        _seconds.Begin(start);
        _tonic.Reset();
        _scorer.Reset();
        (_lastGood, _levelled) = (double.NaN, 0);
    }

    /// <summary>Takes a step: smooths it, looks for responses, keeps it with its second. Ask <see cref="TryJudge"/> first, until it gives nothing more.</summary>
    public void Take(FrameTime now, double microsiemens, bool violates, Place place)
    {
        if (double.IsFinite(microsiemens) && !(violates && double.IsNaN(_lastGood)))
            _lastGood = microsiemens;
        if (double.IsNaN(_lastGood))
            return;
        _seconds.Add(now.Elapsed - _half, microsiemens, violates, place);
        _responses.Next(_lastGood, now, violates, this);
    }

    /// <summary>The next second that can be judged, with its tonic level and score, or false.</summary>
    public bool TryJudge(FrameTime now, out ContactSecond judged, out Place place)
    {
        (judged, place) = (default, Place.Unknown);
        if (!_seconds.TryJudge(now.Elapsed - _half, out var second))
            return false;
        var scl = double.NaN;
        for (var last = _seconds.IndexOf(second.Start + TimeSpan.FromSeconds(SecondLog.LagSeconds - 0.5)); _levelled <= last; _levelled++)
            scl = _tonic.Next(_seconds.LevelOf(_levelled));
        var score = _scorer.Next(second);
        place = second.Place;
        judged = new ContactSecond(
            new FrameTime(now.Utc - (now.Elapsed - second.Start), second.Start), second.Level, second.IsClean, second.IsClean ? scl : double.NaN, second.Rises,
            second.AmplitudeSum, score);
        return true;
    }

    void IScrSink.Add(in ScrEvent response)
    {
        // What an artefact disturbs needs no taking back: its second isn't clean.
        if (response.Kind == ScrEventKind.Final)
            _seconds.AddAmplitude(response.PeakSeconds, response.Amplitude);
        observer?.Response(response);
    }

    void IScrSink.Rose(double seconds) => _seconds.AddRise(seconds);
}
