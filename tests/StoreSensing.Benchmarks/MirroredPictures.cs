using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Pictures and faces, and both as a mirror shows them.</summary>
internal static class Pictures
{
    public static Frame Read(string path) => DecodedPicture.Read(path).ToFrame();

    public static Frame Mirror(Frame frame)
    {
        var mirror = new FramePool(frame.Width, frame.Height).Rent();
        for (var y = 0; y < frame.Height; y++)
            for (var x = 0; x < frame.Width; x++)
                frame.Pixels.Slice(3 * ((y * frame.Width) + x), 3).CopyTo(mirror.Pixels.Slice(3 * ((y * frame.Width) + frame.Width - 1 - x), 3));
        return mirror;
    }

    public static FaceDetection Mirror(in FaceDetection face) => face with
    {
        Box = new Box(1 - face.Box.Right, face.Box.Top, 1 - face.Box.Left, face.Box.Bottom),
        Landmarks = face.Landmarks is { } l
            ? new FaceLandmarks(Mirror(l.LeftEye), Mirror(l.RightEye), Mirror(l.Nose), Mirror(l.LeftMouth), Mirror(l.RightMouth))
            : null,
    };

    private static Vector2 Mirror(Vector2 point) => point with { X = 1 - point.X };
}
