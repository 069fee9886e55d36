namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>How a recording is played.</summary>
public sealed record ReplayOptions
{
    /// <summary>A CSV file: a value in µS a line, or seconds and µS.</summary>
    public required string File { get; init; }

    /// <summary>Samples a second; null: as the recording or its name tells.</summary>
    public double? Rate { get; init; }

    /// <summary>At its own pace, or as fast as it is taken.</summary>
    public bool RealTime { get; init; }

    /// <summary>Begins again when it ends; the jump from end to beginning is an artefact like any other.</summary>
    public bool Loop { get; init; }

    /// <summary>When it was taken, UTC; null: it begins now.</summary>
    public DateTimeOffset? StartUtc { get; init; }
}
