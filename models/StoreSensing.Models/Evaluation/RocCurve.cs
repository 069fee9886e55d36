namespace StoreSensing.Models.Evaluation;

/// <summary>How well a score tells two kinds apart.</summary>
internal static class RocCurve
{
    /// <summary>Area under the curve: the probability that one of the right kind scores higher than one of the other, ties half (Hanley and McNeil, Radiology 143, 1982).</summary>
    public static double Area(IEnumerable<(double Score, bool Right)> scored)
    {
        double wins = 0, right = 0, wrong = 0;
        foreach (var tie in scored.GroupBy(s => s.Score).OrderBy(g => g.Key))
        {
            double tiedRight = tie.Count(s => s.Right), tiedWrong = tie.Count() - tiedRight;
            wins += tiedRight * (wrong + (tiedWrong / 2));
            (right, wrong) = (right + tiedRight, wrong + tiedWrong);
        }
        return wins / (right * wrong);
    }
}
