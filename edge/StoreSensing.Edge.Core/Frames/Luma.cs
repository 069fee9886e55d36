namespace StoreSensing.Edge.Core.Frames;

/// <summary>How bright a pixel is, 0..255, as in ITU-R BT.601.</summary>
internal static class Luma
{
    /// <summary>Of red, green and blue.</summary>
    public static float Of(ReadOnlySpan<byte> rgb) => (0.299f * rgb[0]) + (0.587f * rgb[1]) + (0.114f * rgb[2]);

    /// <summary>Of the pixel at (x, y), 0..1 of the picture; its edge goes on outside.</summary>
    public static float At(Frame frame, float x, float y)
    {
        var column = Math.Clamp((int)(x * frame.Width), 0, frame.Width - 1);
        var row = Math.Clamp((int)(y * frame.Height), 0, frame.Height - 1);
        return Of(frame.Pixels.Slice(((row * frame.Width) + column) * 3, 3));
    }
}
