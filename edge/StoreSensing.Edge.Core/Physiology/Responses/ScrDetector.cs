using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>
/// Finds skin conductance responses as they come. A causal filter gives the first sign of a rise (provisional); the zero-phase filter, two seconds behind, decides:
/// it confirms or takes back, and gives onset, peak and amplitude once the response has fallen again (final). What lies within 5 s of an artefact is disturbed and counts nowhere.
/// Allocates nothing per step.
/// </summary>
internal sealed class ScrDetector
{
    private readonly double _lag;
    private readonly SosFilter _early;
    private readonly SmoothingKernel _smooth;
    private readonly ScrSigns _signs = new();
    private readonly ScrHistory _recent = new();
    private RiseDetector _earlyRise = new(ScrOptions.Threshold);
    private RiseDetector _rise = new(ScrOptions.Threshold);
    private bool _begun;
    private long _current;
    private double _lastViolation;
    private bool _disturbed;
    private bool _violatedAfterPeak;

    /// <summary>A detector for steps of this period, seconds.</summary>
    public ScrDetector(double period)
    {
        var rate = 1 / period;
        var future = (int)Math.Round(ScrOptions.LagSeconds * rate);
        _lag = future * period;
        _early = new SosFilter(Butterworth.LowPass(2, Math.Min(ScrOptions.EarlyCutoffHz, 0.4 * rate), rate));
        _smooth = new SmoothingKernel(Butterworth.LowPass(4, Math.Min(ScrOptions.CutoffHz, 0.4 * rate), rate), (int)Math.Round(ScrOptions.PastSeconds * rate), future);
    }

    /// <summary>Begins anew with a contact.</summary>
    public void Reset()
    {
        _begun = false;
        _early.Prime(0);
        _smooth.Prime(0);
        _earlyRise.Reset();
        _rise.Reset();
        _signs.Reset();
        _recent.Clear();
        (_current, _lastViolation, _disturbed, _violatedAfterPeak) = (0, double.NegativeInfinity, false, false);
    }

    /// <summary>Takes a step, µS; tells what became known.</summary>
    public void Next(double value, FrameTime now, bool violates, IScrSink told)
    {
        if (!_begun)
        {
            _early.Prime(value);
            _smooth.Prime(value);
            _begun = true;
        }
        var seconds = now.Elapsed.TotalSeconds;
        if (violates)
            TakeBack(seconds, now, told);
        if (_earlyRise.Next(_early.Next(value), seconds) == RiseStep.Rose && _signs.TryOpen(seconds, out var sign))
            told.Add(new ScrEvent(sign, ScrEventKind.Provisional, _earlyRise.OnsetAt, seconds, _earlyRise.Peak.Value - _earlyRise.Trough.Value, now));
        var peak = _rise.Peak;
        switch (_rise.Next(_smooth.Next(value), seconds - _lag))
        {
            case RiseStep.Rose:
                Confirm(seconds - _lag, now, told);
                break;
            case RiseStep.Fell:
                Finish(now, told);
                break;
            default:
                // The response goes on over what disturbed its fall.
                _disturbed |= _rise.IsRising && _violatedAfterPeak && _rise.Peak != peak;
                break;
        }
        while (_signs.TryExpire(seconds - _lag - ScrOptions.ConfirmSeconds, out var unconfirmed))
            told.Add(new ScrEvent(unconfirmed.Id, ScrEventKind.Retracted, unconfirmed.At, unconfirmed.At, 0, now));
    }

    private void Confirm(double at, FrameTime now, IScrSink told)
    {
        var trough = _rise.Trough;
        if (!_signs.TryConfirm(trough.At, at + ScrOptions.ConfirmSeconds, out _current))
        {
            _current = _signs.Number();
            told.Add(new ScrEvent(_current, ScrEventKind.Provisional, _rise.OnsetAt, at, _rise.Peak.Value - trough.Value, now));
        }
        _disturbed = _lastViolation >= trough.At - ArtefactRules.RadiusSeconds;
        _violatedAfterPeak = false;
        told.Rose(at);
    }

    private void Finish(FrameTime now, IScrSink told)
    {
        var (trough, peak) = (_rise.Trough, _rise.Peak);
        var response = new ScrEvent(_current, ScrEventKind.Final, _rise.OnsetAt, peak.At, peak.Value - trough.Value, now);
        if (_disturbed)
        {
            told.Add(response with { Kind = ScrEventKind.Disturbed });
            return;
        }
        _recent.Add(response);
        told.Add(response);
    }

    private void TakeBack(double seconds, FrameTime now, IScrSink told)
    {
        _lastViolation = seconds;
        if (_rise.IsRising)
        {
            // The peak so far is as old as the smoothed signal; what comes within its lag may still be the peak.
            _disturbed |= seconds <= _rise.Peak.At + ArtefactRules.RadiusSeconds;
            _violatedAfterPeak = true;
        }
        while (_recent.TryTake(seconds - ArtefactRules.RadiusSeconds, out var response))
            told.Add(response with { Kind = ScrEventKind.Disturbed, At = now });
    }
}
