using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>
/// Crossings of one line segment. A crossing counts when a track that stood beyond the band on one side has passed through the segment and
/// reached beyond the band on the other, so that somebody who hovers on the line does not count twice.
/// </summary>
/// <param name="from">First end.</param>
/// <param name="to">Second end.</param>
/// <param name="band">Half the width of the hysteresis band, in the surface's unit.</param>
/// <param name="gap">A longer pause between two samples breaks the path.</param>
/// <param name="capacity">Slots of the tracker.</param>
internal sealed class LineCounter(PlanePoint from, PlanePoint to, double band, TimeSpan gap, int capacity)
{
    private readonly Path[] _paths = new Path[capacity];

    /// <summary>Takes one sighting and says whether it completed a crossing: +1 to the side where <see cref="Segments.Side"/> is positive, −1 to the other, 0 none.</summary>
    public int Sample(in TrackSample sample, PlanePoint position)
    {
        ref var path = ref _paths[sample.Slot];
        var distance = Segments.SignedDistance(position, from, to);
        if (!path.Active || sample.At - path.Last > gap)
            path = new Path { Active = true };
        else if (Segments.Cross(path.Position, position, from, to) && Math.Sign(distance) != Math.Sign(path.Distance))
            path.Through = !path.Through;
        path.Last = sample.At;
        path.Position = position;
        path.Distance = distance;
        if (Math.Abs(distance) < band || distance == 0)
            return 0;
        var side = Math.Sign(distance);
        var crossed = path.Through && path.Side == -side ? side : 0;
        path.Side = side;
        path.Through = false;
        return crossed;
    }

    /// <summary>Forgets a track.</summary>
    public void End(in TrackEnd end) => _paths[end.Slot] = default;

    private struct Path
    {
        public bool Active;
        public bool Through;
        public int Side;
        public TimeSpan Last;
        public PlanePoint Position;
        public double Distance;
    }
}
