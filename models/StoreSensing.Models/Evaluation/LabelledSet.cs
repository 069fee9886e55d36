using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Models.Evaluation;

/// <summary>
/// Pictures with boxes: a folder with <c>boxes.csv</c> and <c>images/</c>, or with <c>gt.txt</c> (MOTChallenge) and its clip. The pictures stay on
/// their owner's disk; only figures about them are written anywhere.
/// </summary>
internal abstract class LabelledSet
{
    /// <summary>Every n-th picture of a clip: neighbours show the same people.</summary>
    private const int ClipStep = 5;

    /// <summary>What it is, for people: <c>boxes (150 pictures, 781 boxes)</c>.</summary>
    public required string Description { get; init; }

    /// <summary>How many pictures there are, at most.</summary>
    public required int Count { get; init; }

    /// <summary>The pictures with their boxes; the caller disposes each frame before it asks for the next.</summary>
    public abstract IEnumerable<(Frame Frame, IReadOnlyList<LabelledBox> Boxes)> Pictures(CancellationToken cancellation);

    /// <summary>Every second picture, from the first or from the second on: one half to learn from, the other to test on.</summary>
    public LabelledSet Half(int first) => new Part(this, first) { Count = (Count + 1 - first) / 2, Description = $"{Description}, {(first == 0 ? "1st, 3rd, …" : "2nd, 4th, …")}" };

    /// <summary>Opens the folder; <paramref name="clip"/> is the video that belongs to a <c>gt.txt</c>, looked for in the folder when it is null.</summary>
    /// <exception cref="InvalidDataException">No labels in it, or unreadable ones.</exception>
    public static LabelledSet Open(string folder, string? clip)
    {
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"data folder '{folder}' does not exist");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (File.Exists(Path.Combine(folder, "boxes.csv")))
        {
            var pictures = BoxLabels.Read(Path.Combine(folder, "boxes.csv"));
            return new Folder(folder, pictures) { Count = pictures.Count, Description = $"{name} ({pictures.Count} pictures, {pictures.Sum(picture => picture.Boxes.Count)} boxes)" };
        }
        var labels = Path.Combine(folder, "gt.txt");
        if (!File.Exists(labels))
            throw new InvalidDataException($"'{folder}' has neither boxes.csv (with images/) nor gt.txt (with a clip)");
        clip ??= Directory.GetFiles(folder).FirstOrDefault(file => Path.GetExtension(file) is ".avi" or ".mp4" or ".mkv")
            ?? throw new InvalidDataException($"'{folder}' has gt.txt but no clip (.avi, .mp4, .mkv); name it with --video FILE");
        var frames = MotLabels.Read(labels);
        var kept = frames.Where(frame => (frame.Key - 1) % ClipStep == 0).ToList();
        return new Video(clip, frames) { Count = (frames.Keys.Max() + ClipStep - 1) / ClipStep, Description = $"{name} (every {ClipStep}th picture, {kept.Sum(frame => frame.Value.Count)} boxes)" };
    }

    private sealed class Part(LabelledSet whole, int first) : LabelledSet
    {
        public override IEnumerable<(Frame, IReadOnlyList<LabelledBox>)> Pictures(CancellationToken cancellation) =>
            whole.Pictures(cancellation).Where((_, place) => place % 2 == first);
    }

    private sealed class Folder(string folder, IReadOnlyList<LabelledPicture> pictures) : LabelledSet
    {
        public override IEnumerable<(Frame, IReadOnlyList<LabelledBox>)> Pictures(CancellationToken cancellation)
        {
            // Pictures of one size after another: a network with a free input is opened once per size.
            foreach (var picture in pictures.OrderBy(picture => (picture.Width, picture.Height)))
            {
                cancellation.ThrowIfCancellationRequested();
                using var frame = PictureStream.Read(Path.Combine(folder, "images", picture.File));
                if ((frame.Width, frame.Height) != (picture.Width, picture.Height))
                    throw new InvalidDataException($"'{picture.File}' is {frame.Width}×{frame.Height}, boxes.csv says {picture.Width}×{picture.Height}");
                yield return (frame, picture.Boxes);
            }
        }
    }

    private sealed class Video(string clip, IReadOnlyDictionary<int, IReadOnlyList<(float Left, float Top, float Width, float Height)>> labels) : LabelledSet
    {
        public override IEnumerable<(Frame, IReadOnlyList<LabelledBox>)> Pictures(CancellationToken cancellation)
        {
            var number = 1;
            var last = labels.Keys.Max();
            foreach (var frame in PictureStream.Clip(clip, ClipStep, cancellation))
            {
                using (frame)
                {
                    if (number > last)
                        yield break;
                    yield return (frame, Boxes(number, frame.Width, frame.Height));
                }
                number += ClipStep;
            }
        }

        private List<LabelledBox> Boxes(int number, float width, float height) => !labels.TryGetValue(number, out var boxes) ? [] :
        [
            .. boxes.Select(box => new LabelledBox("person", new Box(box.Left / width, box.Top / height, (box.Left + box.Width) / width, (box.Top + box.Height) / height), box.Width, box.Height)),
        ];
    }
}
