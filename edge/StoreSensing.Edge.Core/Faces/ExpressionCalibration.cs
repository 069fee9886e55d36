namespace StoreSensing.Edge.Core.Faces;

/// <summary>Makes a network's probabilities as sure as it is right: each becomes p^(1/temperature) · e^bias, scaled to sum 1.</summary>
/// <param name="Temperature">Above 1: the network was too sure. 1 changes nothing.</param>
/// <param name="Bias">Per class, in natural logarithms; 0 changes nothing.</param>
/// <remarks>
/// Temperature scaling: Guo et al., "On calibration of modern neural networks" (ICML 2017). With a bias per class: Alexandari, Kundaje and Shrikumar, "Maximum
/// likelihood with bias-corrected calibration is hard-to-beat at label shift adaptation" (ICML 2020); these networks are not just too sure, they lean to a class.
/// </remarks>
public sealed record ExpressionCalibration(double Temperature, ClassValues Bias)
{
    /// <summary>Least probability that is told apart from 0: a network's 1e-20 is no evidence.</summary>
    public const float Floor = 1e-6f;

    /// <summary>Changes nothing.</summary>
    public static ExpressionCalibration None { get; } = new(1, default);

    /// <summary>The calibrated probabilities.</summary>
    public Expression Apply(in Expression raw) => Normalised(
        Value(raw.Positive, Bias.Positive), Value(raw.Neutral, Bias.Neutral), Value(raw.Negative, Bias.Negative), Value(raw.Surprise, Bias.Surprise));

    /// <summary>Four positive weights as probabilities.</summary>
    internal static Expression Normalised(double positive, double neutral, double negative, double surprise)
    {
        var sum = positive + neutral + negative + surprise;
        return new Expression((float)(positive / sum), (float)(neutral / sum), (float)(negative / sum), (float)(surprise / sum));
    }

    // Math.Max lets NaN through: a network that gives NaN must end in abstaining, not in a number.
    private double Value(float probability, double bias) => Math.Exp((Math.Log(Math.Max(probability, Floor)) / Temperature) + bias);
}

/// <summary>A number per class.</summary>
/// <param name="Positive">Of happy.</param>
/// <param name="Neutral">Of neutral.</param>
/// <param name="Negative">Of angry, disgusted, fearful or sad.</param>
/// <param name="Surprise">Of surprised.</param>
public readonly record struct ClassValues(double Positive, double Neutral, double Negative, double Surprise);
