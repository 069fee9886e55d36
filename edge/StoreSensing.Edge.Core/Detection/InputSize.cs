namespace StoreSensing.Edge.Core.Detection;

/// <summary>Columns and rows of a network's input, both multiples of its stride.</summary>
public readonly record struct InputSize(int Width, int Height)
{
    /// <summary>
    /// The size in the picture's own proportions with about <paramref name="pixels"/> pixels: little padding and no stretching.
    /// 110,592 = 384 × 288 for a 4:3 picture.
    /// </summary>
    public static InputSize For(int pictureWidth, int pictureHeight, int pixels, int stride)
    {
        var best = new InputSize(stride, stride);
        var bestShown = 0.0;
        for (var width = stride; width * stride <= pixels; width += stride)
        {
            var height = Math.Max(stride, (int)((double)pixels / width / stride) * stride);
            var scale = Math.Min((double)width / pictureWidth, (double)height / pictureHeight);
            var shown = scale * scale * pictureWidth * pictureHeight; // input pixels that carry picture
            if (shown > bestShown)
                (best, bestShown) = (new InputSize(width, height), shown);
        }
        return best.Trimmed(pictureWidth, pictureHeight, stride);
    }

    /// <summary>The size whose longer side is <paramref name="longSide"/>, in the picture's own proportions but for the padding up to a multiple of the stride.</summary>
    public static InputSize OfLongSide(int pictureWidth, int pictureHeight, int longSide, int stride) =>
        new InputSize(longSide, longSide).Trimmed(pictureWidth, pictureHeight, stride);

    private InputSize Trimmed(int pictureWidth, int pictureHeight, int stride)
    {
        // Rows or columns that would be nothing but padding are left out.
        var scale = Math.Min((double)Width / pictureWidth, (double)Height / pictureHeight);
        return new InputSize(Up(pictureWidth * scale, stride), Up(pictureHeight * scale, stride));
    }

    private static int Up(double length, int stride) => (int)Math.Ceiling(Math.Round(length) / stride) * stride;
}
