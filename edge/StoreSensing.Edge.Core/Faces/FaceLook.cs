using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// How a place in the picture looks: 8×8 grey values, mean 0 and length 1, so that brighter or darker light changes nothing. Enough to tell whether the same
/// print is still there, too little to tell whose face it is; only ever held in memory.
/// </summary>
internal static class FaceLook
{
    private const int Side = 8;
    private const float Flat = 2 * Side; // root sum of squares: less than 2 grey values each is a blank

    /// <summary>Values of a look.</summary>
    public const int Length = Side * Side;

    /// <summary>Reads a look; all zero where the picture is blank.</summary>
    public static void Read(Frame frame, in Box box, Span<float> look)
    {
        var sum = 0f;
        for (var i = 0; i < Length; i++)
            sum += look[i] = Grey(frame, box.Left + (box.Width * ((i % Side) + 0.5f) / Side), box.Top + (box.Height * ((i / Side) + 0.5f) / Side), box.Width / Side / 3, box.Height / Side / 3);
        var (mean, squares) = (sum / Length, 0f);
        foreach (ref var value in look[..Length])
        {
            value -= mean;
            squares += value * value;
        }
        var length = MathF.Sqrt(squares);
        foreach (ref var value in look[..Length])
            value = length < Flat ? 0 : value / length;
    }

    /// <summary>Normalised correlation, −1 to 1; two blanks are alike.</summary>
    public static float Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (dot, aa, bb) = (0f, 0f, 0f);
        for (var i = 0; i < Length; i++)
            (dot, aa, bb) = (dot + (a[i] * b[i]), aa + (a[i] * a[i]), bb + (b[i] * b[i]));
        return aa == 0 && bb == 0 ? 1 : dot;
    }

    /// <summary>Moves a look a little towards another: daylight and shadows wander.</summary>
    public static void Follow(Span<float> look, ReadOnlySpan<float> seen, float share)
    {
        for (var i = 0; i < Length; i++)
            look[i] += (seen[i] - look[i]) * share;
    }

    // Mean of nine points of a cell; the picture's edge goes on outside.
    private static float Grey(Frame frame, float x, float y, float dx, float dy)
    {
        var sum = 0f;
        for (var row = -1; row <= 1; row++)
            for (var column = -1; column <= 1; column++)
                sum += Luma.At(frame, x + (column * dx), y + (row * dy));
        return sum / 9;
    }
}
