namespace StoreSensing.Edge.Core.Detection;

/// <summary>Interleaved colours to a network's planes.</summary>
internal static class Planes
{
    /// <summary>Writes a row RGBRGB… into the three planes of <paramref name="plane"/> values each, from <paramref name="at"/> on: (channel × gain) + offset.</summary>
    public static void Write(ReadOnlySpan<float> row, Span<float> input, int plane, int at, float gain, float offset)
    {
        var width = row.Length / 3;
        var red = input.Slice(at, width);
        var green = input.Slice(plane + at, width);
        var blue = input.Slice((2 * plane) + at, width);
        for (var x = 0; x < width; x++)
        {
            red[x] = (row[3 * x] * gain) + offset;
            green[x] = (row[(3 * x) + 1] * gain) + offset;
            blue[x] = (row[(3 * x) + 2] * gain) + offset;
        }
    }
}
