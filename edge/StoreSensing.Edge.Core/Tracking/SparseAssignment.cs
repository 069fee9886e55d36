namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// Optimal one-to-one assignment of rows to columns over a list of allowed pairs; a row may stay alone at a price. Minimises the sum of costs.
/// Allocates nothing after construction; not thread-safe.
/// </summary>
/// <remarks>
/// Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38 (1987): each row
/// first takes its cheapest column if that is free; for the rest, shortest augmenting paths over reduced costs (Dijkstra with a heap). Staying
/// alone is a column of the row's own. With few allowed pairs a row, as boxes in a picture have, the time is about linear.
/// </remarks>
internal sealed class SparseAssignment
{
    private readonly int[] _start;
    private readonly int[] _column;
    private readonly float[] _cost;
    private readonly double[] _u;
    private readonly double[] _v;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;
    private readonly double[] _distance;
    private readonly int[] _from;
    private readonly bool[] _settled;
    private readonly int[] _touched;
    private readonly PriorityQueue<int, double> _queue;
    private int _rows;
    private int _columns;
    private int _pairs;
    private int _touchedCount;

    public SparseAssignment(int rows, int columns, int pairs)
    {
        _start = new int[rows + 1];
        _column = new int[pairs];
        _cost = new float[pairs];
        _u = new double[rows];
        _v = new double[columns];
        _columnOf = new int[rows];
        _rowOf = new int[columns];
        _distance = new double[columns];
        _from = new int[columns];
        _settled = new bool[columns];
        _touched = new int[columns];
        _queue = new PriorityQueue<int, double>(pairs);
    }

    /// <summary>Begins a problem with this many columns and no row.</summary>
    public void Begin(int columns)
    {
        (_rows, _columns, _pairs) = (0, columns, 0);
        _start[0] = 0;
    }

    /// <summary>Allows the next row's pair with a column; false when there is no more room.</summary>
    public bool Allow(int column, float cost)
    {
        if (_pairs == _column.Length)
            return false;
        (_column[_pairs], _cost[_pairs]) = (column, cost);
        _pairs++;
        return true;
    }

    /// <summary>Ends the row whose pairs were allowed since the last call.</summary>
    public void EndRow() => _start[++_rows] = _pairs;

    /// <summary>The column of a row, −1 when it stays alone. After <see cref="Solve"/>.</summary>
    public int ColumnOf(int row) => _columnOf[row];

    /// <summary>Finds the cheapest assignment.</summary>
    /// <param name="alone">Cost of leaving a row alone.</param>
    public void Solve(double alone)
    {
        _v.AsSpan(0, _columns).Clear();
        _rowOf.AsSpan(0, _columns).Fill(-1);
        _distance.AsSpan(0, _columns).Fill(double.PositiveInfinity);
        for (var row = 0; row < _rows; row++)
            TakeCheapest(row, alone);
        for (var row = 0; row < _rows; row++)
            if (_columnOf[row] == Pending)
                Augment(row, alone);
    }

    private const int Alone = -1;
    private const int Pending = -2;

    private void TakeCheapest(int row, double alone)
    {
        var (least, best) = (alone, Alone);
        for (var i = _start[row]; i < _start[row + 1]; i++)
            if (_cost[i] < least)
                (least, best) = (_cost[i], _column[i]);
        _u[row] = least;
        if (best >= 0 && _rowOf[best] < 0)
            _rowOf[best] = row;
        else if (best >= 0)
            best = Pending;
        _columnOf[row] = best;
    }

    private void Augment(int root, double alone)
    {
        _queue.Clear();
        _touchedCount = 0;
        var (end, leaver, least) = (Alone, root, alone - _u[root]);
        Relax(root, 0);
        while (_queue.TryDequeue(out var column, out var distance) && distance < least)
        {
            if (_settled[column] || distance > _distance[column])
                continue;
            if (_rowOf[column] < 0)
            {
                (end, least) = (column, distance);
                break;
            }
            _settled[column] = true;
            var row = _rowOf[column];
            if (distance + alone - _u[row] < least)
                (leaver, least) = (row, distance + alone - _u[row]);
            Relax(row, distance);
        }
        _u[root] += least;
        for (var i = 0; i < _touchedCount; i++)
        {
            var column = _touched[i];
            if (_settled[column] && _distance[column] < least)
            {
                _u[_rowOf[column]] += least - _distance[column];
                _v[column] -= least - _distance[column];
            }
            (_settled[column], _distance[column]) = (false, double.PositiveInfinity);
        }
        if (end < 0)
        {
            end = _columnOf[leaver];
            _columnOf[leaver] = Alone;
            if (leaver == root)
                return;
        }
        for (var row = -1; row != root;)
        {
            row = _from[end];
            _rowOf[end] = row;
            (end, _columnOf[row]) = (_columnOf[row], end);
        }
    }

    private void Relax(int row, double distance)
    {
        for (var i = _start[row]; i < _start[row + 1]; i++)
        {
            var column = _column[i];
            var through = distance + _cost[i] - _u[row] - _v[column];
            if (_settled[column] || through >= _distance[column])
                continue;
            if (double.IsPositiveInfinity(_distance[column]))
                _touched[_touchedCount++] = column;
            (_distance[column], _from[column]) = (through, row);
            _queue.Enqueue(column, through);
        }
    }
}
