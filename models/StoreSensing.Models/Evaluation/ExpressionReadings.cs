using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Models.Evaluation;

/// <summary>Labelled pictures as the product sees them: whole, the face found by its own detector, read by its own networks.</summary>
internal static class ExpressionReadings
{
    /// <summary>Reads the faces; pictures in which none is found are counted, not guessed.</summary>
    /// <param name="faces">The pictures.</param>
    /// <param name="open">Decodes one.</param>
    /// <param name="detector">A detector for pictures of this one's size.</param>
    /// <param name="models">The networks, uncalibrated.</param>
    public static (IReadOnlyList<FaceReading> Readings, int WithoutFace) Read(
        IReadOnlyList<LabelledFace> faces, Func<string, Frame> open, Func<Frame, IFaceDetector> detector, IReadOnlyList<IExpressionModel> models)
    {
        var readings = new List<FaceReading>();
        foreach (var face in faces)
        {
            using var frame = open(face.File);
            var raw = new Expression[models.Count];
            if (Find(frame, detector(frame)) is { } found && models.Select((m, i) => m.TryRead(frame, found, out raw[i])).All(read => read))
                readings.Add(new FaceReading(face.Truth, raw));
        }
        return (readings, faces.Count - readings.Count);
    }

    // These pictures are of one person: the largest face, a central one before one at the edge.
    private static FaceDetection? Find(Frame frame, IFaceDetector detector)
    {
        var found = new FaceDetection[detector.Capacity];
        var count = detector.DetectFaces(frame, found);
        return count == 0 ? null : found.Take(count).MaxBy(f => f.Box.Area * Math.Max(0.05, 1 - Distance(f.Box)));
    }

    private static double Distance(in Box box) => Math.Sqrt(Math.Pow(box.CentreX - 0.5, 2) + Math.Pow(box.CentreY - 0.5, 2));
}
