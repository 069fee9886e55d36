using System.Text.Json;

namespace StoreSensing.Models.Tests.Import;

/// <summary>One case of <c>human_reference_outputs.json</c>: what TensorFlow.js gives on a stated input pattern.</summary>
internal sealed record ReferenceCase(string Model, int Size, int Channels, double Scale, double Offset, int Pattern, Dictionary<string, ReferenceOutput> Outputs)
{
    private sealed record ReferenceFile(List<ReferenceCase> Cases);

    public static List<ReferenceCase> Read(string path) =>
        JsonSerializer.Deserialize<ReferenceFile>(File.ReadAllText(path), new JsonSerializerOptions(JsonSerializerDefaults.Web))!.Cases;

    /// <summary>Fills an NCHW input with the pattern, which the file defines on NHWC.</summary>
    public void Fill(Span<float> input)
    {
        for (var c = 0; c < Channels; c++)
        for (var y = 0; y < Size; y++)
        for (var x = 0; x < Size; x++)
            input[(((c * Size) + y) * Size) + x] = (float)((Value(c, y, x) * Scale) + Offset);
    }

    private double Value(int c, int y, int x) => Pattern switch
    {
        0 => ((c * Size * Size) + (y * Size) + x) * 7 % 256,
        1 => Math.Floor(127.5 + (127.5 * Math.Sin(((x * 0.07) + c) * (1 + (y / (double)Size))))),
        _ => throw new NotSupportedException($"pattern {Pattern}"),
    };
}

/// <summary>Every <see cref="Step"/>-th value of an output in NHWC order, and sums over all.</summary>
internal sealed record ReferenceOutput(int[] Shape, int Step, double[] Values, double Sum, double Sumsq);
