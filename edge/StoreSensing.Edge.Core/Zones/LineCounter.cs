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
    // One 100 ns tick, so that times rounded to ticks don't break a path at exactly the gap.
    private static readonly TimeSpan Rounding = TimeSpan.FromTicks(1);
    private readonly Path[] _paths = new Path[capacity];

    /// <summary>Takes one sighting and says whether it completed a crossing: +1 to the side where <see cref="Segments.Side"/> is positive, −1 to the other, 0 none.</summary>
    public int Sample(in TrackSample sample, PlanePoint position)
    {
        ref var path = ref _paths[sample.Slot];
        var distance = Segments.SignedDistance(position, from, to);
        var sign = Math.Sign(distance);
        if (!path.Active || sample.At - path.Last > gap + Rounding)
            path = new Path { Active = true };
        else
            path.Touched |= Segments.Cross(path.Position, position, from, to);
        path.Last = sample.At;
        path.Position = position;
        if (sign == 0)
            return 0; // on the line is on neither side: the next sample off it decides
        if (sign == -path.Sign)
            path.Through = path.Touched ? sign : 0; // round the segment's end undoes a passage
        path.Touched = false;
        path.Sign = sign;
        if (Math.Abs(distance) < band)
            return 0;
        var crossed = path.Through == sign && path.Side == -sign ? sign : 0;
        path.Side = sign;
        path.Through = 0;
        return crossed;
    }

    /// <summary>Forgets a track.</summary>
    public void End(in TrackEnd end) => _paths[end.Slot] = default;

    private struct Path
    {
        public bool Active;
        public bool Touched; // the segment, since the last sample off the line
        public int Sign; // side of the last sample off the line
        public int Through; // side that the last passage through the segment led to
        public int Side; // side that was last reached beyond the band
        public TimeSpan Last;
        public PlanePoint Position;
    }
}
