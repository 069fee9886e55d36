using System.Globalization;
using System.Text.RegularExpressions;

namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>Reads the text of a recording: one value in µS a line, or seconds and value in two columns; a header is allowed, empty and NaN cells are missing samples.</summary>
/// <remarks>
/// Columns are parted by comma, semicolon or tab, decimals by a point. The rate is given, or follows from the seconds, or from a name like <c>walk_4hz.csv</c>.
/// </remarks>
public static partial class RecordingFile
{
    private const int MostShown = 60;

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Reads a recording; the lines may come straight from a file that is read as they are taken.</summary>
    /// <param name="name">The file's name: for messages, and for the rate.</param>
    /// <param name="lines">The text's lines.</param>
    /// <param name="samplesPerSecond">The rate; null to take it from the seconds or the name.</param>
    /// <exception cref="RecordingException">It is no recording, with the line and the value that say so.</exception>
    public static Recording Parse(string name, IEnumerable<string> lines, double? samplesPerSecond = null)
    {
        if (samplesPerSecond is { } given && !(double.IsFinite(given) && given > 0))
            throw new RecordingException($"{name}: {Text(given)} is no rate: a positive number of samples a second is");
        var values = new List<double>();
        var times = new TimeColumn(name);
        var (number, columns, empty) = (0, 0, 0);
        foreach (var line in lines)
        {
            number++;
            string[] cells = line.Trim('\uFEFF', ' ', '\r').Split(Separators, StringSplitOptions.TrimEntries);
            if (cells is [""])
            {
                empty++;
                continue;
            }
            if (cells.Length > 2 || (columns > 0 && cells.Length != columns))
                throw new RecordingException($"{name} line {number}: '{Shown(line)}' has {cells.Length} columns: {(columns > 0 ? $"the lines before have {columns}" : "a recording has µS, or seconds and µS")}");
            var isFirst = columns == 0;
            columns = cells.Length;
            // Empty lines among values are missing samples; around them they are nothing, and between times the gap speaks for itself.
            if (columns == 1 && values.Count > 0)
                values.AddRange(Enumerable.Repeat(double.NaN, empty));
            empty = 0;
            if (isFirst && Array.TrueForAll(cells, IsHeading))
                continue;
            if (columns == 2)
                times.Add(cells[0], number);
            values.Add(Value(cells[^1], name, number));
        }
        if (values.TrueForAll(double.IsNaN))
            throw new RecordingException($"{name} holds no value");
        if (columns == 2)
            return times.Spread(values, samplesPerSecond);
        return new Recording { Name = name, SamplesPerSecond = samplesPerSecond ?? RateOf(name), Microsiemens = values.ToArray() };
    }

    // A wrong file may be anything: its text must neither fill nor command a terminal.
    internal static string Shown(string text)
    {
        var start = text.Length > MostShown ? $"{text[..MostShown]}…" : text;
        return string.Concat(start.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));
    }

    private static double Value(string cell, string name, int number)
    {
        if (IsMissing(cell))
            return double.NaN;
        return TryNumber(cell, out var value) ? value : throw new RecordingException($"{name} line {number}: '{Shown(cell)}' is no number of µS");
    }

    // A number with a typing error is none.
    private static bool IsHeading(string cell) => !IsMissing(cell) && !char.IsAsciiDigit(cell[0]) && cell[0] is not ('-' or '+' or '.');

    private static bool IsMissing(string cell) =>
        cell.Length == 0 || cell.Equals("nan", StringComparison.OrdinalIgnoreCase) || cell.Equals("na", StringComparison.OrdinalIgnoreCase);

    private static bool TryNumber(ReadOnlySpan<char> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static double RateOf(string name)
    {
        var match = RateInName().Match(name);
        if (match.Success && TryNumber(match.Groups["rate"].ValueSpan, out var rate) && rate > 0)
            return rate;
        throw new RecordingException($"{name} doesn't tell its rate: give it, name the file like walk_4hz.csv, or put a column of seconds before the values");
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"_(?<rate>\d+(\.\d+)?)hz(?=[^/\\]*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex RateInName();
}
