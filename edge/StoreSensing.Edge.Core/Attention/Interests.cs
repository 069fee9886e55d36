using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>What became of the interest of a visit with a glance.</summary>
internal static class Interests
{
    /// <summary>Judges a visit that is over.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="cut">The track was lost inside.</param>
    /// <param name="trackId">Whose.</param>
    /// <param name="plan">From when on interest is lost.</param>
    public static RawInterest Of(in Visit visit, bool cut, long trackId, AttentionPlan plan)
    {
        var after = visit.Last - visit.AttentionEnd;
        var looked = Seconds(visit.AttentionEnd - visit.First);
        if (after > plan.LostAfter)
            // Who was not seen to look elsewhere for at least half of that time may have looked on.
            return new RawInterest(trackId, visit.KnownSince * 2 >= after ? InterestEnd.Lost : InterestEnd.Cut, looked);
        var stayed = Seconds(visit.Last - visit.First);
        if (cut)
            return new RawInterest(trackId, InterestEnd.Cut, stayed);
        return new RawInterest(trackId, visit.Last - visit.First <= plan.LeaveWithin ? InterestEnd.Lost : InterestEnd.Kept, stayed);
    }

    private static double Seconds(TimeSpan span) => Math.Max(0, span.TotalSeconds);
}
