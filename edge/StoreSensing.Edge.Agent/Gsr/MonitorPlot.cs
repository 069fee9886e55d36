using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Responses;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>The signal on a grid of characters, newest on the right.</summary>
internal sealed class MonitorPlot(int columns, int rows, double seconds)
{
    private readonly char[][] _cells = [.. Enumerable.Range(0, rows).Select(_ => Blank(columns))];
    private readonly char[] _marks = Blank(columns);
    private readonly char[] _contact = Blank(columns);
    private double _bottom;
    private double _top = 1;
    private double _now;

    /// <summary>▲ at a response's peak, ? while it may still be none, ! in an artefact.</summary>
    public string Marks => new(_marks);

    /// <summary>█ contact, ▒ settling, X shorted.</summary>
    public string Contact => new(_contact);

    /// <summary>A row of the plot, from the top: • the signal, ─ its tonic level.</summary>
    public string Row(int row) => new(_cells[row]);

    /// <summary>The middle of a row, µS.</summary>
    public double ValueAt(int row) => _top - ((row + 0.5) / rows * (_top - _bottom));

    /// <summary>Draws the state; <paramref name="leastSpan"/> is the least height of the plot, µS.</summary>
    public void Fill(MonitorState state, double leastSpan)
    {
        if (state.Blocks.Count == 0)
            return;
        _now = state.Last.Time.Elapsed.TotalSeconds;
        Scale(state, leastSpan);
        foreach (var second in state.Seconds)
            if (Column(second.Time.Elapsed.TotalSeconds + 0.5) is { } column && double.IsFinite(second.Scl))
                Put(column, second.Scl, '─');
        foreach (var block in state.Blocks)
        {
            if (Column(block.Time.Elapsed.TotalSeconds) is not { } column)
                continue;
            _contact[column] = block.Contact switch { ContactState.Contact => '█', ContactState.Settling => '▒', ContactState.Short => 'X', _ => ' ' };
            if (block.Contact is ContactState.Contact or ContactState.Settling)
                Put(column, block.Microsiemens, '•');
            if (block.Violates && block.Contact == ContactState.Contact)
                _marks[column] = '!';
        }
        foreach (var response in state.Responses)
            if (Column(response.PeakSeconds) is { } column)
                _marks[column] = response.Kind == ScrEventKind.Final ? '▲' : '?';
    }

    private void Scale(MonitorState state, double leastSpan)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var block in state.Blocks)
        {
            if (Column(block.Time.Elapsed.TotalSeconds) is null || block.Contact is not (ContactState.Contact or ContactState.Settling) || !double.IsFinite(block.Microsiemens))
                continue;
            (low, high) = (Math.Min(low, block.Microsiemens), Math.Max(high, block.Microsiemens));
        }
        if (low > high)
            return;
        var spare = Math.Max((high - low) * 0.05, (leastSpan - (high - low)) / 2);
        (_bottom, _top) = (low - spare, high + spare);
    }

    private int? Column(double at)
    {
        var column = columns - 1 - (int)Math.Floor((_now - at) / seconds * columns);
        return column >= 0 && column < columns && at <= _now ? column : null;
    }

    private void Put(int column, double value, char with)
    {
        var row = (int)Math.Floor((_top - value) / (_top - _bottom) * rows);
        if (row >= 0 && row < rows)
            _cells[row][column] = with;
    }

    private static char[] Blank(int columns)
    {
        var cells = new char[columns];
        Array.Fill(cells, ' ');
        return cells;
    }
}
