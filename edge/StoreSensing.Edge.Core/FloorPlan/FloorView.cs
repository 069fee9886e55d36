using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>How a calibrated camera sees the floor: lens, then plane, with the parts of its picture that are masked.</summary>
public sealed class FloorView
{
    private readonly Homography _map;
    private readonly LensDistortion? _lens;
    private readonly IReadOnlyList<Polygon> _masks;

    /// <summary>A view through a map that was fitted to undistorted points where there is a lens.</summary>
    public FloorView(Homography map, LensDistortion? lens = null, IReadOnlyList<Polygon>? masks = null)
    {
        (_map, _lens, _masks) = (map, lens, masks ?? []);
    }

    /// <summary>From the picture of an ideal lens to the floor.</summary>
    internal Homography Map => _map;

    /// <summary>The lens; null for an ideal one.</summary>
    internal LensDistortion? Lens => _lens;

    /// <summary>The pairs with their picture points as an ideal lens would show them; a point that the lens can't show becomes not finite, which a fit refuses.</summary>
    public static IReadOnlyList<PointPair> Undistorted(IReadOnlyList<PointPair> pairs, LensDistortion? lens) => lens is null
        ? pairs
        : [.. pairs.Select(p => p with { Picture = lens.TryUndistort(p.Picture, out var ideal) ? ideal : new PlanePoint(double.NaN, double.NaN) })];

    /// <summary>The floor position of a point of the picture, metres; false beyond the horizon and where the lens shows nothing.</summary>
    public bool TryMap(PlanePoint picture, out PlanePoint floor)
    {
        floor = default;
        return TryIdeal(picture, out var ideal) && _map.TryMap(ideal, out floor);
    }

    /// <summary>Where in the picture a floor position is seen; false when it is outside the picture, masked or behind the camera.</summary>
    public bool TrySee(PlanePoint floor, out PlanePoint picture)
    {
        picture = default;
        if (!_map.TryUnmap(floor, out var ideal))
            return false;
        picture = ideal;
        if (_lens is not null && !_lens.TryDistort(ideal, out picture))
            return false;
        if (picture.X is < 0 or > 1 || picture.Y is < 0 or > 1)
            return false;
        for (var i = 0; i < _masks.Count; i++)
            if (_masks[i].Contains(picture))
                return false;
        return true;
    }

    /// <summary>Metres of floor per unit of the picture at a point; false where <see cref="TryMap"/> is.</summary>
    public bool TryScale(PlanePoint picture, out Scale scale)
    {
        scale = default;
        if (!TryIdeal(picture, out var ideal) || !_map.TryScale(ideal, out scale))
            return false;
        if (_lens is null)
            return true;
        // The lens's own scale, by a thousandth of the picture: it changes slowly.
        const double step = 1e-3;
        if (!_lens.TryUndistort(new PlanePoint(picture.X + step, picture.Y), out var right) || !_lens.TryUndistort(new PlanePoint(picture.X, picture.Y + step), out var below))
            return false;
        var (a, b) = ((right.X - ideal.X) / step, (below.X - ideal.X) / step);
        var (c, d) = ((right.Y - ideal.Y) / step, (below.Y - ideal.Y) / step);
        scale = new Scale(
            (scale.XByX * a) + (scale.XByY * c), (scale.XByX * b) + (scale.XByY * d),
            (scale.YByX * a) + (scale.YByY * c), (scale.YByX * b) + (scale.YByY * d));
        return true;
    }

    private bool TryIdeal(PlanePoint picture, out PlanePoint ideal)
    {
        ideal = picture;
        return _lens is null || _lens.TryUndistort(picture, out ideal);
    }
}
