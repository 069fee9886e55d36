using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// The one way from raw figures to something that may leave the device. Withholds what is about too few people, rounds, numbers the
/// messages. Not thread-safe.
/// </summary>
public sealed partial class Anonymiser
{
    private const string EntranceGroup = "store";
    private const int MostSuppressed = 100_000; // the schema's bound
    private readonly string _session;
    private readonly PrivacyProfile _profile;
    private readonly IReadOnlyDictionary<string, Surface> _surfaces;
    private readonly Func<string, IReadOnlyList<int[]>> _zoneCells;
    private readonly StrictCounts? _strict;
    private readonly Dictionary<string, PendingDwell> _dwell = [];
    private readonly Dictionary<(string Surface, string Layer), PendingCells> _cells = [];
    private readonly Dictionary<string, PendingExpression> _expression;
    private readonly OccupancyLedger? _occupancy;

    /// <summary>An anonymiser of one process.</summary>
    /// <param name="session">Random id of the process, 16 hex digits.</param>
    /// <param name="profile">What may be told.</param>
    /// <param name="surfaces">The surfaces that heat lies on.</param>
    /// <param name="expressionZones">Zones in which expression is looked for; empty while it is off.</param>
    /// <param name="occupancy">Keeps the balance of the entrances; null where none is told.</param>
    /// <param name="expression">What is known of the expression networks' mistakes; null where they were never measured.</param>
    /// <param name="watchers">Cameras that look for expressions in a zone, each with tracks of its own: one person may be so many. One where it says nothing.</param>
    /// <param name="zoneCells">The cells under each zone of a surface; null where there are none.</param>
    /// <param name="strict">What the profile <c>strict</c> needs; with no other.</param>
    public Anonymiser(
        string session, PrivacyProfile profile, IEnumerable<Surface> surfaces, IEnumerable<string> expressionZones, OccupancyLedger? occupancy = null,
        ExpressionSet? expression = null, IReadOnlyDictionary<string, int>? watchers = null, Func<string, IReadOnlyList<int[]>>? zoneCells = null, StrictProfile? strict = null)
    {
        if (profile.IsStrict == strict is null)
            throw new ArgumentException($"the profile {profile.Name} {(strict is null ? "needs" : "has no")} bounds and random numbers", nameof(strict));
        _session = session;
        _profile = profile;
        _occupancy = occupancy;
        _zoneCells = zoneCells ?? (_ => []);
        _strict = strict is null ? null : new StrictCounts(strict, profile.CountThreshold!.Value);
        _surfaces = surfaces.ToDictionary(s => s.Id);
        _expression = profile.ExpressionThreshold is { } threshold
            ? expressionZones.ToDictionary(z => z, z => new PendingExpression(threshold * (watchers?.GetValueOrDefault(z, 1) ?? 1), expression))
            : [];
        _arousal = profile.ArousalThreshold is { } people ? new WaitingArousal(people) : null;
    }

    /// <summary>The last sequence number given out.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Makes the messages of one window: zone, heat, line, and what else the device measures: expression, attention, flow, queues, occupancy.</summary>
    public IReadOnlyList<PublishableMessage> Anonymise(RawDeviceWindow raw)
    {
        var messages = new List<PublishableMessage>();
        if (_strict is not null)
        {
            if (!(raw.ObservedSeconds > 0))
                return messages;
            raw = Observed(raw);
            _strict.Begin(raw.Window.Start);
        }
        if (raw.Zones.Count > 0)
            messages.Add(Zones(raw));
        if (_strict is null || raw.Heat.Count > 0)
            messages.Add(Heat(raw));
        if (raw.Lines.Count > 0)
            messages.Add(Lines(raw));
        if (_expression.Count > 0)
            messages.Add(Expressions(raw));
        if (raw.Attention.Count > 0 && (_strict is null || _profile.DwellThreshold is not null))
            messages.Add(Attention(raw));
        if (_strict is not null)
            return messages; // ways, queues and the balance of the entrances tell of single people
        if (raw.Flows.Count > 0)
            messages.Add(Flows(raw));
        if (raw.Queues.Count > 0)
            messages.Add(Queues(raw));
        if (raw.Crossings is not null && _occupancy is { } ledger)
            messages.Add(Occupancy(raw, ledger));
        return messages;
    }

    // What was not observed is told only where there is something to tell of it: in strict that would say that somebody was there.
    private static RawDeviceWindow Observed(RawDeviceWindow raw) => raw with
    {
        Zones = [.. raw.Zones.Where(z => z.ObservedSeconds > 0)],
        Lines = [.. raw.Lines.Where(l => l.ObservedSeconds > 0)],
        Heat = [.. raw.Heat.Where(h => h.ObservedSeconds > 0)],
        Attention = [.. raw.Attention.Where(a => a.ObservedSeconds > 0)],
    };

    private PublishableMessage Zones(RawDeviceWindow raw)
    {
        IReadOnlyList<ZoneFigures> zones = [.. raw.Zones.Select(zone => Zone(zone, raw))];
        return Publishable(MessageKind.Zone, raw, WireJson.Default.ZoneMessage, new ZoneMessage
        {
            Schema = MessageKind.Zone.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = zones.Count(z => z.DwellWithheld is Withheld.BelowThreshold or Withheld.Profile) + zones.Count(z => z.CountsWithheld is not null),
            Zones = zones,
        });
    }

    private ZoneFigures Zone(RawZone zone, RawDeviceWindow raw)
    {
        var (dwell, seconds, withheld) = Dwell(zone, raw);
        var figures = new ZoneFigures
        {
            Zone = zone.Zone,
            ObservedSeconds = Observed(zone.ObservedSeconds, raw),
            Visits = zone.Visits,
            EngagedVisits = zone.EngagedVisits,
            CountsSince = null,
            CountsWithheld = null,
            PersonSeconds = seconds,
            PersonSecondsWithheld = seconds is null ? withheld : null,
            OccupancyPeak = Enough(zone.OccupancyPeak),
            OccupancyNow = Enough(zone.OccupancyNow),
            Dwell = _profile.DwellThreshold is null ? null : dwell,
            DwellWithheld = _profile.DwellThreshold is null ? Withheld.Profile : withheld,
        };
        return _strict is null ? figures : Strict(_strict, figures, zone, raw.Window.Start);
    }

    // Who is there at once comes and goes with single people.
    private int? Enough(int people) => people >= _profile.HeatThreshold ? people : null;

    private ZoneFigures Strict(StrictCounts strict, ZoneFigures figures, RawZone zone, DateTimeOffset start)
    {
        var visits = strict.Take(FigureGroup.Visits, zone.Zone, zone.VisitsOf, start);
        var engaged = strict.Take(FigureGroup.EngagedVisits, zone.Zone, zone.EngagedOf, start);
        return figures with
        {
            Visits = visits.Count,
            EngagedVisits = engaged.Count,
            CountsSince = Earlier(visits.Since, engaged.Since),
            CountsWithheld = WithheldCount(strict, visits.Count is null || engaged.Count is null),
            OccupancyPeak = null,
            OccupancyNow = null,
        };
    }

    private static string? WithheldCount(StrictCounts strict, bool isWithheld) => !isWithheld ? null : strict.IsSilent ? Withheld.Budget : Withheld.BelowThreshold;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is { } x && b is { } y ? (x < y ? x : y) : a ?? b;

    private (DwellFigures? Dwell, double? PersonSeconds, string? Withheld) Dwell(RawZone zone, RawDeviceWindow raw)
    {
        if (_profile.IsStrict && _profile.DwellThreshold is null)
            return (null, null, Withheld.Profile); // noise would have to be on it, too
        if (!_dwell.TryGetValue(zone.Zone, out var pending))
            _dwell[zone.Zone] = pending = new PendingDwell(_profile.DwellThreshold ?? _profile.HeatThreshold);
        if (_strict is not null)
            pending.Begin(raw.Window.Start);
        pending.Add(zone.Ended, raw.Window.Start);
        return pending.Take() is { } told ? (told.Dwell, told.Seconds, null) : (null, null, Withheld.BelowThreshold);
    }

    private PublishableMessage Lines(RawDeviceWindow raw)
    {
        IReadOnlyList<LineFigures> lines = [.. raw.Lines.Select(line => Line(line, raw))];
        return Publishable(MessageKind.Line, raw, WireJson.Default.LineMessage, new LineMessage
        {
            Schema = MessageKind.Line.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = lines.Count(l => l.Withheld is not null), Lines = lines,
        });
    }

    private LineFigures Line(RawLine line, RawDeviceWindow raw)
    {
        var figures = new LineFigures { Line = line.Line, ObservedSeconds = Observed(line.ObservedSeconds, raw), In = line.In, Out = line.Out, Since = null, Withheld = null };
        if (_strict is not { } strict)
            return figures;
        var (inwards, outwards) = (Crossings(true), Crossings(false));
        return figures with
        {
            In = inwards.Count, Out = outwards.Count, Since = Earlier(inwards.Since, outwards.Since),
            Withheld = WithheldCount(strict, inwards.Count is null || outwards.Count is null),
        };

        StrictCount Crossings(bool isIn) => strict.Take(
            FigureGroup.Crossings, $"{line.Line} {(isIn ? "in" : "out")}", line.Crossers.Where(c => c.In == isIn).Select(c => c.TrackId), raw.Window.Start);
    }

    private PublishableMessage Expressions(RawDeviceWindow raw)
    {
        if (_strict is not null)
            foreach (var pending in _expression.Values)
                pending.Begin(raw.Window.Start);
        foreach (var person in raw.Expressions)
            if (_expression.TryGetValue(person.Zone, out var people))
                people.Add(person, raw.Window.Start);
        IReadOnlyList<ExpressionFigures> zones = [.. _expression.Select(zone => zone.Value.Take(zone.Key))];
        return Publishable(MessageKind.Expression, raw, WireJson.Default.ExpressionMessage, new ExpressionMessage
        {
            Schema = MessageKind.Expression.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = zones.Count(z => z.Withheld == Withheld.BelowThreshold),
            Zones = zones,
        });
    }

    private PublishableMessage Publishable<T>(MessageKind kind, RawDeviceWindow raw, JsonTypeInfo<T> type, T message)
        where T : MetricMessage =>
        Publishable(kind, raw.Window, type, message);

    private PublishableMessage Publishable<T>(MessageKind kind, TimeWindow window, JsonTypeInfo<T> type, T message)
        where T : MetricMessage =>
        new(kind, _session, message.Seq, window.Start, JsonSerializer.SerializeToUtf8Bytes(message, type));

    // Rounding to a hundredth must not observe more than the window has.
    private static double Observed(double seconds, TimeWindow window) => Math.Min(Round(seconds), window.Seconds);

    private static double Observed(double seconds, RawDeviceWindow raw) => Observed(seconds, raw.Window);

    private static double Round(double seconds) => Math.Round(seconds, 2);
}
