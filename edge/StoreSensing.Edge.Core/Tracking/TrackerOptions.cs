namespace StoreSensing.Edge.Core.Tracking;

/// <summary>How boxes become tracks. Everything in seconds, so that the frame rate changes nothing.</summary>
public sealed record TrackerOptions
{
    /// <summary>Detections above this score are matched first, and with every track, 0..1.</summary>
    public float SureScore { get; init; } = 0.65f;

    /// <summary>Detections above this, up to <see cref="SureScore"/>, only continue tracks that were seen a frame ago: people who are half hidden.</summary>
    public float DoubtfulScore { get; init; } = 0.1f;

    /// <summary>A sure detection at or above this score that no track explains starts one, 0..1.</summary>
    public float StartScore { get; init; } = 0.65f;

    /// <summary>A track is believed once it was seen for this long, and twice. What was seen before that then counts as well.</summary>
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>A track that is not yet believed is forgotten when it was not seen for this long.</summary>
    public TimeSpan DoubtedAfter { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>A believed track that was not seen for this long is no longer looked for where it should be by now.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A new track that begins at most this long after a believed one was lost, on that one's way, continues it.</summary>
    public TimeSpan LinkWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When a track is seen again after at most this long, the places between are filled in on a straight line.</summary>
    public TimeSpan BridgeWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>By how much of its size a box is grown on every side before it is compared: small boxes, faces, move by their own width from picture to picture.</summary>
    public float Growth { get; init; }

    /// <summary>Most tracks at once; more are not followed, and counted.</summary>
    public int Capacity { get; init; } = 256;

    /// <summary>How long after a track's last sighting its end may come: a newcomer is linked when he is believed, not when he comes.</summary>
    public TimeSpan EndsWithin => LostAfter > LinkWithin + ConfirmAfter ? LostAfter : LinkWithin + ConfirmAfter;
}
