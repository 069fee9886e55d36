using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Tests.Physiology.Live;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

/// <summary>A scored second of a labelled recording.</summary>
/// <param name="Features">What the lane knew of it.</param>
/// <param name="Score">What it said of it.</param>
/// <param name="Phase">0 rest, 1 first stressor, 2 rest, 3 second stressor, 4 rest, 5 third stressor, 6 rest.</param>
/// <param name="At">Seconds since the recording began; labels are moved by it, nothing else may use it.</param>
internal readonly record struct LabelledSecond(double[] Features, ArousalScore Score, int Phase, double At)
{
    public bool IsStress => Phase % 2 == 1;
}

/// <summary>One person of a labelled study: the seconds that the lane scored, every fifth of them, and how many it abstained from.</summary>
internal sealed record LabelledPerson(string Name, IReadOnlyList<LabelledSecond> Seconds, double AbstainedShare)
{
    private const int Every = 5;

    /// <summary>The same with labels that come later than they should: what still tells them from rest has learned the protocol's timing.</summary>
    public LabelledPerson Shifted(double seconds, IReadOnlyList<double> changes) => this with { Seconds = [.. Seconds.Select(s => s with { Phase = changes.Count(c => c + seconds <= s.At) })] };

    /// <summary>Without the rest after the last stressor.</summary>
    public LabelledPerson WithoutLastRest(int phases) => this with { Seconds = [.. Seconds.Where(s => s.Phase < phases)] };

    /// <summary>Sends a recording through the lane. <paramref name="changes"/>: seconds at which rest and stress take turns, beginning with rest.</summary>
    public static LabelledPerson Of(string name, ReadOnlySpan<double> microsiemens, double rate, IReadOnlyList<double> changes)
    {
        var all = StreamedRecording.Of(microsiemens, rate).Seconds;
        var scored = all.Where(s => s.Second.Score.Why == Abstention.None).Where((_, i) => i % Every == 0).Select(s =>
        {
            var features = new double[ArousalFeatures.Count];
            s.Features.CopyTo(features);
            var at = s.Second.Time.Elapsed.TotalSeconds + 0.5;
            return new LabelledSecond(features, s.Second.Score, changes.Count(c => c <= at), at);
        });
        return new LabelledPerson(name, [.. scored], all.Count == 0 ? 1 : 1 - ((double)all.Count(s => s.Second.Score.Why == Abstention.None) / all.Count));
    }
}
