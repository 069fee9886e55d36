namespace StoreSensing.Edge.Core.Faces;

/// <summary>How a lane gets at faces.</summary>
public sealed record FacePlan
{
    /// <summary>Finds the faces of people whose boxes are tracked; null where the tracked boxes are faces.</summary>
    public IFaceDetector? Detector { get; init; }

    /// <summary>Where the detector looks.</summary>
    public FaceSearch Search { get; init; } = FaceSearch.Picture;

    /// <summary>Reads the heads' poses; null when nobody asks for them.</summary>
    public IHeadPoseEstimator? Pose { get; init; }
}

/// <summary>Where faces of people are looked for.</summary>
public enum FaceSearch
{
    /// <summary>In the whole picture at once.</summary>
    Picture,

    /// <summary>In the upper part of each person.</summary>
    People,
}
