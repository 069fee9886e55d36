using MathNet.Numerics.Distributions;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// Contact sessions of one study and zone that wait until enough of them are there. Bounded: a few sums per session, and asked after each window, so that
/// fewer than the threshold's contributors stay, and at most fifty with the shorter touches.
/// </summary>
internal sealed class PendingArousal(int threshold)
{
    // The wire's bounds; a score beyond ten standard deviations is no better known than one of ten.
    private const double MostScore = 10;
    private const double MostPerMinute = 1000;
    private const double MostMicrosiemens = 1000;

    // A touch is no contributor: others' seconds would stand alone beside it.
    private const double LeastSeconds = 20;

    // Touches too short to contribute would gather without end; the shortest are given up.
    private const int MostWaiting = 50;
    private readonly Dictionary<long, Contributor> _people = [];
    private DateTimeOffset _since = DateTimeOffset.MaxValue;

    /// <summary>Nobody waits in it.</summary>
    public bool IsEmpty => _people.Count == 0;

    /// <summary>Drops a session that was not told yet.</summary>
    public void Forget(long session) => _people.Remove(session);

    /// <summary>When somebody contributed last.</summary>
    public DateTimeOffset Latest { get; private set; }

    /// <summary>Adds a session's window. It contributes from its twentieth clean second on; what it adds in further windows counts towards the same person.</summary>
    public void Add(in RawArousal person, DateTimeOffset windowStart)
    {
        if (!(person.ObservedSeconds > 0))
            return;
        _since = windowStart < _since ? windowStart : _since;
        Latest = windowStart > Latest ? windowStart : Latest;
        _people[person.SessionId] = _people.GetValueOrDefault(person.SessionId).With(person);
        if (_people.Count > MostWaiting)
            _people.Remove(_people.MinBy(p => p.Value.Observed).Key);
    }

    /// <summary>The block once enough people are in it, else null. It is told once: what comes later begins a new one.</summary>
    public ArousalBlock? Take()
    {
        List<Contributor> all = [.. _people.Values.Where(p => p.Observed >= LeastSeconds)];
        if (all.Count < threshold)
            return null;
        var seconds = all.Sum(p => p.Observed);
        var levels = all.Where(p => p.LevelSeconds > 0).Select(p => p.LevelSum / p.LevelSeconds).Order().ToList();
        var scored = all.Where(p => p.Scored > 0).ToList();
        var block = new ArousalBlock
        {
            Since = _since,
            Contributors = all.Count,
            ObservedSeconds = Math.Round(seconds, 2),
            SclMedianMicrosiemens = levels.Count < threshold ? null : Coarse(Math.Clamp((levels[(levels.Count - 1) / 2] + levels[levels.Count / 2]) / 2, 0, MostMicrosiemens)),
            ScrPerMinute = Round(Math.Min(60 * all.Average(p => p.Scrs / p.Observed), MostPerMinute)),
            AbstainedShare = Round(Math.Clamp(1 - all.Average(p => p.Scored / p.Observed), 0, 1)),
            Estimate = scored.Count < threshold ? null : Estimate(scored),
        };
        _people.Clear();
        _since = DateTimeOffset.MaxValue;
        return block;
    }

    // Each person counts once, however long: the seconds of one person are no further people. Student, "The probable error of a mean", Biometrika 6 (1908).
    private static ArousalEstimate Estimate(List<Contributor> scored)
    {
        var means = scored.ConvertAll(p => Math.Clamp(p.ScoreSum / p.Scored, -MostScore, MostScore));
        var mean = means.Average();
        var variance = means.Sum(m => (m - mean) * (m - mean)) / Math.Max(1, means.Count - 1);
        var half = means.Count < 2 ? double.PositiveInfinity : StudentT.InvCDF(0, 1, means.Count - 1, 0.975) * Math.Sqrt(variance / means.Count);
        return new ArousalEstimate
        {
            Contributors = scored.Count,
            Mean = Round(mean),
            Low = Round(Math.Max(mean - half, -MostScore)),
            High = Round(Math.Min(mean + half, MostScore)),
            ElevatedShare = Round(scored.Average(p => Math.Clamp(p.Elevated / p.Scored, 0, 1))),
        };
    }

    // The median of three is always one person's.
    private static double Coarse(double value) => Math.Round(value, 1);

    private static double Round(double value) => Math.Round(value, 4);

    /// <summary>One contact session's sums. Its level is the mean of its windows' medians, weighted with their clean seconds: medians can't be merged, and a session's levels can't be kept.</summary>
    private readonly record struct Contributor(double Observed, double Scored, double ScoreSum, double Elevated, double LevelSum, double LevelSeconds, long Scrs)
    {
        public Contributor With(in RawArousal window)
        {
            var (isScored, hasLevel) = (window.ScoredSeconds > 0 && double.IsFinite(window.ScoreSum), double.IsFinite(window.SclMedian));
            return new Contributor(
                Observed + window.ObservedSeconds,
                Scored + (isScored ? window.ScoredSeconds : 0),
                ScoreSum + (isScored ? window.ScoreSum : 0),
                Elevated + (isScored ? window.ElevatedSeconds : 0),
                LevelSum + (hasLevel ? window.SclMedian * window.ObservedSeconds : 0),
                LevelSeconds + (hasLevel ? window.ObservedSeconds : 0),
                Scrs + window.Scrs);
        }
    }
}
