using System.Globalization;

namespace StoreSensing.Evaluation.Mot;

/// <summary>Reads MOTChallenge's comma-separated files.</summary>
public static class MotFile
{
    /// <summary>Ground truth of MOT16 and later names a class in column 8; MOT15's holds world coordinates there.</summary>
    /// <exception cref="FormatException">A row that can't be read, with file and line.</exception>
    public static IReadOnlyList<MotBox> Read(string path, bool classes = false) => Read(File.ReadLines(path), path, classes);

    /// <summary>As above, from lines.</summary>
    public static IReadOnlyList<MotBox> Read(IEnumerable<string> lines, string name, bool classes = false)
    {
        var boxes = new List<MotBox>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var parts = line.Split(',');
            if (parts.Length < 6 || !parts.Take(Math.Min(parts.Length, 7)).All(p => double.TryParse(p, CultureInfo.InvariantCulture, out _)))
                throw new FormatException($"{name}:{number}: expected frame,id,left,top,width,height,confidence but found '{line}'");
            boxes.Add(new MotBox(
                (int)Number(parts[0]), (int)Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4]), Number(parts[5]),
                parts.Length > 6 ? Number(parts[6]) : 1, classes && parts.Length > 7 ? (int)Number(parts[7]) : 1));
        }
        return boxes;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
