namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>People per cell that wait, over windows, until enough of them were in the same cell: where one person came in and went out says too much.</summary>
internal sealed class PendingPeople(int threshold)
{
    private int[] _cells = [];

    /// <summary>Adds a window's people.</summary>
    public void Add(int[] cells)
    {
        if (_cells.Length != cells.Length)
            _cells = new int[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            _cells[i] += cells[i];
    }

    /// <summary>The people of those cells in which enough waited, 0 elsewhere.</summary>
    public int[] Take()
    {
        var told = Array.ConvertAll(_cells, people => people >= threshold ? people : 0);
        for (var i = 0; i < told.Length; i++)
            _cells[i] -= told[i];
        return told;
    }
}
