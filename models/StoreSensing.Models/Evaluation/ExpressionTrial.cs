using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>All figures of a set of networks on labelled faces, on halves or folds that its calibration has not seen.</summary>
internal sealed class ExpressionTrial
{
    /// <summary>A class must be likelier than all the others together.</summary>
    public const double Threshold = 0.5;

    private const int Halves = 20;
    private readonly IReadOnlyList<FaceReading> _faces;
    private readonly ExpressionClass[] _truths;

    /// <summary>Fits and reads.</summary>
    public ExpressionTrial(IReadOnlyList<FaceReading> faces)
    {
        _faces = faces;
        _truths = [.. faces.Select(f => f.Truth)];
        Read = ExpressionFit.Unseen(faces);
    }

    /// <summary>Each face as the device would read it, by a fit that has not seen it.</summary>
    public IReadOnlyList<Expression> Read { get; }

    /// <summary>Happy against the rest, after fitting on one half and reading the other, mean over twenty ways to halve.</summary>
    public double HappyArea() => EachHalf((fit, others) =>
        RocCurve.Area(others.Select(f => ((double)fit.AsRead(f).Positive, f.Truth == ExpressionClass.Positive)))).Average();

    /// <summary>When none is abstained on.</summary>
    public BalancedAccuracy Balanced => BalancedAccuracy.Of([.. Read.Select(p => p.Decide(0))], _truths);

    /// <summary>Decisions by true class.</summary>
    public ConfusionMatrix Confusion => ExpressionFit.Confusion(Read, _truths, Threshold);

    /// <summary>Coverage and accuracy at a threshold.</summary>
    public CoveragePoint Coverage(double threshold) => CoveragePoint.At(threshold, Read, _truths);

    /// <summary>Calibration errors after fitting on one half and reading the other, mean over twenty ways to halve: the binned one, and the root of the debiased one.</summary>
    public (double Binned, double Debiased) CalibrationErrors()
    {
        var errors = EachHalf((fit, others) => CalibrationError.Of([.. others.Select(fit.AsLabelled)], [.. others.Select(f => f.Truth)])).ToArray();
        return (errors.Average(e => e.Binned), Math.Sqrt(Math.Max(0, errors.Average(e => e.DebiasedSquare))));
    }

    /// <summary>The set's entry in <c>expression.json</c>.</summary>
    public ExpressionSet Set(string name, IReadOnlyList<(string Name, string Sha256)> models, string measuredOn)
    {
        var fit = ExpressionFit.To(_faces);
        return new ExpressionSet
        {
            Name = name,
            Models = [.. models.Select((m, i) => new ExpressionSetModel(m.Name, m.Sha256, Rounded(fit.Calibrations[i])))],
            Temperature = Math.Round(fit.Temperature, 4),
            Prior = new ClassValues(Math.Round(fit.Prior.Positive, 6), Math.Round(fit.Prior.Neutral, 6), Math.Round(fit.Prior.Negative, 6), Math.Round(fit.Prior.Surprise, 6)),
            Threshold = Threshold,
            Confusion = Confusion.Rows,
            MeasuredOn = measuredOn,
            CalibrationError = Math.Round(CalibrationErrors().Debiased, 4),
            BalancedAccuracy = Math.Round(Balanced.Value, 4),
        };
    }

    /// <summary>Mean absolute error of shares, raw and corrected, over random mixes, and how often the interval holds the true share.</summary>
    /// <param name="matrix">Decisions of known faces.</param>
    /// <param name="decisions">Decisions to draw crowds from.</param>
    /// <param name="truths">Their classes.</param>
    /// <param name="mixes">Crowds.</param>
    /// <param name="seed">Of the draws.</param>
    public static ShareErrors Shares(ConfusionMatrix matrix, IReadOnlyList<ExpressionClass> decisions, IReadOnlyList<ExpressionClass> truths, int mixes, int seed)
    {
        const int People = 500;
        var random = new Random(seed);
        var byClass = Enumerable.Range(0, ConfusionMatrix.Classes).Select(c => decisions.Where((_, i) => (int)truths[i] == c).ToArray()).ToArray();
        double raw = 0, corrected = 0, held = 0;
        for (var mix = 0; mix < mixes; mix++)
        {
            double[] shares = [.. byClass.Select(_ => -Math.Log(1 - random.NextDouble()))]; // Dirichlet(1, 1, 1, 1) once scaled
            var (people, counts) = (new int[ConfusionMatrix.Classes], new int[ConfusionMatrix.Decisions]);
            for (var person = 0; person < People; person++)
            {
                var truth = Draw(random, shares);
                people[truth]++;
                counts[(int)byClass[truth][random.Next(byClass[truth].Length)]]++;
            }
            var decided = counts.Take(ConfusionMatrix.Classes).Sum();
            var estimate = ShareCorrection.Correct(counts, matrix)!;
            ShareEstimate[] estimates = [estimate.Positive, estimate.Neutral, estimate.Negative, estimate.Surprise];
            for (var c = 0; c < ConfusionMatrix.Classes; c++)
            {
                var share = (double)people[c] / People;
                raw += Math.Abs(((double)counts[c] / decided) - share);
                corrected += Math.Abs(estimates[c].Share - share);
                held += estimates[c].Low <= share && share <= estimates[c].High ? 1 : 0;
            }
        }
        var asked = mixes * ConfusionMatrix.Classes;
        return new ShareErrors(raw / asked, corrected / asked, held / asked);
    }

    /// <summary>Crowds drawn from all faces, decided by fits that have not seen them, corrected by the matrix that ships.</summary>
    public ShareErrors SharesOfAll() => Shares(Confusion, [.. Read.Select(p => p.Decide(Threshold))], _truths, 400, 1);

    /// <summary>Fit and matrix from one half, crowds drawn from the other, mean over twenty ways to halve.</summary>
    public ShareErrors SharesOfHalves()
    {
        var sum = default(ShareErrors);
        for (var seed = 0; seed < Halves; seed++)
        {
            var half = ExpressionFit.Deal(_faces, 2, seed);
            FaceReading[] known = [.. _faces.Where((_, i) => half[i] == 0)], others = [.. _faces.Where((_, i) => half[i] == 1)];
            var fit = ExpressionFit.To(known);
            var matrix = ExpressionFit.Confusion(ExpressionFit.Unseen(known), [.. known.Select(f => f.Truth)], Threshold);
            var errors = Shares(matrix, [.. others.Select(f => fit.AsRead(f).Decide(Threshold))], [.. others.Select(f => f.Truth)], 30, seed);
            sum = new ShareErrors(sum.Raw + (errors.Raw / Halves), sum.Corrected + (errors.Corrected / Halves), sum.Held + (errors.Held / Halves));
        }
        return sum;
    }

    private IEnumerable<T> EachHalf<T>(Func<ExpressionFit, FaceReading[], T> measure)
    {
        for (var seed = 0; seed < Halves; seed++)
        {
            var half = ExpressionFit.Deal(_faces, 2, seed);
            yield return measure(ExpressionFit.To([.. _faces.Where((_, i) => half[i] == 0)]), [.. _faces.Where((_, i) => half[i] == 1)]);
        }
    }

    private static int Draw(Random random, double[] weights)
    {
        var left = random.NextDouble() * weights.Sum();
        var at = 0;
        while (at < weights.Length - 1 && (left -= weights[at]) >= 0)
            at++;
        return at;
    }

    private static ExpressionCalibration Rounded(ExpressionCalibration c) => new(Math.Round(c.Temperature, 4), new ClassValues(
        Math.Round(c.Bias.Positive, 4), Math.Round(c.Bias.Neutral, 4), Math.Round(c.Bias.Negative, 4), Math.Round(c.Bias.Surprise, 4)));
}

/// <summary>Errors of shares of classes in crowds.</summary>
/// <param name="Raw">Mean absolute error of the decisions' own shares.</param>
/// <param name="Corrected">Of the corrected shares.</param>
/// <param name="Held">Share of 95 % intervals that hold the true share.</param>
internal readonly record struct ShareErrors(double Raw, double Corrected, double Held);
