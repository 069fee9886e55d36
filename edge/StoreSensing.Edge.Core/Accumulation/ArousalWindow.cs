using System.Runtime.InteropServices;
using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>A window of one skin-conductance sensor while it fills. Holds one stay per contact session and place: at most one per ten seconds, as a contact needs those to settle.</summary>
internal sealed class ArousalWindow(int seconds) : IOpenWindow
{
    private readonly List<Stay> _stays = [];
    private readonly HashSet<Place> _places = [];
    private readonly Stack<List<float>> _free = new();
    private Place? _here;

    public TimeWindow Window { get; private set; }

    public TimeSpan From { get; private set; }

    public TimeSpan To { get; private set; }

    public double ObservedSeconds { get; set; }

    public void Open(TimeWindow window, TimeSpan from, TimeSpan to)
    {
        (Window, From, To, ObservedSeconds) = (window, from, to, 0);
        Clear();
    }

    /// <summary>Forgets everybody: it was handed on, and may wait long for its next use.</summary>
    public void Clear()
    {
        foreach (var stay in _stays)
            Recycle(stay.Levels);
        CollectionsMarshal.AsSpan(_stays).Clear();
        _stays.Clear();
        _places.Clear();
        _here = null;
    }

    /// <summary>The sensor is at a place.</summary>
    public void Visit(Place place)
    {
        if (ReferenceEquals(place, _here))
            return;
        _here = place;
        if (place.Zone is not null)
            _places.Add(place);
    }

    /// <summary>Counts a second of a session. A stuck input is nobody.</summary>
    public void Add(long session, Place place, in ContactSecond second)
    {
        if (place.Zone is null || !second.IsClean || second.Score.Why == Abstention.Frozen)
            return;
        ref var stay = ref At(session, place);
        stay.Seconds++;
        stay.Scrs += second.Scrs;
        if (double.IsFinite(second.Scl))
            stay.Levels.Add((float)second.Scl);
        if (second.Score.Why != Abstention.None)
            return;
        stay.Scored++;
        stay.ScoreSum += second.Score.Arousal;
        stay.Elevated += second.Score.StressProbability >= ArousalLimits.ElevatedFrom ? 1 : 0;
    }

    /// <summary>Drops a session whose person takes their consent back.</summary>
    public void Forget(long session)
    {
        for (var i = _stays.Count - 1; i >= 0; i--)
        {
            if (_stays[i].Session != session)
                continue;
            Recycle(_stays[i].Levels);
            _stays.RemoveAt(i);
        }
    }

    /// <summary>What the sensor measured, one part per study.</summary>
    public IEnumerable<RawArousalWindow> ToRaw(string sensor)
    {
        var studies = _places.Concat(_stays.Select(s => s.Place)).Select(p => p.Study).Distinct().DefaultIfEmpty(null);
        return studies.Select(study => new RawArousalWindow
        {
            Sensor = sensor,
            Window = Window,
            ObservedSeconds = ObservedSeconds,
            Study = study,
            Zones = [.. _places.Concat(_stays.Select(s => s.Place)).Where(p => p.Study == study).Select(p => p.Zone!).Distinct()],
            People = [.. _stays.Where(s => s.Place.Study == study).Select(Person)],
        });
    }

    private static RawArousal Person(Stay stay) => new(
        stay.Session, stay.Place.Zone!, stay.Seconds, stay.Scored, stay.ScoreSum, stay.Elevated, Median(stay.Levels), stay.Scrs);

    private static double Median(List<float> values)
    {
        if (values.Count == 0)
            return double.NaN;
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2.0;
    }

    private ref Stay At(long session, Place place)
    {
        var stays = CollectionsMarshal.AsSpan(_stays);
        for (var i = 0; i < stays.Length; i++)
            if (stays[i].Session == session && stays[i].Place == place)
                return ref stays[i];
        _stays.Add(new Stay(session, place, _free.TryPop(out var levels) ? levels : new List<float>(seconds)));
        return ref CollectionsMarshal.AsSpan(_stays)[^1];
    }

    private void Recycle(List<float> levels)
    {
        CollectionsMarshal.AsSpan(levels).Clear(); // List keeps what it no longer counts
        levels.Clear();
        _free.Push(levels);
    }

    private record struct Stay(long Session, Place Place, List<float> Levels)
    {
        public int Seconds { get; set; }

        public int Scored { get; set; }

        public int Elevated { get; set; }

        public int Scrs { get; set; }

        public double ScoreSum { get; set; }
    }
}
