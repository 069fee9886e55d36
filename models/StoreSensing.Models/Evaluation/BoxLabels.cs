using System.Globalization;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Models.Evaluation;

/// <summary>A box that somebody drew.</summary>
/// <param name="Class">Its class as the file names it.</param>
/// <param name="Box">Where, 0..1 of the picture.</param>
/// <param name="Width">Columns in pixels of the picture.</param>
/// <param name="Height">Rows in pixels of the picture.</param>
internal readonly record struct LabelledBox(string Class, Box Box, float Width, float Height);

/// <summary>A picture with its boxes.</summary>
/// <param name="File">The picture's file name.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Boxes">What is on it.</param>
internal sealed record LabelledPicture(string File, int Width, int Height, IReadOnlyList<LabelledBox> Boxes);

/// <summary>Reads boxes from a table <c>image,width,height,class,xmin,ymin,xmax,ymax</c>, in pixels, one box a line, a picture's lines anywhere in it.</summary>
internal static class BoxLabels
{
    private const string Header = "image,width,height,class,xmin,ymin,xmax,ymax";

    /// <summary>The pictures in the order of their first lines.</summary>
    /// <exception cref="InvalidDataException">A line that can't be read; one sentence names file, line and value.</exception>
    public static IReadOnlyList<LabelledPicture> Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"box labels '{path}' do not exist");
        var pictures = new List<(string File, int Width, int Height, List<LabelledBox> Boxes)>();
        var places = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1 && line.Trim() != Header)
                throw new InvalidDataException($"{path}, line 1: '{line}' is not '{Header}'");
            if (number == 1 || string.IsNullOrWhiteSpace(line))
                continue;
            var row = new Row(path, number, line.Split(','));
            var (width, height) = (row.Size(1), row.Size(2));
            if (!places.TryGetValue(row.Text(0), out var place))
            {
                places[row.Text(0)] = place = pictures.Count;
                pictures.Add((row.Text(0), width, height, []));
            }
            if (pictures[place].Width != width || pictures[place].Height != height)
                throw row.Wrong($"picture '{row.Text(0)}' is {width}×{height} here and {pictures[place].Width}×{pictures[place].Height} above");
            pictures[place].Boxes.Add(row.Box(width, height));
        }
        if (pictures.Count == 0)
            throw new InvalidDataException($"box labels '{path}' hold no box");
        return [.. pictures.Select(p => new LabelledPicture(p.File, p.Width, p.Height, p.Boxes))];
    }

    private readonly record struct Row(string Path, int Number, string[] Cells)
    {
        private static readonly string[] Names = Header.Split(',');

        public string Text(int column)
        {
            if (Cells.Length != Names.Length)
                throw Wrong($"{Cells.Length} values, not {Names.Length}");
            return Cells[column].Trim();
        }

        public int Size(int column) => int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw Wrong($"{Names[column]} '{Text(column)}' is no whole number above 0");

        public LabelledBox Box(int width, int height)
        {
            var (left, top, right, bottom) = (Pixels(4), Pixels(5), Pixels(6), Pixels(7));
            if (right <= left || bottom <= top)
                throw Wrong($"the box ({left}, {top})–({right}, {bottom}) is empty");
            return new LabelledBox(Text(3), new Box(left / width, top / height, right / width, bottom / height), right - left, bottom - top);
        }

        public InvalidDataException Wrong(string what) => new($"{Path}, line {Number}: {what}");

        private float Pixels(int column) => float.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw Wrong($"{Names[column]} '{Text(column)}' is no number");
    }
}
