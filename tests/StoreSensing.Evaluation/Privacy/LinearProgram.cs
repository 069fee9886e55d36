namespace StoreSensing.Evaluation.Privacy;

/// <summary>
/// Least and greatest value of one unknown under linear constraints, all unknowns at least 0: the two-phase simplex method on a dense tableau with Bland's rule
/// (Bland, "New finite pivoting rules for the simplex method", Mathematics of Operations Research 2, 1977), for some dozens of unknowns.
/// </summary>
/// <param name="unknowns">How many.</param>
public sealed class LinearProgram(int unknowns)
{
    private const double Tiny = 1e-9;
    private readonly List<(double[] Row, double Most)> _constraints = [];

    /// <summary>Σ factor × unknown ≤ most.</summary>
    public void AtMost(double most, params IEnumerable<(int Unknown, double Factor)> terms)
    {
        var row = new double[unknowns];
        foreach (var (unknown, factor) in terms)
            row[unknown] += factor;
        _constraints.Add((row, most));
    }

    /// <summary>Σ factor × unknown ≥ least.</summary>
    public void AtLeast(double least, params IEnumerable<(int Unknown, double Factor)> terms) => AtMost(-least, terms.Select(t => (t.Unknown, -t.Factor)));

    /// <summary>Σ factor × unknown = value.</summary>
    public void Equal(double value, params IReadOnlyList<(int Unknown, double Factor)> terms)
    {
        AtMost(value, terms);
        AtLeast(value, terms);
    }

    /// <summary>What an unknown can be: infinity where nothing bounds it.</summary>
    /// <exception cref="InvalidOperationException">The constraints contradict each other: the model is wrong.</exception>
    public (double Low, double High) Bounds(int unknown)
    {
        var aim = new double[unknowns];
        aim[unknown] = 1;
        var high = Maximum(aim);
        aim[unknown] = -1;
        return (-Maximum(aim), high);
    }

    private double Maximum(double[] aim)
    {
        var (rows, columns) = (_constraints.Count, unknowns + _constraints.Count + 1);
        var tableau = new double[rows + 1, columns + 1]; // unknowns, slacks, one artificial unknown, right side
        var basis = new int[rows];
        var worst = 0;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < unknowns; c++)
                tableau[r, c] = _constraints[r].Row[c];
            tableau[r, unknowns + r] = 1;
            tableau[r, columns - 1] = -1;
            tableau[r, columns] = _constraints[r].Most;
            basis[r] = unknowns + r;
            worst = tableau[r, columns] < tableau[worst, columns] ? r : worst;
        }
        if (rows > 0 && tableau[worst, columns] < -Tiny)
        {
            Aim(tableau, basis, c => c == columns - 1 ? -1 : 0);
            Pivot(tableau, basis, worst, columns - 1);
            Climb(tableau, basis, columns);
            if (Math.Abs(tableau[rows, columns]) > 1e-6)
                throw new InvalidOperationException("the constraints contradict each other");
        }
        for (var r = 0; r < rows; r++)
            if (basis[r] == columns - 1)
                for (var c = 0; c < columns - 1; c++)
                    if (Math.Abs(tableau[r, c]) > Tiny)
                    {
                        Pivot(tableau, basis, r, c);
                        break;
                    }
        for (var r = 0; r <= rows; r++)
            tableau[r, columns - 1] = 0;
        Aim(tableau, basis, c => c < unknowns ? aim[c] : 0);
        return Climb(tableau, basis, columns) ? tableau[rows, columns] : double.PositiveInfinity;
    }

    private static void Aim(double[,] tableau, int[] basis, Func<int, double> aim)
    {
        var (last, columns) = (tableau.GetLength(0) - 1, tableau.GetLength(1));
        for (var c = 0; c < columns; c++)
            tableau[last, c] = c < columns - 1 ? -aim(c) : 0;
        for (var r = 0; r < last; r++)
            if (aim(basis[r]) is var factor and not 0)
                for (var c = 0; c < columns; c++)
                    tableau[last, c] += factor * tableau[r, c];
    }

    private static bool Climb(double[,] tableau, int[] basis, int columns)
    {
        var last = tableau.GetLength(0) - 1;
        while (true)
        {
            var enters = 0;
            while (enters < columns && tableau[last, enters] >= -Tiny)
                enters++;
            if (enters == columns)
                return true;
            var leaves = -1;
            for (var r = 0; r < last; r++)
                if (tableau[r, enters] > Tiny && (leaves < 0 || Ratio(r) < Ratio(leaves) - Tiny || (Ratio(r) < Ratio(leaves) + Tiny && basis[r] < basis[leaves])))
                    leaves = r;
            if (leaves < 0)
                return false;
            Pivot(tableau, basis, leaves, enters);

            double Ratio(int r) => tableau[r, columns] / tableau[r, enters];
        }
    }

    private static void Pivot(double[,] tableau, int[] basis, int row, int column)
    {
        var (rows, columns) = (tableau.GetLength(0), tableau.GetLength(1));
        var factor = tableau[row, column];
        for (var c = 0; c < columns; c++)
            tableau[row, c] /= factor;
        for (var r = 0; r < rows; r++)
        {
            if (r == row || Math.Abs(tableau[r, column]) < Tiny)
                continue;
            factor = tableau[r, column];
            for (var c = 0; c < columns; c++)
                tableau[r, c] -= factor * tableau[row, c];
        }
        basis[row] = column;
    }
}
