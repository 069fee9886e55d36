using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Models.Bench;

/// <summary>One thing to measure.</summary>
/// <param name="Entry">The model.</param>
/// <param name="Threads">Threads inside one operator.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Height">Rows of the input.</param>
internal sealed record BenchCase(ModelEntry Entry, int Threads, int Width, int Height)
{
    /// <summary>The input sizes of the camera roles, as multiples of 32 for pictures of 4:3.</summary>
    private static readonly (int Width, int Height)[] _faceSizes = [(320, 256), (480, 384), (640, 480)];
    private static readonly (int Width, int Height)[] _personSizes = [(384, 288), (512, 384)];

    public InferenceOptions Options => new() { Threads = Threads, InputShapes = Entry.Inputs.Where(IsOpen).ToDictionary(input => input.Name, Shape) };

    /// <summary>Every combination, model by model; sizes count only where a model leaves its size open.</summary>
    public static IEnumerable<BenchCase> All(IEnumerable<ModelEntry> entries, IReadOnlyList<int> threads, IReadOnlyList<(int Width, int Height)> sizes) =>
        from entry in entries
        from size in Sizes(entry, sizes)
        from count in threads
        select new BenchCase(entry, count, size.Width, size.Height);

    /// <summary><c>320x256,640x480</c>, columns first as everywhere else.</summary>
    public static List<(int Width, int Height)> ParseSizes(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseSize)];

    /// <summary><c>1,2,4</c>.</summary>
    public static List<int> ParseThreads(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
            int.TryParse(part, out var count) && count is >= 1 and <= 64 ? count : throw new InferenceException($"threads '{part}' is not a number from 1 to 64; write e.g. --threads 1,2,4"))];

    private static IEnumerable<(int Width, int Height)> Sizes(ModelEntry entry, IReadOnlyList<(int Width, int Height)> sizes)
    {
        if (!entry.Inputs.Any(IsOpen))
            return [((int)entry.Inputs[0].Shape[^1], (int)entry.Inputs[0].Shape[^2])];
        if (sizes.Count > 0)
            return sizes;
        return entry.Task == ModelTask.PersonDetection ? _personSizes : _faceSizes;
    }

    private static (int Width, int Height) ParseSize(string text)
    {
        var parts = text.Split('x');
        return parts is [var w, var h] && int.TryParse(w, out var width) && int.TryParse(h, out var height) && width is > 0 and <= 8192 && height is > 0 and <= 8192
            ? (width, height)
            : throw new InferenceException($"size '{text}' is not WIDTHxHEIGHT, e.g. 640x480");
    }

    private static bool IsOpen(TensorInfo input) => input.Shape.Contains(-1);

    private IReadOnlyList<long> Shape(TensorInfo input) =>
        [.. input.Shape.Select((side, axis) => side > 0 ? side : axis == input.Shape.Count - 1 ? Width : axis == input.Shape.Count - 2 ? Height : 1)];
}
