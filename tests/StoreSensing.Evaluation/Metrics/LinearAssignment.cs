namespace StoreSensing.Evaluation.Metrics;

/// <summary>Dense optimal assignment, O(n²m). For evaluation only; the product's tracker has its own, sparse one, which is tested against this.</summary>
/// <remarks>Kuhn's Hungarian method with potentials, by shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987).</remarks>
public static class LinearAssignment
{
    /// <summary>For each row its column, or −1: the pairs with the largest sum. Shorter sides are assigned completely.</summary>
    public static int[] Maximise(double[,] score)
    {
        var (rows, columns) = (score.GetLength(0), score.GetLength(1));
        if (rows <= columns)
            return Solve(rows, columns, (r, c) => -score[r, c]);
        var byColumn = Solve(columns, rows, (c, r) => -score[r, c]);
        var assigned = Enumerable.Repeat(-1, rows).ToArray();
        for (var c = 0; c < columns; c++)
            assigned[byColumn[c]] = c;
        return assigned;
    }

    // rows ≤ columns; index 0 of the inner arrays is the virtual start column.
    private static int[] Solve(int rows, int columns, Func<int, int, double> cost)
    {
        var (u, v) = (new double[rows + 1], new double[columns + 1]);
        var (owner, way) = (new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            owner[0] = row;
            var column = 0;
            var least = Enumerable.Repeat(double.PositiveInfinity, columns + 1).ToArray();
            var used = new bool[columns + 1];
            do
            {
                used[column] = true;
                var (at, delta, next) = (owner[column], double.PositiveInfinity, 0);
                for (var c = 1; c <= columns; c++)
                {
                    if (used[c])
                        continue;
                    var reduced = cost(at - 1, c - 1) - u[at] - v[c];
                    if (reduced < least[c])
                        (least[c], way[c]) = (reduced, column);
                    if (least[c] < delta)
                        (delta, next) = (least[c], c);
                }
                for (var c = 0; c <= columns; c++)
                {
                    if (used[c])
                        (u[owner[c]], v[c]) = (u[owner[c]] + delta, v[c] - delta);
                    else
                        least[c] -= delta;
                }
                column = next;
            }
            while (owner[column] != 0);
            while (column != 0)
                (owner[column], column) = (owner[way[column]], way[column]);
        }
        var assigned = new int[rows];
        for (var c = 1; c <= columns; c++)
            if (owner[c] > 0)
                assigned[owner[c] - 1] = c - 1;
        return assigned;
    }
}
