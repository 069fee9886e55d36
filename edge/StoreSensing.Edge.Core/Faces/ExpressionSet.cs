using System.Text.Json.Serialization;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Networks whose calibrated probabilities are averaged, and what is known about the mistakes that come out: one entry of <c>models/expression.json</c>.</summary>
public sealed record ExpressionSet
{
    /// <summary>Its name in the configuration, e.g. <c>fer+mini-xception</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its networks.</summary>
    public required IReadOnlyList<ExpressionSetModel> Models { get; init; }

    /// <summary>Temperature of the average: averaging makes less sure.</summary>
    public required double Temperature { get; init; }

    /// <summary>Shares of the classes among the faces it was fitted on; divided out again, so that no mix is expected of a place.</summary>
    public required ClassValues Prior { get; init; }

    /// <summary>Least probability of the likeliest class at which something is decided about a person, 0..1.</summary>
    public required double Threshold { get; init; }

    /// <summary>Labelled faces: a row a true class (positive, neutral, negative, surprise), a column a decision (the same, abstained).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>On which pictures all this was fitted and measured.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>Calibration error on faces that it was not fitted on, 0..1: debiased, root mean square over bins.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Mean share of each class's faces that are told rightly when none is abstained on, on faces that it was not fitted on.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>As the device describes itself.</summary>
    public ExpressionDescription Describe() =>
        new() { Models = [.. Models.Select(m => m.Name)], Threshold = Threshold, Confusion = Confusion, MeasuredOn = MeasuredOn };

    /// <summary>The counts as a matrix that corrects shares.</summary>
    [JsonIgnore]
    public ConfusionMatrix Matrix => ConfusionMatrix.FromRows(Confusion);
}

/// <summary>A network of a set.</summary>
/// <param name="Name">Its name in the catalog.</param>
/// <param name="Sha256">The file that was measured; another one would make other mistakes.</param>
/// <param name="Calibration">Its own calibration, before the average.</param>
public sealed record ExpressionSetModel(string Name, string Sha256, ExpressionCalibration Calibration);
