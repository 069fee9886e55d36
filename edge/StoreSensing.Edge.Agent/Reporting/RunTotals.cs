using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>Sums of everything measured since the start, taken from the raw figures: what the other end must arrive at.</summary>
internal sealed class RunTotals
{
    private readonly SortedDictionary<string, ZoneTotal> _zones = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LineTotal> _lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _heat = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MergeTotal> _merges = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DisplayTotal> _displays = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ArousalTotal> _arousal = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _messages = new(StringComparer.Ordinal);

    /// <summary>Windows measured.</summary>
    public int Windows { get; private set; }

    /// <summary>People whose expression was seen.</summary>
    public int ExpressionPeople { get; private set; }

    public void Add(RawDeviceWindow window)
    {
        Windows++;
        ExpressionPeople += window.Expressions.Count;
        foreach (var zone in window.Zones)
        {
            var total = _zones.GetValueOrDefault(zone.Zone) ?? new ZoneTotal();
            _zones[zone.Zone] = total with
            {
                Visits = total.Visits + zone.Visits,
                EngagedVisits = total.EngagedVisits + zone.EngagedVisits,
                PersonSeconds = total.PersonSeconds + zone.PersonSeconds,
                EndedVisits = total.EndedVisits + zone.Ended.Count,
                DwellSeconds = total.DwellSeconds + zone.Ended.Sum(e => e.Seconds),
            };
        }
        foreach (var line in window.Lines)
        {
            var total = _lines.GetValueOrDefault(line.Line) ?? new LineTotal(0, 0);
            _lines[line.Line] = new LineTotal(total.In + line.In, total.Out + line.Out);
        }
        foreach (var heat in window.Heat)
            _heat[heat.Surface] = _heat.GetValueOrDefault(heat.Surface) + heat.Cells.Sum(c => (double)c);
        foreach (var merge in window.Merges)
            Add(merge);
        foreach (var display in window.Attention)
            Add(display);
    }

    public void Add(RawDeviceArousal window)
    {
        foreach (var person in window.People)
        {
            var total = _arousal.GetValueOrDefault(person.Zone) ?? new ArousalTotal(0, 0, 0);
            _arousal[person.Zone] = new ArousalTotal(total.ContactSeconds + person.ObservedSeconds, total.ScoredSeconds + person.ScoredSeconds, total.Scrs + person.Scrs);
        }
    }

    private void Add(RawMerge merge)
    {
        var total = _merges.GetValueOrDefault(merge.Surface) ?? new MergeTotal(0, 0, null);
        _merges[merge.Surface] = new MergeTotal(
            total.Pairs + merge.Pairs, total.Ambiguous + merge.Ambiguous, total.RmsMetres > merge.RmsMetres ? total.RmsMetres : merge.RmsMetres ?? total.RmsMetres);
    }

    private void Add(RawAttention display)
    {
        var total = _displays.GetValueOrDefault(display.Display) ?? new DisplayTotal();
        _displays[display.Display] = total with
        {
            Passed = total.Passed + display.People.Count,
            Glanced = total.Glanced + display.People.Count(p => p.Glanced),
            Attended = total.Attended + display.People.Count(p => p.Attended),
            AttentionSeconds = total.AttentionSeconds + display.People.Sum(p => p.AttentionSeconds),
            KnownSeconds = total.KnownSeconds + display.People.Sum(p => p.KnownSeconds),
            PresentSeconds = total.PresentSeconds + display.People.Sum(p => p.PresentSeconds),
        };
    }

    public void Add(MessageKind kind) => _messages[kind.Name()] = _messages.GetValueOrDefault(kind.Name()) + 1;

    public RunSummary Summary(string session, long lastSeq, OutboxStatus outbox, IEnumerable<CameraTotal> cameras, IEnumerable<SensorTotal>? sensors = null) => new()
    {
        Session = session,
        LastSeq = lastSeq,
        Windows = Windows,
        Cameras = [.. cameras],
        Messages = _messages,
        Zones = _zones,
        Lines = _lines,
        HeatPersonSeconds = _heat,
        Merges = _merges,
        ExpressionPeople = ExpressionPeople,
        Displays = _displays,
        Sensors = [.. sensors ?? []],
        Arousal = _arousal,
        OutboxPending = outbox.Pending,
        OutboxDropped = outbox.Dropped,
    };
}
