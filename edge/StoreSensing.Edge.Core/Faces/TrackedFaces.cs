using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A lane that tracks faces: takes scenery out of what was found, and gives each tracked face its points and its pose. Allocates nothing.</summary>
internal sealed class TrackedFaces(IDetector detector, IHeadPoseEstimator? poses, LifeGate gate, LivePlaces places) : IFaceStage
{
    private const int MostOwners = 64;
    private const float Around = 0.2f; // of a living face's box on each side: there it may be in the next picture
    private readonly Detection.Detection[] _boxes = new Detection.Detection[detector.Capacity];
    private readonly FaceDetection[] _faces = new FaceDetection[detector.Capacity];
    private readonly FaceSighting[] _sightings = new FaceSighting[detector.Capacity];
    private readonly Box[] _owners = new Box[MostOwners];
    private readonly Scenery _scenery = new(places);
    private int _count;
    private bool _prepared;

    public int Find(Frame frame, Span<Detection.Detection> into)
    {
        var found = detector is IFaceDetector faces ? faces.DetectFaces(frame, _faces) : FindBoxes(frame);
        var owners = _owners.AsSpan(0, gate.Owners(_owners));
        foreach (ref var owner in owners)
            owner = owner.Enlarged(Around);
        _count = _scenery.Filter(frame, _faces.AsSpan(0, found), owners, frame.Time.Elapsed);
        if (_scenery.Changed)
            gate.Shake(frame.Time.Elapsed);
        for (var i = 0; i < _count; i++)
            into[i] = new Detection.Detection(_faces[i].Box, _faces[i].Score);
        return _count;
    }

    public ReadOnlySpan<FaceSighting> Look(Frame frame, ReadOnlySpan<InSight> people)
    {
        if (!_prepared)
            poses?.Prepare(frame);
        _prepared = true;
        var told = 0;
        foreach (ref readonly var person in people)
            if (person.Wanted && told < _sightings.Length && TryFind(person.Sample.Box, out var face))
                _sightings[told++] = new FaceSighting(
                    person.Sample.Slot, person.Sample.Id, person.Sample.At, face, person.Position, poses?.Estimate(frame, face));
        return _sightings.AsSpan(0, told);
    }

    public void End(in TrackEnd end)
    {
        // nothing is kept for a track
    }

    // A sighting's box is the very one that was detected.
    private bool TryFind(in Box box, out FaceDetection face)
    {
        foreach (ref readonly var candidate in _faces.AsSpan(0, _count))
        {
            face = candidate;
            if (candidate.Box == box)
                return true;
        }
        face = default;
        return false;
    }

    private int FindBoxes(Frame frame)
    {
        var found = detector.Detect(frame, _boxes);
        for (var i = 0; i < found; i++)
            _faces[i] = new FaceDetection(_boxes[i].Box, _boxes[i].Score, null);
        return found;
    }
}
