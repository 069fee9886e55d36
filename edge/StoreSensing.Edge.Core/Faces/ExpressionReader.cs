using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Reads a face with every network of a set: each calibrated, averaged, calibrated again, and the mix of the labelled faces divided out.</summary>
/// <remarks>
/// A mean of calibrated probabilities is too unsure and needs a temperature of its own: Rahaman and Thiery, "Uncertainty quantification and deep ensembles"
/// (NeurIPS 2021). Without the prior a face is as likely to be of one class as of another before it is looked at: Saerens, Latinne and Decaestecker (2002), eq. 2.4.
/// </remarks>
public sealed class ExpressionReader : IExpressionModel
{
    private readonly (IExpressionModel Model, ExpressionCalibration Calibration)[] _models;
    private readonly ExpressionCalibration _together;

    /// <summary>Puts a set together.</summary>
    /// <param name="set">What was measured.</param>
    /// <param name="open">Opens a network by its catalog name.</param>
    public ExpressionReader(ExpressionSet set, Func<string, IExpressionModel> open)
    {
        _models = [.. set.Models.Select(m => (open(m.Name), m.Calibration))];
        _together = Together(set);
    }

    /// <summary>What is applied to the mean of a set's calibrated networks.</summary>
    public static ExpressionCalibration Together(ExpressionSet set) => new(
        set.Temperature,
        new ClassValues(-Math.Log(set.Prior.Positive), -Math.Log(set.Prior.Neutral), -Math.Log(set.Prior.Negative), -Math.Log(set.Prior.Surprise)));

    /// <inheritdoc/>
    public void Prepare(Frame frame)
    {
        foreach (var (model, _) in _models)
            model.Prepare(frame);
    }

    /// <inheritdoc/>
    public bool TryRead(Frame frame, in FaceDetection face, out Expression expression)
    {
        var mean = default(Expression);
        expression = default;
        foreach (var (model, calibration) in _models)
        {
            if (!model.TryRead(frame, face, out var one))
                return false;
            mean = mean.Plus(calibration.Apply(one), 1f / _models.Length);
        }
        expression = _together.Apply(mean);
        return true;
    }
}
