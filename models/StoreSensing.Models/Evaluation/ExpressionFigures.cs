namespace StoreSensing.Models.Evaluation;

/// <summary>What a way to read expressions gives on labelled faces; nothing is read by a calibration that has seen its label.</summary>
internal sealed record ExpressionFigures
{
    private static readonly double[] _thresholds = [0, 0.4, ExpressionTrial.Threshold, 0.6, 0.7, 0.8];

    /// <summary>The way's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a set that can be configured.</summary>
    public required bool IsSet { get; init; }

    /// <summary>What found the faces.</summary>
    public required string Detector { get; init; }

    /// <summary>What read them.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>Labelled pictures of reported classes.</summary>
    public required int Pictures { get; init; }

    /// <summary>Pictures in which the face was found and read.</summary>
    public required int Faces { get; init; }

    /// <summary>Happy against the rest, area under the curve.</summary>
    public required double HappyArea { get; init; }

    /// <summary>Over the four classes, none abstained on.</summary>
    public required BalancedAccuracy BalancedAccuracy { get; init; }

    /// <summary>What is left without chance.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>The plain one over ten bins.</summary>
    public required double BinnedCalibrationError { get; init; }

    /// <summary>What abstaining costs and gains.</summary>
    public required IReadOnlyList<CoveragePoint> Coverage { get; init; }

    /// <summary>Shares of crowds from all faces, corrected by the confusion that ships.</summary>
    public required ShareErrors Shares { get; init; }

    /// <summary>Confusion from one half, crowds from the other.</summary>
    public required ShareErrors SharesOfHalves { get; init; }

    /// <summary>Measures a way on its readings.</summary>
    public static ExpressionFigures Of(ExpressionWay way, ExpressionTrial trial, int pictures)
    {
        var (binned, debiased) = trial.CalibrationErrors();
        return new ExpressionFigures
        {
            Name = way.Name,
            IsSet = way.IsSet,
            Detector = way.Detector,
            Networks = way.Networks,
            Pictures = pictures,
            Faces = trial.Read.Count,
            HappyArea = trial.HappyArea(),
            BalancedAccuracy = trial.Balanced,
            CalibrationError = debiased,
            BinnedCalibrationError = binned,
            Coverage = [.. _thresholds.Select(trial.Coverage)],
            Shares = trial.SharesOfAll(),
            SharesOfHalves = trial.SharesOfHalves(),
        };
    }
}
