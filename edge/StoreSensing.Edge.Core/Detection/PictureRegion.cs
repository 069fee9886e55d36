using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Samples a rectangle of a picture, which may reach over its edge, to a square network input. Outside the picture it is black.
/// </summary>
public static class PictureRegion
{
    /// <summary>Writes 3 × side × side planar values (R, G, B), (channel × gain) + offset.</summary>
    public static void FillRgb(Frame frame, in PixelRectangle region, int side, Span<float> input, float gain, float offset)
    {
        var plane = side * side;
        var steps = Steps(region, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (r, g, b) = Average(frame, region, side, x, y, steps);
                var at = (y * side) + x;
                input[at] = (r * gain) + offset;
                input[plane + at] = (g * gain) + offset;
                input[(2 * plane) + at] = (b * gain) + offset;
            }
        }
    }

    /// <summary>Writes side × side grey values (ITU-R BT.601 luma), (luma × gain) + offset.</summary>
    public static void FillGrey(Frame frame, in PixelRectangle region, int side, Span<float> input, float gain, float offset)
    {
        var steps = Steps(region, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (r, g, b) = Average(frame, region, side, x, y, steps);
                input[(y * side) + x] = (((0.2989f * r) + (0.5870f * g) + (0.1140f * b)) * gain) + offset;
            }
        }
    }

    // Shrinking averages steps × steps samples a pixel; enlarging takes one.
    private static int Steps(in PixelRectangle region, int side) =>
        Math.Clamp((int)Math.Ceiling(Math.Max(region.Width, region.Height) / side), 1, 4);

    private static (float R, float G, float B) Average(Frame frame, in PixelRectangle region, int side, int x, int y, int steps)
    {
        float r = 0, g = 0, b = 0;
        for (var j = 0; j < steps; j++)
        {
            for (var i = 0; i < steps; i++)
            {
                var px = region.Left + ((x + ((i + 0.5f) / steps)) * region.Width / side) - 0.5f;
                var py = region.Top + ((y + ((j + 0.5f) / steps)) * region.Height / side) - 0.5f;
                var (sr, sg, sb) = Bilinear(frame, px, py);
                r += sr;
                g += sg;
                b += sb;
            }
        }
        var n = steps * steps;
        return (r / n, g / n, b / n);
    }

    private static (float R, float G, float B) Bilinear(Frame frame, float x, float y)
    {
        if (x <= -1 || y <= -1 || x >= frame.Width || y >= frame.Height)
            return default;
        var x0 = (int)MathF.Floor(x);
        var y0 = (int)MathF.Floor(y);
        var fx = x - x0;
        var fy = y - y0;
        var a = Pixel(frame, x0, y0);
        var b = Pixel(frame, x0 + 1, y0);
        var c = Pixel(frame, x0, y0 + 1);
        var d = Pixel(frame, x0 + 1, y0 + 1);
        return (Mix(a.R, b.R, c.R, d.R, fx, fy), Mix(a.G, b.G, c.G, d.G, fx, fy), Mix(a.B, b.B, c.B, d.B, fx, fy));
    }

    private static float Mix(float a, float b, float c, float d, float fx, float fy)
    {
        var top = a + ((b - a) * fx);
        var bottom = c + ((d - c) * fx);
        return top + ((bottom - top) * fy);
    }

    private static (float R, float G, float B) Pixel(Frame frame, int x, int y)
    {
        if ((uint)x >= (uint)frame.Width || (uint)y >= (uint)frame.Height)
            return default;
        var at = ((y * frame.Width) + x) * 3;
        var pixels = frame.Pixels;
        return (pixels[at], pixels[at + 1], pixels[at + 2]);
    }
}

/// <summary>A rectangle in pixels of a picture.</summary>
public readonly record struct PixelRectangle(float Left, float Top, float Width, float Height)
{
    /// <summary>The whole picture, made square by black on the right or below.</summary>
    public static PixelRectangle Square(Frame frame)
    {
        var side = Math.Max(frame.Width, frame.Height);
        return new PixelRectangle(0, 0, side, side);
    }

    /// <summary>A square around the centre of <paramref name="box"/>, its side <paramref name="scale"/> times the box's longer one.</summary>
    public static PixelRectangle Around(Frame frame, in Box box, float scale)
    {
        var width = box.Width * frame.Width;
        var height = box.Height * frame.Height;
        var side = Math.Max(width, height) * scale;
        var x = ((box.Left + box.Right) / 2 * frame.Width) - (side / 2);
        var y = ((box.Top + box.Bottom) / 2 * frame.Height) - (side / 2);
        return new PixelRectangle(x, y, side, side);
    }
}
