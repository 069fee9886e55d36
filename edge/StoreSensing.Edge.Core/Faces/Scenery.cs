using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Faces that belong to the scene: on posters, cartons, screens that stand still. A face that is found unmoving for two seconds where nobody alive has come is
/// held back, so that nobody's track can jump to it, and watched: when it sways or goes away as people do, it is let go. Forgotten when it was not
/// found for ten minutes, or when the scene changes. Bounded: 64 places, in memory only. Allocates nothing.
/// </summary>
/// <remarks>
/// Why swaying: nobody stands still; a standing head wanders by centimetres within seconds (Winter, "Human balance and posture control during standing and
/// walking", Gait and Posture 3, 1995), a print by the detector's jitter alone, which has no memory.
/// </remarks>
internal sealed class Scenery(LivePlaces places)
{
    private const int Places = 64;
    private const int LeastFound = 4;
    private const float Alike = 0.75f; // correlation of looks
    private const float HalfCovered = 0.3f; // at the very place and size: the print with somebody in front of a part of it
    private const float SwayOfDoubted = 0.08f; // face widths: 1.3 cm
    private const float SwayOfLearnt = 0.15f;
    private const float LookFollow = 0.05f;
    private static readonly TimeSpan Doubted = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Learnt = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DoubtedFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LearntFor = TimeSpan.FromMinutes(10);
    private readonly SceneryPlace[] _places = new SceneryPlace[Places];
    private readonly float[] _looks = new float[Places * FaceLook.Length];
    private readonly float[] _look = new float[FaceLook.Length];
    private readonly SceneChange _change = new();

    /// <summary>Places known now, doubted or learnt.</summary>
    public int Known => _places.Count(p => p.InUse);

    /// <summary>True when the last picture showed another scene: everything known was forgotten.</summary>
    public bool Changed { get; private set; }

    /// <summary>Takes scenery out of what was found; returns how many are left, in their order, at the front.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="faces">What was found in it.</param>
    /// <param name="owners">Where faces belong to somebody alive: nothing is learnt there.</param>
    /// <param name="now">Monotonic time of the picture.</param>
    public int Filter(Frame frame, Span<FaceDetection> faces, ReadOnlySpan<Box> owners, TimeSpan now)
    {
        Changed = _change.Look(frame);
        if (Changed)
            Forget();
        var left = 0;
        foreach (ref readonly var face in faces)
        {
            if (!Holds(frame, face.Box, owners, now))
                faces[left++] = face;
        }
        Forget(now);
        Array.Clear(_look);
        return left;
    }

    /// <summary>A face that stayed where it was while its supposed owner moved on: held back from now on.</summary>
    public void Learn(Frame frame, in Box box, TimeSpan now)
    {
        if (!box.IsValid || Find(box) >= 0)
            return;
        var i = Add(frame, box, now);
        _places[i].FirstFound = now - Doubted;
        _places[i].Found = LeastFound;
    }

    private bool Holds(Frame frame, in Box box, ReadOnlySpan<Box> owners, TimeSpan now)
    {
        if (!box.IsValid)
            return false;
        FaceLook.Read(frame, box, _look);
        var owned = IsOwned(box, owners);
        var i = Find(box);
        if (i < 0)
        {
            if (!owned && !places.Holds(box, now))
                Add(frame, box, now);
            return false;
        }
        ref var place = ref _places[i];
        if (FaceLook.Likeness(LookOf(i), _look) < (place.IsExactlyHere(box) ? HalfCovered : Alike))
            return false; // somebody in front of it
        place.See(box, now, measured: !owned);
        FaceLook.Follow(LookOf(i), _look, LookFollow);
        if (place.Age < Doubted || place.Found < LeastFound)
            return false;
        places.Remove(place.Box);
        if (!place.Sways(place.Age < Learnt ? SwayOfDoubted : SwayOfLearnt))
            return true;
        places.Add(box, now);
        place = default;
        LookOf(i).Clear();
        return false;
    }

    private int Find(in Box box)
    {
        for (var i = 0; i < Places; i++)
            if (_places[i].InUse && _places[i].IsHere(box))
                return i;
        return -1;
    }

    private int Add(Frame frame, in Box box, TimeSpan now)
    {
        var i = Array.FindIndex(_places, static p => !p.InUse);
        if (i < 0)
            i = Youngest();
        _places[i] = SceneryPlace.At(box, now);
        FaceLook.Read(frame, box, LookOf(i));
        return i;
    }

    private int Youngest()
    {
        var youngest = 0;
        for (var i = 1; i < Places; i++)
            if (_places[i].FirstFound > _places[youngest].FirstFound)
                youngest = i;
        return youngest;
    }

    private void Forget()
    {
        Array.Clear(_places);
        Array.Clear(_looks);
    }

    private void Forget(TimeSpan now)
    {
        for (var i = 0; i < Places; i++)
        {
            ref var place = ref _places[i];
            if (!place.InUse || now - place.LastFound <= (place.Age < Doubted ? DoubtedFor : LearntFor))
                continue;
            place = default;
            LookOf(i).Clear();
        }
    }

    private static bool IsOwned(in Box box, ReadOnlySpan<Box> owners)
    {
        foreach (ref readonly var owner in owners)
            if (box.CentreX >= owner.Left && box.CentreX <= owner.Right && box.CentreY >= owner.Top && box.CentreY <= owner.Bottom)
                return true;
        return false;
    }

    private Span<float> LookOf(int place) => _looks.AsSpan(place * FaceLook.Length, FaceLook.Length);
}
