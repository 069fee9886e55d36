using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Detection;

internal static class Pictures
{
    public static Frame Blank(int width, int height) => new FramePool(width, height).Rent();

    public static Frame Random(int width, int height, int seed)
    {
        var frame = Blank(width, height);
        new Random(seed).NextBytes(frame.Pixels);
        return frame;
    }

    public static void Paint(this Frame frame, int left, int top, int right, int bottom, byte red, byte green, byte blue)
    {
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                (frame.Pixels[((y * frame.Width) + x) * 3], frame.Pixels[(((y * frame.Width) + x) * 3) + 1], frame.Pixels[(((y * frame.Width) + x) * 3) + 2]) = (red, green, blue);
    }

    /// <summary>One channel as doubles, black outside.</summary>
    public static double At(this Frame frame, int x, int y, int channel) =>
        x < 0 || y < 0 || x >= frame.Width || y >= frame.Height ? 0 : frame.Pixels[(((y * frame.Width) + x) * 3) + channel];
}
