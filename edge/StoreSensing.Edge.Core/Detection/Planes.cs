namespace StoreSensing.Edge.Core.Detection;

/// <summary>Interleaved colours to a network's planes.</summary>
internal static class Planes
{
    /// <summary>Writes a row RGBRGB… into the three planes of <paramref name="plane"/> values each, from <paramref name="at"/> on.</summary>
    public static void Write(ReadOnlySpan<float> row, Span<float> input, int plane, int at, in InputColours colours)
    {
        var width = row.Length / 3;
        var red = input.Slice(RedPlane(colours, plane) + at, width);
        var green = input.Slice(plane + at, width);
        var blue = input.Slice(BluePlane(colours, plane) + at, width);
        for (var x = 0; x < width; x++)
        {
            red[x] = (row[3 * x] * colours.Red.Gain) + colours.Red.Offset;
            green[x] = (row[(3 * x) + 1] * colours.Green.Gain) + colours.Green.Offset;
            blue[x] = (row[(3 * x) + 2] * colours.Blue.Gain) + colours.Blue.Offset;
        }
    }

    /// <summary>Fills the planes with what black becomes.</summary>
    public static void Blacken(Span<float> input, int plane, in InputColours colours)
    {
        input.Slice(RedPlane(colours, plane), plane).Fill(colours.Red.Offset);
        input.Slice(plane, plane).Fill(colours.Green.Offset);
        input.Slice(BluePlane(colours, plane), plane).Fill(colours.Blue.Offset);
    }

    private static int RedPlane(in InputColours colours, int plane) => colours.Reversed ? 2 * plane : 0;

    private static int BluePlane(in InputColours colours, int plane) => colours.Reversed ? 0 : 2 * plane;
}
