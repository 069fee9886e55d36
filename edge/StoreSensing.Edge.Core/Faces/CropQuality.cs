using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>How much a crop of a face tells, 0 (nothing) to 1: size, sharpness and how frontal it is, multiplied. Without inference; allocates nothing.</summary>
/// <remarks>
/// Sharpness: variance of the Laplacian over a grid of the face (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000), divided by
/// the variance of the grey values, so that light and contrast don't matter: as for any smooth signal it is small where neighbours hardly differ from their mean.
/// </remarks>
public static class CropQuality
{
    /// <summary>A face below this tells too little to be read at all.</summary>
    public const float Least = 0.1f;

    private const float LeastPixels = 20;  // networks see 64 or 112 pixels; under a third of it is guesswork
    private const float AmplePixels = 64;
    private const int Grid = 24;
    private const float Blurred = 0.01f;
    private const float Sharp = 0.10f;
    private const float Frontal = 15;      // degrees
    private const float Profile = 60;

    /// <summary>The quality of a face in a picture.</summary>
    public static float Of(Frame frame, in FaceDetection face, HeadPose? pose)
    {
        var size = Size(frame, face.Box);
        if (size <= 0)
            return 0;
        return size * Frontality(frame, face, pose) * (0.2f + (0.8f * Sharpness(frame, face.Box)));
    }

    /// <summary>0 below 20 pixels' width, 1 from 64 on.</summary>
    public static float Size(Frame frame, in Box box)
    {
        var pixels = MathF.Min(box.Width * frame.Width, box.Height * frame.Height);
        return pixels < LeastPixels ? 0 : MathF.Min(1, 0.3f + (0.7f * (pixels - LeastPixels) / (AmplePixels - LeastPixels)));
    }

    /// <summary>1 when turned to the camera, 0 in profile; by the pose, else by where the nose lies between the eyes.</summary>
    public static float Frontality(Frame frame, in FaceDetection face, HeadPose? pose)
    {
        if (pose is { } p)
            return 1 - Rise(MathF.Max(MathF.Abs(p.Yaw), MathF.Abs(p.Pitch)), Frontal, Profile);
        if (face.Landmarks is not { } points)
            return 0.7f; // unknown: better than a turned face, worse than a frontal one
        var pixels = new Vector2(frame.Width, frame.Height);
        var eyes = (points.LeftEye - points.RightEye) * pixels;
        var span = eyes.LengthSquared();
        if (!(span > 0))
            return 0;
        var along = Vector2.Dot((points.Nose - points.RightEye) * pixels, eyes) / span; // 0.5 when frontal, outside 0..1 in profile
        return 1 - Rise(MathF.Abs(along - 0.5f), 0.1f, 0.5f);
    }

    /// <summary>0 when blurred, 1 when sharp.</summary>
    public static float Sharpness(Frame frame, in Box box)
    {
        Span<float> grey = stackalloc float[Grid * Grid];
        Sample(frame, box, grey);
        float sum = 0, squares = 0;
        foreach (var value in grey)
            (sum, squares) = (sum + value, squares + (value * value));
        var variance = (squares / grey.Length) - (sum / grey.Length * (sum / grey.Length));
        if (variance < 4) // less than two grey values: nothing to be seen
            return 0;
        float bends = 0, bendSquares = 0;
        const int Inner = (Grid - 2) * (Grid - 2);
        for (var y = 1; y < Grid - 1; y++)
        {
            for (var x = 1; x < Grid - 1; x++)
            {
                var at = (y * Grid) + x;
                var bend = grey[at] - ((grey[at - 1] + grey[at + 1] + grey[at - Grid] + grey[at + Grid]) / 4);
                (bends, bendSquares) = (bends + bend, bendSquares + (bend * bend));
            }
        }
        return Rise(((bendSquares / Inner) - (bends / Inner * (bends / Inner))) / variance, Blurred, Sharp);
    }

    private static void Sample(Frame frame, in Box box, Span<float> grey)
    {
        for (var y = 0; y < Grid; y++)
            for (var x = 0; x < Grid; x++)
                grey[(y * Grid) + x] = Luma.At(frame, box.Left + (box.Width * (x + 0.5f) / Grid), box.Top + (box.Height * (y + 0.5f) / Grid));
    }

    private static float Rise(float value, float from, float to) => Math.Clamp((value - from) / (to - from), 0, 1);
}
