namespace StoreSensing.Edge.Agent.Sensors;

/// <summary>Which sensor is where when, and for which study. Immutable; says nothing of who carries it.</summary>
/// <param name="TimeZone">Of its times of day.</param>
/// <param name="Steps">In the order of the file; of one sensor none overlap.</param>
internal sealed record StudyProtocol(TimeZoneInfo TimeZone, IReadOnlyList<StudyStep> Steps);

/// <summary>One piece of the way: half-open, <see cref="From"/> belongs to it and <see cref="To"/> does not.</summary>
/// <param name="Sensor">The sensor's id.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; measured as <paramref name="From"/> is.</param>
/// <param name="Zone">Where the sensor is; null: where it is fixed, or in no zone.</param>
/// <param name="Study">The study's opaque id; null: none.</param>
internal sealed record StudyStep(string Sensor, StudyMoment From, StudyMoment To, string? Zone, string? Study)
{
    /// <summary>True when both belong to one sensor and share a moment that can be compared.</summary>
    public bool Overlaps(StudyStep other) =>
        Sensor == other.Sensor && From.Kind == other.From.Kind && From.Ticks < other.To.Ticks && other.From.Ticks < To.Ticks;
}

/// <summary>How a moment is measured.</summary>
internal enum StudyClock
{
    /// <summary>Since the sensor was touched.</summary>
    SinceContact,

    /// <summary>A time of day, every day.</summary>
    TimeOfDay,

    /// <summary>Once.</summary>
    Instant,
}

/// <summary>A moment of a protocol.</summary>
/// <param name="Kind">How it is measured.</param>
/// <param name="Ticks">100 ns since contact, since midnight, or of UTC.</param>
internal readonly record struct StudyMoment(StudyClock Kind, long Ticks);
