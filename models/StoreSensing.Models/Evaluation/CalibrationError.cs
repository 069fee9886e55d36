using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>How far the probability of the likeliest class is from how often it is right.</summary>
/// <param name="Binned">Expected calibration error: mean |share right − mean probability| over bins. Above 0 even for a perfect network, the more the fewer the faces.</param>
/// <param name="DebiasedSquare">Mean square of the same difference with what chance puts into it taken off; may be negative, average it before taking a root.</param>
/// <remarks>
/// ECE with bins of equally many faces: Naeini, Cooper and Hauskrecht (AAAI 2015), Nguyen and O'Connor (EMNLP 2015). With 190 faces in 10 bins a share right of
/// .65 has a standard error of .11, so even true probabilities give an ECE of about .08. Debiased: Kumar, Liang and Ma, "Verified uncertainty calibration"
/// (NeurIPS 2019), definition 4.1: r(1 − r)/(n − 1) off each bin's square.
/// </remarks>
internal readonly record struct CalibrationError(double Binned, double DebiasedSquare)
{
    /// <summary>Measures it.</summary>
    public static CalibrationError Of(IReadOnlyList<Expression> probabilities, IReadOnlyList<ExpressionClass> truths, int bins = 10)
    {
        var sorted = probabilities.Zip(truths, (p, truth) => (Sure: (double)p.Certainty, Right: p.Decide(0) == truth ? 1.0 : 0)).OrderBy(f => f.Sure).ToArray();
        bins = Math.Clamp(bins, 1, Math.Max(1, sorted.Length / 2));
        double binned = 0, square = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            var part = sorted[(bin * sorted.Length / bins)..((bin + 1) * sorted.Length / bins)];
            var right = part.Average(f => f.Right);
            var gap = right - part.Average(f => f.Sure);
            var weight = (double)part.Length / sorted.Length;
            binned += weight * Math.Abs(gap);
            square += weight * ((gap * gap) - (right * (1 - right) / (part.Length - 1)));
        }
        return new CalibrationError(binned, square);
    }
}
