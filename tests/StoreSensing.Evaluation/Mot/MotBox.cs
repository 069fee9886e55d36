namespace StoreSensing.Evaluation.Mot;

/// <summary>A row of a MOTChallenge file: a box in pixels.</summary>
/// <param name="Frame">1-based frame.</param>
/// <param name="Id">Track, −1 in files of detections.</param>
/// <param name="Left">Pixels.</param>
/// <param name="Top">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Confidence">Score of a detection; 0 marks a ground truth row that is not to be scored.</param>
/// <param name="Class">MOTChallenge class, 1 = pedestrian; 1 where the file has none.</param>
public readonly record struct MotBox(int Frame, int Id, double Left, double Top, double Width, double Height, double Confidence, int Class)
{
    /// <summary>Intersection over union, 0..1.</summary>
    public double Iou(in MotBox other)
    {
        var width = Math.Min(Left + Width, other.Left + other.Width) - Math.Max(Left, other.Left);
        var height = Math.Min(Top + Height, other.Top + other.Height) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var intersection = width * height;
        return intersection / ((Width * Height) + (other.Width * other.Height) - intersection);
    }
}
