namespace StoreSensing.Edge.Core.Tracking;

/// <summary>How boxes become tracks. Everything in seconds, so that the frame rate changes nothing.</summary>
public sealed record TrackerOptions
{
    /// <summary>A detection at or above this score may start a track, 0..1.</summary>
    public float StartScore { get; init; } = 0.45f;

    /// <summary>A track is believed once it was seen for this long. What was seen before that then counts as well.</summary>
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromSeconds(0.4);

    /// <summary>A believed track that was not seen for this long is lost.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A track that is not yet believed is forgotten after this long.</summary>
    public TimeSpan DoubtedAfter { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Least overlap of a box with a track's predicted box, 0..1, both enlarged by <see cref="Enlarge"/>.</summary>
    public float LeastOverlap { get; init; } = 0.15f;

    /// <summary>By how much of their size boxes are enlarged before they are compared.</summary>
    public float Enlarge { get; init; } = 0.3f;

    /// <summary>Most tracks at once; more are not followed, and counted.</summary>
    public int Capacity { get; init; } = 256;
}
