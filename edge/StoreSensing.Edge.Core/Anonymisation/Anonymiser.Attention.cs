using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <content>Attention to displays.</content>
public sealed partial class Anonymiser
{
    private readonly Dictionary<string, PendingAttention> _attention = [];

    private PublishableMessage Attention(RawDeviceWindow raw)
    {
        IReadOnlyList<AttentionFigures> displays = [.. raw.Attention.Select(display => Display(display, raw))];
        return Publishable(MessageKind.Attention, raw, WireJson.Default.AttentionMessage, new AttentionMessage
        {
            Schema = MessageKind.Attention.SchemaName(), Session = _session, Seq = ++LastSeq,
            WindowStart = raw.Window.Start, WindowSeconds = raw.Window.Seconds, ObservedSeconds = Observed(raw.ObservedSeconds, raw), Late = false,
            Suppressed = displays.Sum(Suppressed), Displays = displays,
        });
    }

    private AttentionFigures Display(RawAttention display, RawDeviceWindow raw)
    {
        var observed = Observed(display.ObservedSeconds, raw);
        if (_profile.DwellThreshold is not { } threshold)
            return new AttentionFigures
            {
                Display = display.Display, ObservedSeconds = observed, Funnel = null, FunnelWithheld = Withheld.Profile,
                Attention = null, AttentionWithheld = Withheld.Profile, Interest = null, InterestWithheld = Withheld.Profile,
            };
        if (!_attention.TryGetValue(display.Display, out var pending))
            _attention[display.Display] = pending = new PendingAttention(threshold);
        if (_strict is not null)
            pending.Begin(raw.Window.Start);
        pending.Add(display, raw.Window.Start);
        var (funnel, looks, interest) = (pending.Funnel.Take(), pending.Looks.Take(), pending.Interest.Take());
        return new AttentionFigures
        {
            Display = display.Display,
            ObservedSeconds = observed,
            Funnel = funnel,
            FunnelWithheld = Reason(funnel is not null),
            Attention = looks,
            AttentionWithheld = Reason(looks is not null),
            Interest = interest,
            InterestWithheld = Reason(interest is not null),
        };
    }

    // Nobody and too few look the same: that a block begins to wait says when somebody went.
    private static string? Reason(bool isTold) => isTold ? null : Withheld.BelowThreshold;

    private static int Suppressed(AttentionFigures figures) =>
        new[] { figures.FunnelWithheld, figures.AttentionWithheld, figures.InterestWithheld }.Count(r => r is Withheld.BelowThreshold or Withheld.Profile);
}
