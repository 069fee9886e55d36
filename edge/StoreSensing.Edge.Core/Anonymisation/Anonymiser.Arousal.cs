using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <content>Skin-conductance arousal.</content>
public sealed partial class Anonymiser
{
    private readonly WaitingArousal? _arousal;

    /// <summary>Drops what waits of a contact session whose person took consent back. What was told already can't be told apart from others' any more.</summary>
    public void Forget(long contactSession) => _arousal?.Forget(contactSession);

    /// <summary>
    /// Makes the message of one window and study; null where a study has nothing to tell: that it goes on says that somebody takes part. Whoever is in a zone that
    /// no sensor claims is not told of.
    /// </summary>
    public PublishableMessage? Anonymise(RawDeviceArousal raw)
    {
        if (_arousal is { } waiting)
            foreach (var person in raw.People)
                if (raw.Zones.Contains(person.Zone))
                    waiting.Add(raw.Study, person, raw.Window.Start);
        IReadOnlyList<ArousalFigures> zones = [.. raw.Zones.Select(zone =>
            _arousal?.Take(raw.Study, zone) ?? new ArousalFigures { Zone = zone, Arousal = null, Withheld = Withheld.Profile })];
        if (raw.Study is not null && zones.All(z => z.Arousal is null))
            return null;
        return Publishable(MessageKind.Arousal, raw.Window, WireJson.Default.ArousalMessage, new ArousalMessage
        {
            Schema = MessageKind.Arousal.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw.Window), Late = false,
            Suppressed = zones.Count(z => z.Withheld is Withheld.BelowThreshold or Withheld.Profile),
            Study = raw.Study,
            Zones = zones,
        });
    }
}
