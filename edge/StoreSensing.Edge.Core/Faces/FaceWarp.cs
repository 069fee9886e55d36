using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Brings a face upright to a square network input, its five points as close to a template's as turning, scaling and moving can. Bilinear; where
/// it shrinks, several samples a pixel are averaged. Outside the picture it is black. A call allocates nothing; not tied to a picture size.
/// </summary>
/// <param name="side">Columns and rows of the input.</param>
/// <param name="template">Where the points shall lie, 0..1 of the input.</param>
public sealed class FaceWarp(int side, FaceLandmarks template)
{
    /// <summary>The template that the ArcFace line of networks is trained on, FER MobileFaceNet among them: 112 × 112 pixels.</summary>
    /// <remarks>opencv_zoo, <c>models/facial_expression_recognition/facial_fer_model.py</c>, <c>std_points</c>.</remarks>
    public static FaceLandmarks MobileFaceNet { get; } = new(
        new Vector2(38.2946f, 51.6963f) / 112,
        new Vector2(73.5318f, 51.5014f) / 112,
        new Vector2(56.0252f, 71.7366f) / 112,
        new Vector2(41.5493f, 92.3655f) / 112,
        new Vector2(70.7299f, 92.2041f) / 112);

    private const int MostSamples = 8;

    /// <summary>Writes 3 × side × side planar values; false, and all black, when the points coincide or are no numbers.</summary>
    public bool Fill(Frame frame, in FaceLandmarks landmarks, Span<float> input, in InputColours colours)
    {
        if (!Similarity.TryFit(Scaled(template, side, side), Scaled(landmarks, frame.Width, frame.Height), out var toPicture))
        {
            new Planes(input, side, side, colours).Blacken(0, 0, colours);
            return false;
        }
        Fill(frame, toPicture, side, input, colours);
        return true;
    }

    /// <summary>The same for a similarity that is known already, of input pixels to the picture's; corners of pixels are at whole numbers.</summary>
    public static void Fill(Frame frame, in Similarity toPicture, int side, Span<float> input, in InputColours colours)
    {
        var samples = Math.Clamp((int)Math.Round(toPicture.Scale), 1, MostSamples);
        var pixels = new Sampler(frame);
        var gains = Vector128.Create(colours.Red.Gain, colours.Green.Gain, colours.Blue.Gain, 0) / (samples * samples);
        var offsets = Vector128.Create(colours.Red.Offset, colours.Green.Offset, colours.Blue.Offset, 0);
        var planes = new Planes(input, side, side, colours);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var pixel = (Mean(pixels, toPicture, x, y, samples) * gains) + offsets;
                var at = (y * side) + x;
                (planes.Red[at], planes.Green[at], planes.Blue[at]) = (pixel.GetElement(0), pixel.GetElement(1), pixel.GetElement(2));
            }
        }
    }

    // The sum, in truth: the division is in the gains.
    private static Vector128<float> Mean(in Sampler pixels, in Similarity toPicture, int x, int y, int samples)
    {
        var sum = Vector128<float>.Zero;
        var step = 1.0 / samples;
        for (var j = 0; j < samples; j++)
        {
            for (var i = 0; i < samples; i++)
            {
                // Pixel centres are at half integers, in both pictures.
                var (u, v) = (x + ((i + 0.5) * step), y + ((j + 0.5) * step));
                sum += pixels.At(
                    (float)((toPicture.A * u) - (toPicture.B * v) + toPicture.X - 0.5),
                    (float)((toPicture.B * u) + (toPicture.A * v) + toPicture.Y - 0.5));
            }
        }
        return sum;
    }

    private static FaceLandmarks Scaled(in FaceLandmarks points, int width, int height)
    {
        var size = new Vector2(width, height);
        return new FaceLandmarks(points.RightEye * size, points.LeftEye * size, points.Nose * size, points.RightMouth * size, points.LeftMouth * size);
    }

    /// <summary>Red, green and blue between pixels, in three lanes of one vector.</summary>
    private readonly ref struct Sampler(Frame frame)
    {
        private readonly ReadOnlySpan<byte> _pixels = frame.Pixels;
        private readonly int _width = frame.Width;
        private readonly int _height = frame.Height;

        /// <summary>At (x, y), pixel centres at whole numbers.</summary>
        public Vector128<float> At(float x, float y)
        {
            var column = (int)MathF.Floor(x);
            var row = (int)MathF.Floor(y);
            var at = ((row * _width) + column) * 3;
            var below = at + (_width * 3);
            var (right, down) = (x - column, y - row);
            // One read of eight bytes holds both neighbours; the picture's last two bytes are not enough for it.
            if ((uint)column >= (uint)(_width - 1) || (uint)row >= (uint)(_height - 1) || below + sizeof(ulong) > _pixels.Length)
                return AtEdge(column, row, right, down);
            var upper = BinaryPrimitives.ReadUInt64LittleEndian(_pixels[at..]);
            var lower = BinaryPrimitives.ReadUInt64LittleEndian(_pixels[below..]);
            return Between(Between(Colours(upper), Colours(upper >> 24), right), Between(Colours(lower), Colours(lower >> 24), right), down);
        }

        private Vector128<float> AtEdge(int column, int row, float right, float down) => Between(
            Between(Pixel(column, row), Pixel(column + 1, row), right),
            Between(Pixel(column, row + 1), Pixel(column + 1, row + 1), right),
            down);

        private Vector128<float> Pixel(int column, int row)
        {
            if ((uint)column >= (uint)_width || (uint)row >= (uint)_height)
                return Vector128<float>.Zero;
            var at = ((row * _width) + column) * 3;
            return Vector128.Create(_pixels[at], _pixels[at + 1], (float)_pixels[at + 2], 0);
        }

        private static Vector128<float> Between(Vector128<float> from, Vector128<float> to, float share) => from + ((to - from) * share);

        private static Vector128<float> Colours(ulong bytes) =>
            Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(bytes).AsByte())).AsInt32());
    }
}
