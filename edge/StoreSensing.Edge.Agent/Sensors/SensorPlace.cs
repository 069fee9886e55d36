using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;

namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>
/// Where a sensor is and for which study it measures: what a command said last, or the protocol when it came to another step. Not thread-safe.
/// </summary>
/// <remarks>A protocol never consents for anybody: it only names the study of a consent that a person gives, by the button or, where the notice says so, by touching.</remarks>
internal sealed class SensorPlace(PhysiologyPipeline pipeline, StudySchedule? schedule, bool isCarried, bool asksConsent)
{
    private StudyStep? _step;
    private TimeSpan? _touchedAt;

    /// <summary>A command says where it is.</summary>
    public void Locate(string? zone) => pipeline.Locate(zone);

    /// <summary>The study that consent given now is for.</summary>
    public string? Study(FrameTime now) => schedule?.At(now.Utc, _touchedAt is { } since ? now.Elapsed - since : TimeSpan.Zero)?.Study;

    /// <summary>Somebody takes the sensor, or lets go.</summary>
    public void Touched(bool held, FrameTime now)
    {
        if (held == _touchedAt is not null)
            return;
        _touchedAt = held ? now.Elapsed : null;
        Follow(now);
        if (held)
            Name(_step?.Study);
    }

    /// <summary>Time goes on.</summary>
    public void Follow(FrameTime now)
    {
        var step = schedule?.At(now.Utc, _touchedAt is { } since ? now.Elapsed - since : null);
        if (ReferenceEquals(step, _step))
            return;
        var (zone, study) = (_step?.Zone, _step?.Study);
        _step = step;
        if (isCarried && step?.Zone != zone)
            pipeline.Locate(step?.Zone);
        if (step?.Study != study)
            Name(step?.Study);
    }

    // Where touching is the consent, the protocol says for which study.
    private void Name(string? study)
    {
        if (!asksConsent && pipeline.IsConsented && _touchedAt is not null && schedule is not null)
            pipeline.Consent(true, study);
    }
}
