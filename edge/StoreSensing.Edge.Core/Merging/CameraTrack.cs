namespace StoreSensing.Edge.Core.Merging;

/// <summary>A camera's track while it is in the merger; used again for another one afterwards.</summary>
internal sealed class CameraTrack
{
    /// <summary>No person yet.</summary>
    public const int Nobody = -1;

    public TrackPath Path { get; } = new();

    public bool InUse { get; set; }

    public int Camera { get; set; }

    /// <summary>The camera's tracker has given it up.</summary>
    public bool Ended { get; set; }

    /// <summary>The person it is a part of, or <see cref="Nobody"/> while that is being found out.</summary>
    public int Person { get; set; }

    /// <summary>Its first sighting.</summary>
    public TimeSpan Born { get; private set; }

    /// <summary>Since when it belongs to nobody.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>Number of the first sighting that was not handed on.</summary>
    public long Next { get; set; }

    public TimeSpan LastSeen => Path.Last.At;

    /// <summary>True while a sighting waits to be handed on.</summary>
    public bool HasNext => Next < Path.Count;

    /// <summary>The first sighting that was not handed on and is still kept.</summary>
    public ref readonly PlacedSighting Upcoming => ref Path[Math.Max(Next, Path.Oldest)];

    public void Begin(int camera, TimeSpan at)
    {
        Path.Clear();
        (InUse, Camera, Ended, Person, Born, Since, Next) = (true, camera, false, Nobody, at, at, 0);
    }

    /// <summary>True when it was seen at or after an instant.</summary>
    public bool SeenSince(TimeSpan at) => Path.Count > 0 && LastSeen >= at;
}
