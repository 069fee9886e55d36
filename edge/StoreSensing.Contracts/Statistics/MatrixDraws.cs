namespace StoreSensing.Contracts.Statistics;

/// <summary>What labelled faces leave open about P(decision | true class): draws of each row from its Dirichlet posterior, and their mean.</summary>
/// <remarks>Prior: 1 over the number of cells, in each (Berger, Bernardo and Sun, "Overall objective priors", Bayesian Analysis 10, 2015).</remarks>
internal sealed class MatrixDraws
{
    /// <summary>Draws: their 2.5 % and 97.5 % quantiles are the 11th from either end.</summary>
    public const int Count = 440;

    /// <summary>Added to each count.</summary>
    public const double Prior = 1.0 / ConfusionMatrix.Decisions;

    private const int Cells = ConfusionMatrix.Classes * ConfusionMatrix.Decisions;
    private readonly double[] _mean = new double[Cells];
    private readonly double[] _drawn = new double[Count * Cells];

    public MatrixDraws(ReadOnlySpan<int> counts)
    {
        var draws = new DirichletDraws(0x5EED);
        for (var at = 0; at < Cells; at += ConfusionMatrix.Decisions)
        {
            var row = counts.Slice(at, ConfusionMatrix.Decisions);
            double sum = 1;
            foreach (var count in row)
                sum += count;
            for (var i = 0; i < row.Length; i++)
                _mean[at + i] = (row[i] + Prior) / sum;
            for (var draw = 0; draw < Count; draw++)
                draws.Next(row, Prior, _drawn.AsSpan((draw * Cells) + at, ConfusionMatrix.Decisions));
        }
    }

    /// <summary>The mean: 4 rows of 5 probabilities.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>One of <see cref="Count"/> draws: 4 rows of 5 probabilities.</summary>
    public ReadOnlySpan<double> this[int draw] => _drawn.AsSpan(draw * Cells, Cells);
}
