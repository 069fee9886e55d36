using System.Globalization;

namespace StoreSensing.Models.Evaluation;

/// <summary>Persons in a clip as MOTChallenge writes them: <c>frame,id,left,top,width,height,valid,…</c>, frames from 1, pixels.</summary>
internal static class MotLabels
{
    /// <summary>The boxes of each frame, left, top, width and height in pixels; frames without any have no entry.</summary>
    /// <exception cref="InvalidDataException">A line that can't be read; one sentence names file, line and value.</exception>
    public static IReadOnlyDictionary<int, IReadOnlyList<(float Left, float Top, float Width, float Height)>> Read(string path)
    {
        var frames = new Dictionary<int, IReadOnlyList<(float, float, float, float)>>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var cells = line.Split(',');
            if (cells.Length < 7)
                throw new InvalidDataException($"{path}, line {number}: {cells.Length} values, at least 7 are needed (frame,id,left,top,width,height,valid)");
            if (Value(6) == 0)
                continue;
            var frame = (int)Value(0);
            if (!frames.TryGetValue(frame, out var boxes))
                frames[frame] = boxes = new List<(float, float, float, float)>();
            ((List<(float, float, float, float)>)boxes).Add((Value(2), Value(3), Value(4), Value(5)));

            float Value(int column) => float.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
                ? value
                : throw new InvalidDataException($"{path}, line {number}: value {column + 1}, '{cells[column]}', is no number");
        }
        return frames.Count > 0 ? frames : throw new InvalidDataException($"'{path}' holds no box");
    }
}
