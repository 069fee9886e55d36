namespace StoreSensing.Edge.Core.Merging;

/// <summary>Pairs rows with columns so that as many as possible are paired, at the least cost. Allocates nothing after construction.</summary>
/// <remarks>
/// Shortest augmenting paths with potentials: Kuhn, "The Hungarian method" (Naval Research Logistics Quarterly 2, 1955), as in Jonker and
/// Volgenant, Computing 38 (1987); rows × rows × columns steps. What must not be paired has the cost <see cref="Never"/>.
/// </remarks>
internal sealed class Assignment(int most)
{
    /// <summary>The cost of a pair that must not be.</summary>
    public const double Never = 1e6;

    private readonly double[] _cost = new double[most * most];
    private readonly double[] _rowPotential = new double[most + 1];
    private readonly double[] _columnPotential = new double[most + 1];
    private readonly double[] _shortest = new double[most + 1];
    private readonly int[] _rowOf = new int[most + 1];
    private readonly int[] _way = new int[most + 1];
    private readonly bool[] _done = new bool[most + 1];

    /// <summary>Most rows and columns.</summary>
    public int Most => most;

    /// <summary>The cost of a pair, to be set for every row and column before <see cref="Solve"/>.</summary>
    public ref double Cost(int row, int column) => ref _cost[(row * most) + column];

    /// <summary>Writes each row's column into <paramref name="columnOf"/>, −1 for none.</summary>
    public void Solve(int rows, int columns, Span<int> columnOf)
    {
        // As many columns as rows at least: the missing ones cost Never.
        var width = Math.Max(rows, columns);
        for (var row = 0; row < rows; row++)
            for (var column = columns; column < width; column++)
                Cost(row, column) = Never;
        Array.Clear(_rowPotential);
        Array.Clear(_columnPotential);
        Array.Clear(_rowOf);
        for (var row = 1; row <= rows; row++)
            Augment(row, width);
        columnOf[..rows].Fill(-1);
        for (var column = 1; column <= columns; column++)
            if (_rowOf[column] > 0 && Cost(_rowOf[column] - 1, column - 1) < Never)
                columnOf[_rowOf[column] - 1] = column - 1;
    }

    private void Augment(int row, int width)
    {
        _rowOf[0] = row;
        Array.Fill(_shortest, double.PositiveInfinity);
        Array.Clear(_done);
        var at = 0;
        while (_rowOf[at] != 0)
        {
            _done[at] = true;
            var (least, next) = (double.PositiveInfinity, 0);
            for (var column = 1; column <= width; column++)
            {
                if (_done[column])
                    continue;
                var reduced = Cost(_rowOf[at] - 1, column - 1) - _rowPotential[_rowOf[at]] - _columnPotential[column];
                if (reduced < _shortest[column])
                    (_shortest[column], _way[column]) = (reduced, at);
                if (_shortest[column] < least)
                    (least, next) = (_shortest[column], column);
            }
            for (var column = 0; column <= width; column++)
            {
                if (_done[column])
                {
                    _rowPotential[_rowOf[column]] += least;
                    _columnPotential[column] -= least;
                }
                else
                {
                    _shortest[column] -= least;
                }
            }
            at = next;
        }
        while (at != 0)
        {
            _rowOf[at] = _rowOf[_way[at]];
            at = _way[at];
        }
    }
}
