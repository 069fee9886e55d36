using StoreSensing.Configuration;
using StoreSensing.Contracts.Statistics;

namespace StoreSensing.Models.Evaluation;

/// <summary>A picture of a face and what somebody says it shows.</summary>
/// <param name="File">The picture's path.</param>
/// <param name="Truth">The class that is reported for it.</param>
internal sealed record LabelledFace(string File, ExpressionClass Truth);

/// <summary>Reads a table <c>image,label</c>; the pictures lie in <c>images</c> beside it.</summary>
internal static class ExpressionLabels
{
    private const string Header = "image,label";

    // Contempt is in none of the networks' classes and none of the reported ones.
    private static readonly Dictionary<string, ExpressionClass?> _classes = new(StringComparer.Ordinal)
    {
        ["happiness"] = ExpressionClass.Positive,
        ["neutral"] = ExpressionClass.Neutral,
        ["anger"] = ExpressionClass.Negative,
        ["disgust"] = ExpressionClass.Negative,
        ["fear"] = ExpressionClass.Negative,
        ["sadness"] = ExpressionClass.Negative,
        ["surprise"] = ExpressionClass.Surprise,
        ["contempt"] = null,
    };

    /// <summary>The faces of reported classes, in the file's order, and how many of contempt were left out.</summary>
    /// <exception cref="InvalidDataException">A line that can't be read; one sentence names file, line and value.</exception>
    public static (IReadOnlyList<LabelledFace> Faces, int LeftOut) Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"expression labels '{path}' do not exist");
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "images");
        var faces = new List<LabelledFace>();
        var (number, leftOut) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1 && line.Trim() != Header)
                throw new InvalidDataException($"{path}, line 1: '{line}' is not '{Header}'");
            if (number == 1 || string.IsNullOrWhiteSpace(line))
                continue;
            var cells = line.Split(',');
            if (cells.Length != 2)
                throw new InvalidDataException($"{path}, line {number}: {cells.Length} values, not 2");
            if (!_classes.TryGetValue(cells[1].Trim(), out var truth))
                throw new InvalidDataException($"{path}, line {number}: unknown label '{cells[1].Trim()}'{Nearest.Suggest(cells[1].Trim(), _classes.Keys)}");
            var picture = Path.Combine(folder, cells[0].Trim());
            if (!File.Exists(picture))
                throw new InvalidDataException($"{path}, line {number}: picture '{picture}' does not exist");
            if (truth is { } known)
                faces.Add(new LabelledFace(picture, known));
            else
                leftOut++;
        }
        return faces.Count > 0 ? (faces, leftOut) : throw new InvalidDataException($"expression labels '{path}' hold no face");
    }
}
