using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Places where a living face was seen a moment ago: who stands still, is hidden for a while and found again need not show life anew. Bounded: the newest 32,
/// for half a minute each.
/// </summary>
internal sealed class LivePlaces
{
    private const float Near = 0.5f; // of a face's width
    private const float AlikeSize = 1.5f;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly (Box Box, TimeSpan At, bool Live)[] _places = new (Box, TimeSpan, bool)[32];
    private int _next;

    /// <summary>A living face is, or was, here.</summary>
    public void Add(in Box box, TimeSpan at) => _places[_next++ % _places.Length] = (box, at, true);

    /// <summary>True when a living face was here a moment ago.</summary>
    public bool Holds(in Box box, TimeSpan now)
    {
        foreach (ref readonly var place in _places.AsSpan())
            if (place.Live && now - place.At <= Patience && IsNear(place.Box, box))
                return true;
        return false;
    }

    /// <summary>Something that never lived is here: a life that ended here says nothing about it.</summary>
    public void Remove(in Box box)
    {
        foreach (ref var place in _places.AsSpan())
            if (place.Live && IsNear(place.Box, box))
                place = default;
    }

    private static bool IsNear(in Box a, in Box b)
    {
        var (x, y) = ((a.CentreX - b.CentreX) / a.Width, (a.CentreY - b.CentreY) / a.Height);
        var size = a.Height / b.Height;
        return (x * x) + (y * y) <= Near * Near && size is < AlikeSize and > 1 / AlikeSize;
    }
}
