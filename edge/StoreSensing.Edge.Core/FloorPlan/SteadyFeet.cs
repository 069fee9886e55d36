using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>
/// Takes the jitter out of walked paths: a detector's box swings with every step and every shadow, and a line or a zone's edge would be crossed to
/// and fro. Each place moves onto the straight line through the places within a reach before and after it, so it is told that much later, and not shifted,
/// whichever pictures were lost.
/// At a path's ends the reach shrinks on both sides alike. One instance, one lane; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Local linear regression (Fan and Gijbels, "Local Polynomial Modelling", 1996, section 3.2) with Epanechnikov's kernel (1969), 1 − (Δt / reach)²: who walks
/// evenly stays where he is.
/// </remarks>
internal sealed class SteadyFeet
{
    // Places a path remembers: at more pictures a second than these last for, the reach is shorter.
    private const int Length = 128;
    private readonly TimeSpan _reach;
    private readonly Place[] _places;
    private readonly Path[] _paths;
    private SteadyPlace[] _told = new SteadyPlace[256];
    private int _count;

    /// <summary>For the slots of one tracker.</summary>
    /// <param name="reach">How far before and after a place its neighbours count; zero leaves places as they are.</param>
    /// <param name="capacity">Slots of the tracker.</param>
    public SteadyFeet(TimeSpan reach, int capacity)
    {
        _reach = reach;
        _places = new Place[reach > TimeSpan.Zero ? capacity * Length : 0];
        _paths = new Path[capacity];
    }

    /// <summary>What has been settled since <see cref="Begin"/>, in each slot's order of times.</summary>
    public ReadOnlySpan<SteadyPlace> Told => _told.AsSpan(0, _count);

    /// <summary>Forgets what was told.</summary>
    public void Begin() => _count = 0;

    /// <summary>Takes a place of a path, later than its last one.</summary>
    public void Add(in TrackSample sample, PlanePoint position)
    {
        if (_reach <= TimeSpan.Zero)
        {
            Tell(new SteadyPlace(sample, position));
            return;
        }
        ref var path = ref _paths[sample.Slot];
        if (path.Count - path.Told == Length)
            Settle(sample.Slot, ref path);
        At(sample.Slot, path.Count++) = new Place(sample, position);
        while (path.Told < path.Count && sample.At - At(sample.Slot, path.Told).Sample.At >= _reach)
            Settle(sample.Slot, ref path);
    }

    /// <summary>Settles what has waited for its reach: places that come later, over a gap, are not waited for.</summary>
    public void Tick(TimeSpan now)
    {
        for (var slot = 0; slot < _paths.Length && _places.Length > 0; slot++)
        {
            ref var path = ref _paths[slot];
            while (path.Told < path.Count && now - At(slot, path.Told).Sample.At >= _reach)
                Settle(slot, ref path);
        }
    }

    /// <summary>Settles what is left of a path and forgets it.</summary>
    public void End(int slot)
    {
        ref var path = ref _paths[slot];
        while (path.Told < path.Count)
            Settle(slot, ref path);
        path = default;
    }

    /// <summary>Settles what is left of every path.</summary>
    public void Stop()
    {
        for (var slot = 0; slot < _paths.Length; slot++)
            End(slot);
    }

    private void Settle(int slot, ref Path path)
    {
        var index = path.Told++;
        ref readonly var place = ref At(slot, index);
        var first = Math.Max(0, path.Count - Length);
        var reach = Reach(slot, first, index, path.Count);
        var (sum, shifted, spread) = (0.0, 0.0, 0.0); // Σw, Σw·Δt, Σw·Δt²
        var (x, y, leaningX, leaningY) = (0.0, 0.0, 0.0, 0.0);
        for (var i = first; i < path.Count; i++)
        {
            ref readonly var other = ref At(slot, i);
            var away = other.Sample.At - place.Sample.At;
            if (away.Duration() > reach)
                continue;
            var share = away / _reach;
            var weight = 1 - (share * share);
            (sum, shifted, spread) = (sum + weight, shifted + (weight * share), spread + (weight * share * share));
            (x, y) = (x + (weight * other.Position.X), y + (weight * other.Position.Y));
            (leaningX, leaningY) = (leaningX + (weight * share * other.Position.X), leaningY + (weight * share * other.Position.Y));
        }
        // The straight line of least weighted squares, at the place's own time; with one place, or all at one time, their mean.
        var determinant = (sum * spread) - (shifted * shifted);
        Tell(new SteadyPlace(place.Sample, determinant > 1e-9
            ? new PlanePoint(((spread * x) - (shifted * leaningX)) / determinant, ((spread * y) - (shifted * leaningY)) / determinant)
            : new PlanePoint(x / sum, y / sum)));
    }

    // As far as there are places on both sides, so that neither the path's ends nor its gaps pull; a tick more, against rounding.
    private TimeSpan Reach(int slot, int first, int index, int end)
    {
        var at = At(slot, index).Sample.At;
        var (before, after) = (first, end - 1);
        while (at - At(slot, before).Sample.At >= _reach)
            before++;
        while (At(slot, after).Sample.At - at >= _reach)
            after--;
        var (back, ahead) = (at - At(slot, before).Sample.At, At(slot, after).Sample.At - at);
        return (back < ahead ? back : ahead) + TimeSpan.FromTicks(1);
    }

    private ref Place At(int slot, int index) => ref _places[(slot * Length) + (index % Length)];

    private void Tell(in SteadyPlace place)
    {
        if (_count == _told.Length)
            Array.Resize(ref _told, 2 * _told.Length);
        _told[_count++] = place;
    }

    private readonly record struct Place(TrackSample Sample, PlanePoint Position);

    private struct Path
    {
        public int Count; // ever
        public int Told;
    }
}

/// <summary>A sighting and where the person stood.</summary>
/// <param name="Sample">The sighting.</param>
/// <param name="Position">On the surface, steadied.</param>
internal readonly record struct SteadyPlace(TrackSample Sample, PlanePoint Position);
