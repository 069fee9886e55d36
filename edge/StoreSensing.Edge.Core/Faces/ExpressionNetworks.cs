using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>What each expression network of the catalog is shown.</summary>
public static class ExpressionNetworks
{
    private const string Levelled = "fer-mobilefacenet-int8";

    /// <summary>The network's reader.</summary>
    /// <param name="name">Its name in the catalog.</param>
    /// <param name="session">The network; stays the caller's.</param>
    /// <param name="faceDetector">The catalog's name of what finds the faces.</param>
    public static IExpressionModel Make(string name, IInferenceSession session, string faceDetector) =>
        name == Levelled ? new LevelledExpressionModel(session) : new CropExpressionModel(session, ExpressionCrop.Scale(faceDetector));
}
