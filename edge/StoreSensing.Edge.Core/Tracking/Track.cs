using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>What the tracker knows of one person. Lives in a slot; the default value is an empty one.</summary>
internal struct Track
{
    public bool Believed;
    public bool Matched; // in this update
    public bool OutOfSight; // in the update before
    public long Id;
    public int Hits;
    public TimeSpan FirstSeen;
    public TimeSpan LastSeen;
    public Box FirstBox;
    public Box LastBox;
    public Box LastSmooth;
    public float LastVelocityX;
    public float LastVelocityY;
    public Box Expected;
    public BoxMotion Motion;
    public int BacklogCount;

    /// <summary>Seen twice, it is looked for like a believed one.</summary>
    public readonly bool Established => Believed || Hits >= 2;
}
