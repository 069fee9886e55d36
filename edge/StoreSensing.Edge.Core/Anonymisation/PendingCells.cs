using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation;

/// <summary>
/// Seconds per cell of one layer that wait, cell by cell, until enough different people were in the cell. What is told is rounded; what rounding leaves over
/// waits on, so that sums over time stay right. Bounded: a sum and at most the threshold's ids per cell.
/// </summary>
/// <param name="threshold">People needed.</param>
/// <param name="zones">The cells under each zone: their person-seconds are told, too, so that what is left of a zone beside its told cells must be about enough people as well.</param>
internal sealed class PendingCells(int threshold, IReadOnlyList<int[]> zones)
{
    private const double Step = 1;
    private readonly Dictionary<int, Cell> _cells = [];
    private readonly HashSet<long> _rest = [];

    public void Add(IEnumerable<RawStand> people)
    {
        foreach (var person in people)
        {
            if (!_cells.TryGetValue(person.Cell, out var cell))
                _cells[person.Cell] = cell = new Cell();
            cell.Add(person, threshold);
        }
    }

    /// <summary>The cells that may be told, ascending, with their seconds; they begin anew.</summary>
    public (int[] Cells, double[] Seconds) Take()
    {
        var told = new HashSet<int>(_cells.Where(c => c.Value.IsEnough(threshold) && Coarse.TwoDigits(c.Value.Seconds, Step) > 0).Select(c => c.Key));
        foreach (var zone in zones)
            Complement(zone, told);
        int[] cells = [.. told.Order()];
        return (cells, Array.ConvertAll(cells, Told));
    }

    // Complementary suppression (Willenborg and de Waal, "Elements of Statistical Disclosure Control", 2001, 6.2): where the rest of a zone would be about
    // too few people, told cells stay behind, the smallest first, until it is about enough.
    private void Complement(int[] zone, HashSet<int> told)
    {
        _rest.Clear();
        foreach (var cell in zone)
            if (!told.Contains(cell) && _cells.TryGetValue(cell, out var waits))
                _rest.UnionWith(waits.People);
        if (_rest.Count == 0)
            return;
        foreach (var cell in zone.Where(told.Contains).OrderBy(cell => _cells[cell].Seconds))
        {
            if (_rest.Count >= threshold)
                return;
            told.Remove(cell);
            _rest.UnionWith(_cells[cell].People);
        }
    }

    private double Told(int number)
    {
        var cell = _cells[number];
        var seconds = Coarse.TwoDigits(cell.Seconds, Step);
        cell.Told(seconds);
        return seconds;
    }

    private sealed class Cell
    {
        public HashSet<long> People { get; } = [];

        public double Seconds { get; private set; }

        private (long TrackId, double Seconds) _longest;

        // Dominance (Willenborg and de Waal, 6.1): where one person is more than half of the sum, the others hide nothing.
        public bool IsEnough(int threshold) => People.Count >= threshold && _longest.Seconds <= Seconds / 2;

        public void Add(in RawStand person, int threshold)
        {
            Seconds += person.Seconds;
            var seconds = person.Seconds + (person.TrackId == _longest.TrackId ? _longest.Seconds : 0);
            if (seconds > _longest.Seconds)
                _longest = (person.TrackId, seconds);
            if (People.Count < threshold)
                People.Add(person.TrackId);
        }

        public void Told(double seconds)
        {
            Seconds -= seconds;
            _longest = default;
            People.Clear();
        }
    }
}
