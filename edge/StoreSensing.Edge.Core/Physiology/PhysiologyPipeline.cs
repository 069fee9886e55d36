using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Core.Physiology;

/// <summary>
/// The way of a reading, top to bottom: average, convert, see whether somebody is there, and while they are: judge, smooth, find responses and level, score,
/// count. No clock, no thread, no I/O; one thread at a time. A reading allocates nothing.
/// </summary>
public sealed class PhysiologyPipeline : IReadingSink
{
    /// <summary>Puts a sensor's lane together.</summary>
    /// <param name="plan">What it measures.</param>
    /// <param name="firstSessionId">Where session numbers start; hand in a random number.</param>
    /// <param name="observer">Who looks over its shoulder on the device; null for nobody.</param>
    public PhysiologyPipeline(PhysiologyPlan plan, long firstSessionId, IPhysiologyObserver? observer = null)
    {
        throw new NotSupportedException($"{plan} {firstSessionId} {observer}");
    }

    /// <summary>Readings taken so far.</summary>
    public long Readings { get; private set; }

    /// <summary>Whether somebody touches the electrodes.</summary>
    public ContactState Contact { get; private set; }

    /// <summary>Takes one reading.</summary>
    public void Add(in SensorReading reading) => Readings++;

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null. Call it without readings, too.</summary>
    public RawArousalWindow? Close(FrameTime now) => throw new NotSupportedException($"{now}");

    /// <summary>Ends the contact and gives all windows that are left.</summary>
    public IReadOnlyList<RawArousalWindow> Stop(FrameTime now) => throw new NotSupportedException($"{now}");

    /// <summary>Where a carried sensor is from now on; null: nobody knows.</summary>
    public void Locate(string? zone) => Contact = zone is null ? Contact : Contact;

    /// <summary>
    /// The person who holds the sensor, or takes it within two minutes, consents (for the study given) or takes consent back. What was measured without consent is
    /// forgotten; a window's figures that were not told yet are, too.
    /// </summary>
    public void Consent(bool given, string? study) => throw new NotSupportedException($"{given} {study}");
}
