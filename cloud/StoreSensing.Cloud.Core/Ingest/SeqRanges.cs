namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Sequence numbers from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct SeqRange(long First, long Last);

/// <summary>
/// A set of sequence numbers as merged ranges, ascending. Bounded: when there are too many holes the oldest is closed, so its numbers
/// are no longer named as missing.
/// </summary>
public sealed class SeqRanges
{
    /// <summary>Most ranges held.</summary>
    public const int Capacity = 256;

    private readonly List<SeqRange> _ranges;

    /// <summary>An empty set.</summary>
    public SeqRanges()
        : this([])
    {
    }

    /// <summary>The set that <see cref="Ranges"/> once gave; throws <see cref="ArgumentException"/> when they are not ascending and apart.</summary>
    public SeqRanges(IEnumerable<SeqRange> ranges)
    {
        _ranges = [.. ranges];
        for (var i = 0; i < _ranges.Count; i++)
            if (_ranges[i].Last < _ranges[i].First || (i > 0 && _ranges[i].First <= _ranges[i - 1].Last + 1))
                throw new ArgumentException("ranges must be ascending and apart", nameof(ranges));
    }

    /// <summary>What is in the set.</summary>
    public IReadOnlyList<SeqRange> Ranges => _ranges;

    /// <summary>The numbers from 1 to the last one seen that are not in the set.</summary>
    public IReadOnlyList<SeqRange> Missing
    {
        get
        {
            var missing = new List<SeqRange>();
            var next = 1L;
            foreach (var range in _ranges)
            {
                if (range.First > next)
                    missing.Add(new SeqRange(next, range.First - 1));
                next = range.Last + 1;
            }
            return missing;
        }
    }

    /// <summary>Adds a number; false when it was there.</summary>
    public bool Add(long seq)
    {
        var after = _ranges.Count;
        while (after > 0 && _ranges[after - 1].First > seq)
            after--;
        // after: the first range that begins beyond seq.
        if (after > 0 && _ranges[after - 1].Last >= seq)
            return false;
        var joinsBefore = after > 0 && _ranges[after - 1].Last == seq - 1;
        var joinsAfter = after < _ranges.Count && _ranges[after].First == seq + 1;
        if (joinsBefore && joinsAfter)
        {
            _ranges[after - 1] = new SeqRange(_ranges[after - 1].First, _ranges[after].Last);
            _ranges.RemoveAt(after);
        }
        else if (joinsBefore)
        {
            _ranges[after - 1] = _ranges[after - 1] with { Last = seq };
        }
        else if (joinsAfter)
        {
            _ranges[after] = _ranges[after] with { First = seq };
        }
        else
        {
            _ranges.Insert(after, new SeqRange(seq, seq));
            CloseOldestHole();
        }
        return true;
    }

    private void CloseOldestHole()
    {
        if (_ranges.Count <= Capacity)
            return;
        _ranges[0] = new SeqRange(_ranges[0].First, _ranges[1].Last);
        _ranges.RemoveAt(1);
    }
}
