using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>
/// The way of a picture, top to bottom: mask, detect, then track, place, steady, count (<see cref="PeopleCounting"/>), and look at faces: where heads are
/// turned to, and one expression. No clock, no thread, no I/O; one lane calls it from one thread. A call allocates nothing.
/// </summary>
public sealed class VisionPipeline
{
    private readonly IDetector _detector;
    private readonly Detection.Detection[] _detections;
    private readonly PrivacyMask? _mask;
    private readonly PeopleCounting _people;
    private readonly IFaceStage? _faces;
    private readonly CameraAim _aim;
    private TimeSpan? _last;

    /// <summary>Puts a lane together.</summary>
    /// <param name="plan">What it measures.</param>
    /// <param name="detector">What finds people or faces in its pictures; stays the caller's.</param>
    /// <param name="firstTrackId">Where track numbers start; hand in a random number.</param>
    /// <param name="elsewhere">Where sightings are counted together with other cameras'; null to count them here.</param>
    public VisionPipeline(LanePlan plan, IDetector detector, long firstTrackId, IFloorCounter? elsewhere = null)
    {
        _detector = detector;
        _detections = new Detection.Detection[detector.Capacity];
        _mask = plan.Masks.Count > 0 ? new PrivacyMask(plan.Masks) : null;
        _people = new PeopleCounting(plan, firstTrackId, elsewhere);
        _aim = new CameraAim(plan.Placement.View);
        if (_people.Life is { } life)
            _faces = new TrackedFaces(detector, plan.Faces?.Pose, life, _people.LivePlaces);
        else if (plan.Faces is { Detector: not null } faces)
            _faces = new PeoplesFaces(detector, faces, plan.Tracker.Capacity);
    }

    /// <summary>Frames taken so far.</summary>
    public long Frames { get; private set; }

    /// <summary>People (or faces) found so far, summed over frames.</summary>
    public long Detections { get; private set; }

    /// <summary>Faces whose expression was read so far.</summary>
    public long FacesRead => _people.Expression?.FacesRead ?? 0;

    /// <summary>Faces of living people that were asked for so far, summed over frames.</summary>
    public long Faces { get; private set; }

    /// <summary>Who was not looked at so far, and why; null where no faces are looked at.</summary>
    public ExcludedSeconds? Excluded => _people.Excluded;

    /// <summary>Frames left out because they were not later than the one before.</summary>
    public long FramesOutOfOrder { get; private set; }

    /// <summary>Faces of living people in the last picture.</summary>
    internal ReadOnlySpan<FaceSighting> Seen => _people.Seen;

    /// <summary>Takes one picture. The frame stays the caller's.</summary>
    public void Process(Frame frame)
    {
        var now = frame.Time.Elapsed;
        if (now <= _last)
        {
            FramesOutOfOrder++;
            return;
        }
        _last = now;
        _people.Observe(frame.Time);
        _mask?.Apply(frame);
        var found = _faces?.Find(frame, _detections) ?? _detector.Detect(frame, _detections);
        _people.Take(_detections.AsSpan(0, found), now);
        LookAtFaces(frame);
        _people.Expression?.Look(frame);
        Frames++;
        Detections += found;
    }

    /// <summary>The next window that is complete at <paramref name="now"/>, or null; ask until it is null. Call it without frames, too.</summary>
    public RawWindow? Close(FrameTime now) => _people.Close(now);

    /// <summary>Ends every track and closes every window: the agent stops.</summary>
    public IReadOnlyList<RawWindow> Stop(FrameTime now) => _people.Stop(now);

    private void LookAtFaces(Frame frame)
    {
        if (_faces is null)
            return;
        foreach (ref readonly var end in _people.Ended)
            _faces.End(end);
        foreach (ref readonly var face in _faces.Look(frame, _people.InSight))
            _people.See(face, face.Pose is { } pose ? _aim.Azimuth(frame, face.Position, pose) : null);
        Faces += _people.Seen.Length;
    }
}
