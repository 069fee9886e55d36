using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>What was told and waits for its window to close.</summary>
internal sealed class AttentionLog(AttentionPlan plan)
{
    private readonly List<(int Display, TimeSpan At, RawPasser Person)> _people = new(capacity: 256);
    private readonly List<(int Display, TimeSpan At, RawInterest Visit)> _visits = new(capacity: 256);

    public void Tell(int display, TimeSpan at, in RawPasser person) => _people.Add((display, at, person));

    public void Tell(int display, TimeSpan at, in RawInterest visit) => _visits.Add((display, at, visit));

    /// <summary>Hands over what lies before <paramref name="to"/>; one entry a display, also of nobody.</summary>
    public IReadOnlyList<RawAttention> Close(TimeSpan to)
    {
        var displays = new RawAttention[plan.Displays.Count];
        for (var d = 0; d < displays.Length; d++)
            displays[d] = new RawAttention(
                plan.Displays[d].Id,
                [.. _people.Where(p => p.Display == d && p.At < to).Select(p => p.Person)],
                [.. _visits.Where(v => v.Display == d && v.At < to).Select(v => v.Visit)]);
        _people.RemoveAll(p => p.At < to);
        _visits.RemoveAll(v => v.At < to);
        return displays;
    }
}
