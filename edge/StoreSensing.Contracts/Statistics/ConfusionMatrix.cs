namespace StoreSensing.Contracts.Statistics;

/// <summary>How often labelled faces of each true class got each decision: 4 rows (true classes) of 5 counts (the same classes, then abstained).</summary>
public sealed class ConfusionMatrix
{
    /// <summary>True classes.</summary>
    public const int Classes = 4;

    /// <summary>Decisions: the classes, then abstained.</summary>
    public const int Decisions = 5;

    private readonly int[] _counts;
    private readonly Lazy<MatrixDraws> _draws;

    /// <summary>Takes 20 counts, row after row.</summary>
    /// <exception cref="ArgumentException">Not 20 counts, a negative one, or a true class of which there is no face.</exception>
    public ConfusionMatrix(ReadOnlySpan<int> counts)
    {
        if (counts.Length != Classes * Decisions)
            throw new ArgumentException($"a confusion matrix has {Classes} rows of {Decisions} counts, not {counts.Length} counts", nameof(counts));
        _counts = counts.ToArray();
        for (var truth = 0; truth < Classes; truth++)
        {
            var row = _counts.AsSpan(truth * Decisions, Decisions);
            if (row.ContainsAnyInRange(int.MinValue, -1))
                throw new ArgumentException($"a confusion matrix has no negative counts; row {(ExpressionClass)truth} has one", nameof(counts));
            if (!row.ContainsAnyExcept(0))
                throw new ArgumentException($"a confusion matrix needs faces of every class; row {(ExpressionClass)truth} is empty", nameof(counts));
        }
        _draws = new Lazy<MatrixDraws>(() => new MatrixDraws(_counts));
    }

    /// <summary>The counts, a row a true class.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows => [.. _counts.Chunk(Decisions)];

    /// <summary>Takes 4 rows of 5 counts.</summary>
    /// <exception cref="ArgumentException">Another shape, or as the constructor.</exception>
    public static ConfusionMatrix FromRows(IReadOnlyList<IReadOnlyList<int>> rows) => rows.Count == Classes && rows.All(row => row.Count == Decisions)
        ? new ConfusionMatrix([.. rows.SelectMany(row => row)])
        : throw new ArgumentException($"a confusion matrix has {Classes} rows of {Decisions} counts, not {rows.Count} rows of {string.Join(", ", rows.Select(row => row.Count))}", nameof(rows));

    /// <summary>Labelled faces of a class that got a decision.</summary>
    public int this[ExpressionClass truth, ExpressionClass decision] => _counts[((int)truth * Decisions) + (int)decision];

    /// <summary>What the counts leave open: plausible matrices of probabilities. Worked out once.</summary>
    internal MatrixDraws Draws => _draws.Value;
}
