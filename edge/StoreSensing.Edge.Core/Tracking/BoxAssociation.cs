using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// Finds the best one-to-one match of tracks with boxes. Only those that overlap are compared: boxes are sorted by their left edge, so a
/// track looks at its neighbours, not at everybody. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Overlap is weighed with how well top and bottom agree, as in Yang et al., "Hybrid-SORT" (AAAI 2024): of two people who overlap, the
/// one behind stands higher in the picture. A sure box counts more than a doubtful one, as in ByteTrack's fused score. At low frame rates boxes
/// are grown before they are compared, as in Yang et al., "C-BIoU" (WACV 2023), because there nobody can be foretold that well.
/// </remarks>
internal sealed class BoxAssociation
{
    private const float HeightPower = 0.8f;
    private readonly SparseAssignment _assignment;
    private readonly float[] _lefts;
    private readonly Box[] _grown;
    private readonly int[] _sorted;

    public BoxAssociation(int tracks, int boxes)
    {
        _assignment = new SparseAssignment(tracks, boxes, tracks * 32);
        _lefts = new float[boxes];
        _grown = new Box[boxes];
        _sorted = new int[boxes];
    }

    /// <summary>Detection that the row-th of the tracks got, or −1.</summary>
    public int this[int row] => _assignment.ColumnOf(row) is var column && column >= 0 ? _sorted[column] : -1;

    /// <summary>Matches tracks with boxes.</summary>
    /// <param name="tracks">All tracks.</param>
    /// <param name="slots">Which of them.</param>
    /// <param name="detections">All detections.</param>
    /// <param name="boxes">Which of them.</param>
    /// <param name="growth">By how much of its size each box and each track's expected box is grown on every side before they are compared.</param>
    /// <param name="weights">What each detection counts, 0..1; empty for all alike.</param>
    /// <param name="limit">Largest cost of a match, 0..1.</param>
    /// <returns>Pairs that found no room: 0 unless everybody stands on one spot.</returns>
    public int Match(
        ReadOnlySpan<Track> tracks, ReadOnlySpan<int> slots, ReadOnlySpan<Detection.Detection> detections, ReadOnlySpan<int> boxes,
        float growth, ReadOnlySpan<float> weights, float limit)
    {
        var widest = 0f;
        for (var i = 0; i < boxes.Length; i++)
        {
            var box = detections[boxes[i]].Box.Enlarged(growth);
            (_lefts[i], _grown[boxes[i]], _sorted[i]) = (box.Left, box, boxes[i]);
            widest = MathF.Max(widest, box.Width);
        }
        var lefts = _lefts.AsSpan(0, boxes.Length);
        lefts.Sort(_sorted.AsSpan(0, boxes.Length));
        var dropped = 0;
        _assignment.Begin(boxes.Length);
        foreach (var slot in slots)
        {
            var expected = tracks[slot].Expected.Enlarged(growth);
            for (var i = FirstFrom(lefts, expected.Left - widest); i < lefts.Length && lefts[i] < expected.Right; i++)
            {
                var likeness = Likeness(expected, _grown[_sorted[i]]);
                var cost = 1 - (weights.IsEmpty ? likeness : likeness * weights[_sorted[i]]);
                if (cost < limit && !_assignment.Allow(i, cost))
                    dropped++;
            }
            _assignment.EndRow();
        }
        _assignment.Solve(limit);
        return dropped;
    }

    private static float Likeness(in Box a, in Box b)
    {
        var overlap = a.Iou(b);
        if (overlap <= 0)
            return 0;
        var shared = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
        var together = MathF.Max(a.Bottom, b.Bottom) - MathF.Min(a.Top, b.Top);
        return overlap * MathF.Pow(shared / together, HeightPower);
    }

    private static int FirstFrom(ReadOnlySpan<float> ascending, float value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
