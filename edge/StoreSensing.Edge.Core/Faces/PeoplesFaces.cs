using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// A lane that tracks people: finds their faces while somebody stands where faces are asked for, gives each to its person, and drops those that hang on
/// the wall. Allocates nothing.
/// </summary>
internal sealed class PeoplesFaces : IFaceStage
{
    private const int CropsPerFrame = 3; // a network run each
    private const float UpperPart = 0.45f;
    private const float Same = 0.4f; // overlap of one face found in two crops
    private readonly IDetector _people;
    private readonly IFaceDetector _detector;
    private readonly FacePlan _plan;
    private readonly FaceDetection[] _faces;
    private readonly FaceDetection[] _crop;
    private readonly FaceSighting[] _sightings;
    private readonly Box[] _heads;
    private readonly FaceAssociation _association;
    private readonly BodyAndFace _company;
    private readonly Scenery _scenery = new(new LivePlaces());
    private bool _prepared;
    private int _turn;

    public PeoplesFaces(IDetector people, FacePlan plan, int capacity)
    {
        (_people, _plan, _detector) = (people, plan, plan.Detector ?? throw new ArgumentException("faces of people need a face detector", nameof(plan)));
        _crop = new FaceDetection[_detector.Capacity];
        _faces = new FaceDetection[_detector.Capacity * (plan.Search == FaceSearch.People ? CropsPerFrame : 1)];
        _sightings = new FaceSighting[_faces.Length];
        _heads = new Box[capacity];
        _association = new FaceAssociation(capacity, _faces.Length);
        _company = new BodyAndFace(capacity);
    }

    public int Find(Frame frame, Span<Detection.Detection> into) => _people.Detect(frame, into);

    public ReadOnlySpan<FaceSighting> Look(Frame frame, ReadOnlySpan<InSight> people)
    {
        if (!_prepared)
            _plan.Pose?.Prepare(frame);
        _prepared = true;
        if (!AnyWanted(people))
            return [];
        var aspect = (float)frame.Width / frame.Height;
        var found = _plan.Search == FaceSearch.Picture ? _detector.DetectFaces(frame, _faces) : LookAtPeople(frame, people);
        for (var i = 0; i < people.Length; i++)
            _heads[i] = HeadRegion.Of(people[i].Sample.Box, aspect);
        found = _scenery.Filter(frame, _faces.AsSpan(0, found), _heads.AsSpan(0, people.Length), frame.Time.Elapsed);
        _association.Match(people, _faces.AsSpan(0, found), aspect);
        var told = 0;
        for (var i = 0; i < people.Length; i++)
            if (_association[i] is >= 0 and var face && Belongs(frame, people[i], _faces[face]) && people[i].Wanted)
                _sightings[told++] = Sighting(frame, people[i], _faces[face]);
        return _sightings.AsSpan(0, told);
    }

    public void End(in TrackEnd end) => _company.End(end);

    private bool Belongs(Frame frame, in InSight person, in FaceDetection face)
    {
        var company = _company.See(person.Sample, face.Box);
        if (company == Company.Hanging)
            _scenery.Learn(frame, face.Box, frame.Time.Elapsed);
        return company == Company.Together;
    }

    private FaceSighting Sighting(Frame frame, in InSight person, in FaceDetection face) =>
        new(person.Sample.Slot, person.Sample.Id, person.Sample.At, face, person.Position, _plan.Pose?.Estimate(frame, face));

    // In turn, so that in a crowd everybody is looked at now and then.
    private int LookAtPeople(Frame frame, ReadOnlySpan<InSight> people)
    {
        var (found, crops) = (0, 0);
        for (var i = 0; i < people.Length && crops < CropsPerFrame; i++)
        {
            ref readonly var person = ref people[(int)(((long)i + _turn) % people.Length)];
            if (!person.Wanted)
                continue;
            var box = person.Sample.Box;
            var region = PixelRectangle.Around(frame, box with { Bottom = box.Top + (box.Height * UpperPart) }, 1.1f);
            foreach (ref readonly var face in _crop.AsSpan(0, _detector.DetectFaces(frame, region, _crop)))
                if (!IsKnown(face.Box, found))
                    _faces[found++] = face;
            crops++;
        }
        _turn = (_turn + crops) % int.MaxValue;
        return found;
    }

    private bool IsKnown(in Box box, int found)
    {
        foreach (ref readonly var face in _faces.AsSpan(0, found))
            if (face.Box.Iou(box) > Same)
                return true;
        return false;
    }

    private static bool AnyWanted(ReadOnlySpan<InSight> people)
    {
        foreach (ref readonly var person in people)
            if (person.Wanted)
                return true;
        return false;
    }
}
