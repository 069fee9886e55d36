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
    private readonly Homography? _calibration;
    private readonly BoxOf _boxes;

    /// <summary>Places boxes through a calibration, or on the picture itself when it is null.</summary>
    public Placement(BoxOf boxes, Homography? calibration)
    {
        _boxes = boxes;
        _calibration = calibration;
    }

    /// <summary>The height of the whole person in the box, as a share of the picture's.</summary>
    public float BodyHeight(in Box box) => _boxes == BoxOf.Face ? BodyHeightsPerFace * box.Height : box.Height;

    /// <summary>True when places are metres on the floor plan.</summary>
    public bool IsMetric => _calibration is not null;

    /// <summary>
    /// The floor position of the box's foot point, from the box as detected. Without a calibration it is the foot point in the picture, and
    /// for faces the face's centre: a close-up's feet lie far below the picture. False beyond the horizon.
    /// </summary>
    public bool TryPlace(in Box box, out PlanePoint position)
    {
        if (_calibration is null && _boxes == BoxOf.Face)
        {
            position = new PlanePoint(box.CentreX, box.CentreY);
            return true;
        }
        var foot = _boxes == BoxOf.Face ? box.Top + (BodyHeightsPerFace * box.Height) : box.Bottom;
        position = new PlanePoint(box.CentreX, foot);
        return _calibration is null || _calibration.TryMap(position, out position);
    }
}
