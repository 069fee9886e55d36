using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>What a camera's boxes are boxes of.</summary>
public enum BoxOf
{
    /// <summary>Whole people.</summary>
    Person,

    /// <summary>Faces.</summary>
    Face,
}

/// <summary>Says where on the camera's surface the person in a box stands.</summary>
public sealed class Placement
{
    // Chin-to-brow boxes of a face detector are about an eighth of a body's height (da Vinci's canon, after Vitruvius: head 1/8).
    private const float BodyHeightsPerFace = 8;
    private readonly FloorView? _view;
    private readonly BoxOf _boxes;

    /// <summary>
    /// Places boxes through a calibration (and the lens it was fitted behind), or on the picture itself when it is null. Masks don't change a
    /// place, only what <see cref="View"/> says is seen.
    /// </summary>
    public Placement(BoxOf boxes, Homography? calibration, LensDistortion? lens = null, IReadOnlyList<Polygon>? masks = null)
    {
        _boxes = boxes;
        _view = calibration is null ? null : new FloorView(calibration, lens, masks);
    }

    /// <summary>The height of the whole person in the box, as a share of the picture's.</summary>
    public float BodyHeight(in Box box) => _boxes == BoxOf.Face ? BodyHeightsPerFace * box.Height : box.Height;

    /// <summary>What the boxes are boxes of.</summary>
    public BoxOf Boxes => _boxes;

    /// <summary>The view through which boxes are placed; null when their place is the picture.</summary>
    public FloorView? View => _view;

    /// <summary>True when places are metres on the floor plan.</summary>
    public bool IsMetric => _view is not null;

    /// <summary>
    /// The floor position of the box's foot point, from the box as detected. Without a calibration it is the foot point in the picture, and
    /// for faces the face's centre: a close-up's feet lie far below the picture. False beyond the horizon.
    /// </summary>
    public bool TryPlace(in Box box, out PlanePoint position)
    {
        if (_view is null && _boxes == BoxOf.Face)
        {
            position = new PlanePoint(box.CentreX, box.CentreY);
            return true;
        }
        position = FootOf(box);
        return _view is null || _view.TryMap(position, out position);
    }

    /// <summary>The foot point of a box in the picture; for a face it may lie far below.</summary>
    public PlanePoint FootOf(in Box box) =>
        new(box.CentreX, _boxes == BoxOf.Face ? box.Top + (BodyHeightsPerFace * box.Height) : box.Bottom);
}
