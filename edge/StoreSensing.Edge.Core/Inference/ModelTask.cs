namespace StoreSensing.Edge.Core.Inference;

/// <summary>What a model may be for.</summary>
public static class ModelTask
{
    /// <summary>Boxes of whole persons.</summary>
    public const string PersonDetection = "person-detection";

    /// <summary>Boxes of faces.</summary>
    public const string FaceDetection = "face-detection";

    /// <summary>Points on a face.</summary>
    public const string FaceLandmarks = "face-landmarks";

    /// <summary>Probabilities of facial expressions.</summary>
    public const string Expression = "expression";

    /// <summary>Angles of a head.</summary>
    public const string HeadPose = "head-pose";

    /// <summary>Telling one person from another: named only to be refused.</summary>
    public const string Identification = "identification";

    /// <summary>The tasks that are allowed.</summary>
    public static IReadOnlyList<string> Known { get; } = [PersonDetection, FaceDetection, FaceLandmarks, Expression, HeadPose];
}
