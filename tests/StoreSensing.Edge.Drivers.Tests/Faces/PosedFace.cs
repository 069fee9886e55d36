using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Tests.Inference;
using StoreSensing.Testing;
using Found = StoreSensing.Edge.Core.Faces.FaceDetection;

namespace StoreSensing.Edge.Drivers.Tests.Faces;

/// <summary>A face in a picture, found by <c>yunet</c>, and both as a mirror or a tilted camera would show them.</summary>
internal sealed record PosedFace(Frame Frame, Found Face)
{
    private const int LeastPixels = 48;
    private const int Every = 6; // of 390

    /// <summary>The largest face of every sixth expression picture, where it is large enough to tell a pose of.</summary>
    public static List<PosedFace> OfReference()
    {
        var labels = ReferenceData.File("data", "faces", "expression", "labels.csv");
        var yunet = ReferenceData.File("models", "yunet_n_dynamic.onnx");
        var runtime = FetchedRuntime.Get();
        var faces = new List<PosedFace>();
        foreach (var line in File.ReadLines(labels).Skip(1).Where((_, i) => i % Every == 0))
        {
            var picture = DecodedPicture.Read(Path.Combine(Path.GetDirectoryName(labels)!, "images", line.Split(',')[0]));
            var frame = picture.ToFrame();
            var size = InputSize.OfLongSide(frame.Width, frame.Height, 480, YuNetDetector.Stride);
            using var session = runtime.Open(yunet, new InferenceOptions { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = [1, 3, size.Height, size.Width] } });
            var detector = new YuNetDetector(session, 0.6f);
            var found = new Found[detector.Capacity];
            var count = detector.DetectFaces(frame, found);
            if (count > 0 && found.Take(count).MaxBy(f => f.Box.Area) is var face && face.Box.Width * frame.Width >= LeastPixels)
                faces.Add(new PosedFace(frame, face));
        }
        return faces;
    }

    /// <summary>As a mirror shows it.</summary>
    public PosedFace Mirrored() => Moved(
        p => p with { X = Frame.Width - p.X },
        p => p with { X = Frame.Width - p.X },
        l => new FaceLandmarks(l.LeftEye, l.RightEye, l.Nose, l.LeftMouth, l.RightMouth));

    /// <summary>Tilted clockwise about the face's centre; the box keeps its size.</summary>
    public PosedFace Tilted(float degrees)
    {
        Vector2 centre = new(Face.Box.CentreX * Frame.Width, Face.Box.CentreY * Frame.Height);
        var (forth, back) = (Matrix3x2.CreateRotation(float.DegreesToRadians(degrees), centre), Matrix3x2.CreateRotation(-float.DegreesToRadians(degrees), centre)); // y points down
        return Moved(p => Vector2.Transform(p, forth), p => Vector2.Transform(p, back), l => l) is var moved ? moved with { Face = moved.Face with { Box = Face.Box } } : this;
    }

    /// <summary>A new picture whose points are where <paramref name="to"/> brings this one's, its pixels fetched by <paramref name="from"/>.</summary>
    private PosedFace Moved(Func<Vector2, Vector2> to, Func<Vector2, Vector2> from, Func<FaceLandmarks, FaceLandmarks> named)
    {
        var moved = new FramePool(Frame.Width, Frame.Height).Rent();
        for (var y = 0; y < Frame.Height; y++)
            for (var x = 0; x < Frame.Width; x++)
                for (var channel = 0; channel < 3; channel++)
                    moved.Pixels[(3 * ((y * Frame.Width) + x)) + channel] = Sample(from(new Vector2(x + 0.5f, y + 0.5f)), channel);
        Vector2 size = new(Frame.Width, Frame.Height);
        Vector2 Point(Vector2 p) => to(p * size) / size;
        var (a, b) = (Point(new(Face.Box.Left, Face.Box.Top)), Point(new(Face.Box.Right, Face.Box.Bottom)));
        var points = Face.Landmarks!.Value;
        return new PosedFace(moved, Face with
        {
            Box = new Box(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y)),
            Landmarks = named(new(Point(points.RightEye), Point(points.LeftEye), Point(points.Nose), Point(points.RightMouth), Point(points.LeftMouth))),
        });
    }

    // Bilinear; the picture's edge goes on beyond it.
    private byte Sample(Vector2 at, int channel)
    {
        var (x, y) = (at.X - 0.5f, at.Y - 0.5f);
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (right, down) = (x - column, y - row);
        float Pixel(int c, int r) => Frame.Pixels[(3 * ((Math.Clamp(r, 0, Frame.Height - 1) * Frame.Width) + Math.Clamp(c, 0, Frame.Width - 1))) + channel];
        var upper = (Pixel(column, row) * (1 - right)) + (Pixel(column + 1, row) * right);
        var lower = (Pixel(column, row + 1) * (1 - right)) + (Pixel(column + 1, row + 1) * right);
        return (byte)MathF.Round((upper * (1 - down)) + (lower * down));
    }
}
