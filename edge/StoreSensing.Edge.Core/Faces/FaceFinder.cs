using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Finds the face that belongs to a track's box.</summary>
public sealed class FaceFinder
{
    private const float LeastPixels = 20;
    private readonly BlazeFaceDetector? _detector;
    private readonly Detection.Detection[] _found;

    /// <summary>Looks in the upper part of people's boxes with <paramref name="detector"/>; where boxes are faces already it needs none.</summary>
    public FaceFinder(BoxOf boxes, BlazeFaceDetector? detector)
    {
        if (boxes == BoxOf.Person && detector is null)
            throw new ArgumentNullException(nameof(detector), "faces in people's boxes need a face detector");
        _detector = boxes == BoxOf.Face ? null : detector;
        _found = new Detection.Detection[detector?.Capacity ?? 0];
    }

    /// <summary>Makes room for pictures of this one's size.</summary>
    public void Prepare(Frame frame) => _detector?.Prepare(frame);

    /// <summary>The face's box; false when there is none, or one too small to read.</summary>
    public bool TryFind(Frame frame, in Box box, out Box face)
    {
        face = box;
        if (_detector is not null)
        {
            var upper = box with { Bottom = box.Top + (box.Height * 0.45f) };
            var count = _detector.Detect(frame, PixelRectangle.Around(frame, upper, 1.1f), _found);
            if (!TryBest(_found.AsSpan(0, count), upper, out face))
                return false;
        }
        return face.Width * frame.Width >= LeastPixels;
    }

    // The square that was looked at is wider than the person: a face beside it is a neighbour's.
    private static bool TryBest(ReadOnlySpan<Detection.Detection> found, in Box upper, out Box face)
    {
        foreach (ref readonly var candidate in found)
        {
            face = candidate.Box;
            if (face.CentreX >= upper.Left && face.CentreX <= upper.Right && face.CentreY >= upper.Top && face.CentreY <= upper.Bottom)
                return true;
        }
        face = default;
        return false;
    }
}
