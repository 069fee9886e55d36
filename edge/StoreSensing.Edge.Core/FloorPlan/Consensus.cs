namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>Finds the pairs that agree with each other. The same pairs always give the same answer.</summary>
/// <remarks>
/// RANSAC (Fischler and Bolles, CACM 24, 1981) with the truncated squares of MSAC as score (Torr and Zisserman, "MLESAC", CVIU 78, 2000) and a
/// local optimisation of every new best (Chum, Matas and Kittler, "Locally optimized RANSAC", DAGM 2003). Up to fourteen pairs every four of them
/// are tried; above, a thousand draws with a fixed seed: with 40 % wrong pairs the chance that all of them miss is below 10⁻⁵⁸.
/// </remarks>
internal static class Consensus
{
    private const int Draws = 1001; // = 14 choose 4

    /// <summary>The pairs within <paramref name="tolerance"/> metres of the best map, in order.</summary>
    public static IReadOnlyList<int> Find(IReadOnlyList<PointPair> pairs, double tolerance)
    {
        var limit = tolerance * tolerance;
        var best = (Score: double.PositiveInfinity, Agreeing: new List<int>());
        foreach (var four in pairs.Count <= 14 ? Every(pairs.Count) : Drawn(pairs.Count))
        {
            PointPair[] few = [.. four.Select(i => pairs[i])];
            if (Degeneracy.Of(few) is not null)
                continue;
            var found = Score(HomographyFit.Of(few), pairs, limit);
            if (found.Score < best.Score)
                best = Polished(found, pairs, limit);
        }
        return best.Agreeing;
    }

    private static (double Score, List<int> Agreeing) Polished((double Score, List<int> Agreeing) best, IReadOnlyList<PointPair> pairs, double limit)
    {
        while (true)
        {
            PointPair[] agreeing = [.. best.Agreeing.Select(i => pairs[i])];
            if (Degeneracy.Of(agreeing) is not null)
                return best;
            var better = Score(HomographyFit.Of(agreeing), pairs, limit);
            if (!(better.Score < best.Score))
                return best;
            best = better;
        }
    }

    private static (double Score, List<int> Agreeing) Score(Homography map, IReadOnlyList<PointPair> pairs, double limit)
    {
        var (score, agreeing) = (0.0, new List<int>());
        for (var i = 0; i < pairs.Count; i++)
        {
            var error = map.SquaredError(pairs[i]);
            score += Math.Min(error, limit);
            if (error <= limit)
                agreeing.Add(i);
        }
        return (score, agreeing);
    }

    private static IEnumerable<int[]> Every(int count)
    {
        for (var a = 0; a < count; a++)
            for (var b = a + 1; b < count; b++)
                for (var c = b + 1; c < count; c++)
                    for (var d = c + 1; d < count; d++)
                        yield return [a, b, c, d];
    }

    private static IEnumerable<int[]> Drawn(int count)
    {
        var random = new Random(20031);
        int[] order = [.. Enumerable.Range(0, count)];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < 4; i++)
            {
                var j = random.Next(i, count);
                (order[i], order[j]) = (order[j], order[i]);
            }
            yield return order[..4];
        }
    }
}
