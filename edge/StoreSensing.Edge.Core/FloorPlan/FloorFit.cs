namespace StoreSensing.Edge.Core.FloorPlan;

/// <summary>A calibration that was found, and which pairs it does not believe.</summary>
/// <param name="Map">From the picture (undistorted, where there is a lens) to the floor.</param>
/// <param name="LeftOut">Pairs that contradict the others, counted from 0.</param>
/// <param name="ResidualMetres">Root mean square distance on the floor of the pairs that were believed, metres.</param>
public sealed record FloorFit(Homography Map, IReadOnlyList<int> LeftOut, double ResidualMetres)
{
    /// <summary>Pairs further from the map than this are wrong, metres: a metre's misreading on a plan, not a click that is a few pixels off.</summary>
    public const double ToleranceMetres = 0.5;

    /// <summary>
    /// Fits a map. Where all pairs agree within the tolerance, all are used. Where they do not and there are more than four, the pairs that
    /// the others contradict are left out. Throws <see cref="ArgumentException"/> with the reason when nothing can be found.
    /// </summary>
    public static FloorFit Of(IReadOnlyList<PointPair> pairs) =>
        TryFit(pairs, out var problem) ?? throw new ArgumentException(problem, nameof(pairs));

    /// <summary>Why no map can be found, or null.</summary>
    public static string? Problem(IReadOnlyList<PointPair> pairs) => TryFit(pairs, out var problem) is null ? problem : null;

    private static FloorFit? TryFit(IReadOnlyList<PointPair> pairs, out string? problem)
    {
        problem = Degeneracy.Of(pairs);
        if (problem is not null)
            return null;
        if (pairs.Count == 4)
        {
            problem = Homography.Problem(pairs);
            return problem is null ? Whole(HomographyFit.Of(pairs), pairs) : null;
        }
        var all = HomographyFit.Of(pairs);
        if (pairs.All(p => all.SquaredError(p) <= ToleranceMetres * ToleranceMetres))
            return Whole(all, pairs);
        var agreeing = Consensus.Find(pairs, ToleranceMetres);
        // Any four pairs agree with some map, so agreement says something only from five on, and only of a majority.
        if (agreeing.Count < 5 || agreeing.Count * 2 <= pairs.Count)
        {
            problem = $"the point pairs contradict each other: no more than {Math.Max(4, agreeing.Count)} of {pairs.Count} agree within {ToleranceMetres.ToString(System.Globalization.CultureInfo.InvariantCulture)} m; check them, or add more";
            return null;
        }
        PointPair[] believed = [.. agreeing.Select(i => pairs[i])];
        problem = Homography.Problem(believed);
        if (problem is not null)
            return null;
        var map = HomographyFit.Of(believed);
        return new FloorFit(map, [.. Enumerable.Range(0, pairs.Count).Except(agreeing)], map.Residual(believed));
    }

    private static FloorFit Whole(Homography map, IReadOnlyList<PointPair> pairs) => new(map, [], map.Residual(pairs));
}
