namespace StoreSensing.Evaluation.Mot;

/// <summary>A MOTChallenge sequence: ground truth, and detections that every tracker gets alike.</summary>
/// <param name="Set">Folder of the set, e.g. <c>MOT15</c>; MOT15 is scored without classes.</param>
/// <param name="Name">The sequence's name.</param>
/// <param name="FrameRate">Frames a second.</param>
/// <param name="Width">Picture width, pixels.</param>
/// <param name="Height">Picture height, pixels.</param>
/// <param name="Length">Frames.</param>
/// <param name="Truth">Ground truth.</param>
/// <param name="Detections">What a detector found.</param>
public sealed record MotSequence(
    string Set, string Name, double FrameRate, int Width, int Height, int Length, IReadOnlyList<MotBox> Truth, IReadOnlyList<MotBox> Detections)
{
    /// <summary>True where ground truth rows have classes, so that distractors are taken out as the benchmark does.</summary>
    public bool HasClasses => !Set.StartsWith("MOT15", StringComparison.Ordinal);

    /// <summary>Reads a sequence's folder: seqinfo.ini, gt.txt and the named file of detections.</summary>
    public static MotSequence Read(string folder, string detections)
    {
        var info = File.ReadLines(Path.Combine(folder, "seqinfo.ini")).Select(l => l.Split('=', 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[0].Trim(), p => p[1].Trim());
        var set = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(folder)))!;
        return new MotSequence(
            set, info["name"], double.Parse(info["frameRate"], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(info["imWidth"], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(info["imHeight"], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(info["seqLength"], System.Globalization.CultureInfo.InvariantCulture),
            MotFile.Read(Path.Combine(folder, "gt.txt"), classes: !set.StartsWith("MOT15", StringComparison.Ordinal)),
            MotFile.Read(Path.Combine(folder, detections)));
    }

    /// <summary>Every <paramref name="step"/>th frame, from the first on, numbered anew: what a device that keeps up with a part of the pictures sees.</summary>
    public MotSequence Thinned(int step) => this with
    {
        FrameRate = FrameRate / step,
        Length = ((Length - 1) / step) + 1,
        Truth = [.. Thin(Truth, step)],
        Detections = [.. Thin(Detections, step)],
    };

    /// <summary>Rows by frame: element 0 is frame 1.</summary>
    public IReadOnlyList<IReadOnlyList<MotBox>> ByFrame(IEnumerable<MotBox> boxes)
    {
        var frames = Enumerable.Range(0, Length).Select(_ => new List<MotBox>()).ToArray();
        foreach (var box in boxes)
            if (box.Frame >= 1 && box.Frame <= Length)
                frames[box.Frame - 1].Add(box);
        return frames;
    }

    private static IEnumerable<MotBox> Thin(IEnumerable<MotBox> boxes, int step) =>
        boxes.Where(b => (b.Frame - 1) % step == 0).Select(b => b with { Frame = ((b.Frame - 1) / step) + 1 });
}
