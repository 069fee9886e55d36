using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
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
    private readonly Dictionary<string, PendingDwell> _dwell = [];
    private readonly Dictionary<string, PendingExpression> _expression;
    private readonly OccupancyLedger? _occupancy;

    /// <summary>An anonymiser of one process.</summary>
    /// <param name="session">Random id of the process, 16 hex digits.</param>
    /// <param name="profile">What may be told.</param>
    /// <param name="surfaces">The surfaces that heat lies on.</param>
    /// <param name="expressionZones">Zones in which expression is looked for; empty while it is off.</param>
    /// <param name="occupancy">Keeps the balance of the entrances; null where none is told.</param>
    /// <param name="expression">What is known of the expression networks' mistakes; null where they were never measured.</param>
    public Anonymiser(
        string session, PrivacyProfile profile, IEnumerable<Surface> surfaces, IEnumerable<string> expressionZones, OccupancyLedger? occupancy = null,
        ExpressionSet? expression = null)
    {
        _session = session;
        _profile = profile;
        _occupancy = occupancy;
        _surfaces = surfaces.ToDictionary(s => s.Id);
        _expression = profile.ExpressionThreshold is { } threshold
            ? expressionZones.ToDictionary(z => z, _ => new PendingExpression(threshold, expression))
            : [];
        _arousal = profile.ArousalThreshold is { } people ? new WaitingArousal(people) : null;
    }

    /// <summary>The last sequence number given out.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Makes the messages of one window: zone, heat, line, and what else the device measures: expression, attention, flow, queues, occupancy.</summary>
    public IReadOnlyList<PublishableMessage> Anonymise(RawDeviceWindow raw)
    {
        var messages = new List<PublishableMessage>();
        if (raw.Zones.Count > 0)
            messages.Add(Zones(raw));
        messages.Add(Heat(raw));
        if (raw.Lines.Count > 0)
            messages.Add(Lines(raw));
        if (_expression.Count > 0)
            messages.Add(Expressions(raw));
        if (raw.Attention.Count > 0)
            messages.Add(Attention(raw));
        if (raw.Flows.Count > 0)
            messages.Add(Flows(raw));
        if (raw.Queues.Count > 0)
            messages.Add(Queues(raw));
        if (raw.Crossings is not null && _occupancy is { } ledger)
            messages.Add(Occupancy(raw, ledger));
        return messages;
    }

    private PublishableMessage Zones(RawDeviceWindow raw)
    {
        IReadOnlyList<ZoneFigures> zones = [.. raw.Zones.Select(zone => Zone(zone, raw))];
        return Publishable(MessageKind.Zone, raw, WireJson.Default.ZoneMessage, new ZoneMessage
        {
            Schema = MessageKind.Zone.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = zones.Count(z => z.DwellWithheld is Withheld.BelowThreshold or Withheld.Profile),
            Zones = zones,
        });
    }

    private ZoneFigures Zone(RawZone zone, RawDeviceWindow raw)
    {
        var (dwell, withheld) = Dwell(zone, raw);
        return new ZoneFigures
        {
            Zone = zone.Zone,
            ObservedSeconds = Observed(zone.ObservedSeconds, raw),
            Visits = zone.Visits,
            EngagedVisits = zone.EngagedVisits,
            PersonSeconds = Round(zone.PersonSeconds),
            OccupancyMean = zone.ObservedSeconds > 0 ? Round(zone.PersonSeconds / zone.ObservedSeconds) : 0,
            OccupancyPeak = zone.OccupancyPeak,
            OccupancyNow = zone.OccupancyNow,
            Dwell = dwell,
            DwellWithheld = withheld,
        };
    }

    private (DwellFigures? Dwell, string? Withheld) Dwell(RawZone zone, RawDeviceWindow raw)
    {
        if (_profile.DwellThreshold is not { } threshold)
            return (null, Withheld.Profile);
        if (!_dwell.TryGetValue(zone.Zone, out var pending))
            _dwell[zone.Zone] = pending = new PendingDwell(threshold);
        pending.Add(zone.Ended, raw.Window.Start);
        return pending.Take() is { } figures ? (figures, null) : (null, pending.IsEmpty ? Withheld.NoVisits : Withheld.BelowThreshold);
    }

    private PublishableMessage Lines(RawDeviceWindow raw) => Publishable(MessageKind.Line, raw, WireJson.Default.LineMessage, new LineMessage
    {
        Schema = MessageKind.Line.SchemaName(), Session = _session, Seq = ++LastSeq,
        WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false, Suppressed = 0,
        Lines = [.. raw.Lines.Select(l => new LineFigures { Line = l.Line, ObservedSeconds = Observed(l.ObservedSeconds, raw), In = l.In, Out = l.Out })],
    });

    private PublishableMessage Expressions(RawDeviceWindow raw)
    {
        foreach (var person in raw.Expressions)
            if (_expression.TryGetValue(person.Zone, out var pending))
                pending.Add(person, raw.Window.Start);
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
