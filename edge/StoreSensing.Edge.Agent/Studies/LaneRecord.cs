using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>Writes down what the live chain says about a recording. Not thread-safe; grows with the recording, so it is for files only.</summary>
internal sealed class LaneRecord : IPhysiologyObserver
{
    private readonly List<double> _blockSeconds = [];
    private readonly List<double> _blockValues = [];
    private readonly List<StudySecond> _seconds = [];
    private readonly List<(ContactState State, double Seconds)> _states = [(ContactState.None, 0)];
    private readonly List<ScrEvent?> _scrs = [];

    // Response numbers begin anew with each contact, and each begins with a provisional event.
    private readonly Dictionary<long, int> _latest = [];

    /// <summary>Means over 100 ms while the electrodes are touched, NaN otherwise; µS.</summary>
    public Curve Blocks => new([.. _blockSeconds], [.. _blockValues]);

    /// <summary>Seconds of contact.</summary>
    public IReadOnlyList<StudySecond> Seconds => _seconds;

    /// <summary>Confirmed responses that were not taken back, in the order of their peaks.</summary>
    public IReadOnlyList<ScrEvent> Scrs => [.. _scrs.OfType<ScrEvent>().Where(s => s.Kind == ScrEventKind.Final).OrderBy(s => s.PeakSeconds)];

    public void Block(in SignalBlock block)
    {
        _blockSeconds.Add(block.Time.Elapsed.TotalSeconds);
        _blockValues.Add(block.Contact is ContactState.Settling or ContactState.Contact && double.IsFinite(block.Microsiemens) ? block.Microsiemens : double.NaN);
    }

    public void Response(in ScrEvent response)
    {
        if (response.Kind == ScrEventKind.Retracted)
        {
            if (_latest.Remove(response.Id, out var index))
                _scrs[index] = null;
        }
        else if (response.Kind == ScrEventKind.Final && _latest.TryGetValue(response.Id, out var known))
        {
            _scrs[known] = response;
        }
        else
        {
            _latest[response.Id] = _scrs.Count;
            _scrs.Add(response);
        }
    }

    public void Second(in ContactSecond second) =>
        _seconds.Add(new StudySecond(second.Time.Elapsed.TotalSeconds, second.IsClean, second.Level, second.Scl, second.Score.Why, second.Score.Arousal));

    public void Contact(ContactState state, FrameTime time) => _states.Add((state, time.Elapsed.TotalSeconds));

    /// <summary>Times that tell nothing, up to the recording's end.</summary>
    public IReadOnlyList<Band> Bands(double duration)
    {
        var bands = new List<Band>();
        var judged = 0;
        for (var i = 0; i < _states.Count; i++)
        {
            var (state, from) = _states[i];
            var to = Math.Min(duration, i + 1 < _states.Count ? _states[i + 1].Seconds : duration);
            if (state != ContactState.Contact)
            {
                Add(bands, new Band(state == ContactState.Settling ? BandKind.Settling : BandKind.NoContact, from, to));
                continue;
            }
            var until = from;
            for (; judged < _seconds.Count && _seconds[judged].Start < to; judged++)
            {
                until = _seconds[judged].Start + 1;
                if (!_seconds[judged].IsClean)
                    Add(bands, new Band(BandKind.Artefact, _seconds[judged].Start, Math.Min(to, until)));
            }
            Add(bands, new Band(BandKind.NotJudged, until, to));
        }
        // A touch is told half a second after it began: a recording that begins with one has no time before it.
        if (bands is [{ Kind: BandKind.NoContact, To: < 1 } before, { Kind: BandKind.Settling } settling, ..] && before.To == settling.From)
        {
            bands.RemoveAt(0);
            bands[0] = settling with { From = before.From };
        }
        return bands;
    }

    private static void Add(List<Band> bands, Band band)
    {
        if (bands.Count > 0 && bands[^1].Kind == band.Kind && band.From <= bands[^1].To + 0.01)
            bands[^1] = bands[^1] with { To = Math.Max(bands[^1].To, band.To) };
        else if (band.To > band.From)
            bands.Add(band);
    }
}
