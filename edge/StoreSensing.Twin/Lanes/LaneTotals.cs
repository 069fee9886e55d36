using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Twin.Lanes;

/// <summary>Sums of one lane's windows, to be compared with another lane's. Holds every dwell, so it is for tests and dry runs.</summary>
public sealed class LaneTotals
{
    private readonly SortedDictionary<string, ZoneSum> _zones = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int In, int Out)> _lines = new(StringComparer.Ordinal);
    private double[] _heat = [];

    /// <summary>Zones by id.</summary>
    public IReadOnlyDictionary<string, ZoneSum> Zones => _zones;

    /// <summary>Crossings of lines by id.</summary>
    public IReadOnlyDictionary<string, (int In, int Out)> Lines => _lines;

    /// <summary>Person-seconds per cell.</summary>
    public IReadOnlyList<double> Heat => _heat;

    /// <summary>Seconds observed.</summary>
    public double ObservedSeconds { get; private set; }

    /// <summary>Adds a window.</summary>
    public void Add(RawWindow window)
    {
        ObservedSeconds += window.ObservedSeconds;
        foreach (var zone in window.Zones)
        {
            if (!_zones.TryGetValue(zone.Zone, out var sum))
                _zones[zone.Zone] = sum = new ZoneSum();
            sum.Add(zone);
        }
        foreach (var line in window.Lines)
        {
            var sum = _lines.GetValueOrDefault(line.Line);
            _lines[line.Line] = (sum.In + line.In, sum.Out + line.Out);
        }
        if (_heat.Length == 0)
            _heat = new double[window.Heat.Length];
        for (var i = 0; i < _heat.Length; i++)
            _heat[i] += window.Heat[i];
    }

    /// <summary>Adds windows.</summary>
    public void Add(IEnumerable<RawWindow> windows)
    {
        foreach (var window in windows)
            Add(window);
    }

    /// <summary>Pearson's correlation of both heat maps over the cells that either has; 0 when one of them is even.</summary>
    public double HeatCorrelation(LaneTotals other)
    {
        var cells = Enumerable.Range(0, _heat.Length).Where(i => _heat[i] > 0 || other._heat[i] > 0).ToList();
        if (cells.Count < 2)
            return 0;
        var (a, b) = (cells.Average(i => _heat[i]), cells.Average(i => other._heat[i]));
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        foreach (var i in cells)
        {
            ab += (_heat[i] - a) * (other._heat[i] - b);
            aa += (_heat[i] - a) * (_heat[i] - a);
            bb += (other._heat[i] - b) * (other._heat[i] - b);
        }
        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}

/// <summary>Sums of one zone.</summary>
public sealed class ZoneSum
{
    private readonly List<double> _dwells = [];

    /// <summary>Visits that began.</summary>
    public int Visits { get; private set; }

    /// <summary>Visits that became engaged.</summary>
    public int EngagedVisits { get; private set; }

    /// <summary>Seconds of visits, summed over people.</summary>
    public double PersonSeconds { get; private set; }

    /// <summary>Most visits open at once in any window.</summary>
    public int OccupancyPeak { get; private set; }

    /// <summary>Dwell of each visit that ended, seconds.</summary>
    public IReadOnlyList<double> Dwells => _dwells;

    /// <summary>Median dwell, seconds; null without a visit that ended.</summary>
    public double? MedianDwell
    {
        get
        {
            if (_dwells.Count == 0)
                return null;
            double[] ascending = [.. _dwells.Order()];
            return (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
        }
    }

    internal void Add(RawZone zone)
    {
        Visits += zone.Visits;
        EngagedVisits += zone.EngagedVisits;
        PersonSeconds += zone.PersonSeconds;
        OccupancyPeak = Math.Max(OccupancyPeak, zone.OccupancyPeak);
        foreach (var dwell in zone.Ended)
            _dwells.Add(dwell.Seconds);
    }
}
