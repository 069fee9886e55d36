namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>People per cell that wait, over windows, until enough of them are there to be told together: where one person came in and went out says too much.</summary>
internal sealed class PendingPeople(int threshold)
{
    private int[] _cells = [];

    /// <summary>True when nobody waits.</summary>
    public bool IsEmpty => _cells.Sum() == 0;

    /// <summary>Adds a window's people.</summary>
    public void Add(int[] cells)
    {
        if (_cells.Length != cells.Length)
            _cells = new int[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            _cells[i] += cells[i];
    }

    /// <summary>All that waited, once enough people did; null before.</summary>
    public int[]? Take()
    {
        if (_cells.Sum() < threshold)
            return null;
        var taken = _cells;
        _cells = new int[taken.Length];
        return taken;
    }
}
