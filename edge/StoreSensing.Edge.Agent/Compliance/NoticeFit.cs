using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>How large the letters of the notice to hang can be so that all of it stands on one A4 sheet.</summary>
internal static partial class NoticeFit
{
    private const double Height = 820; // points of A4's 842, with some to spare
    private const double Width = 516; // between the sheet's margins
    private const double Bold = 0.67; // width of a letter in its size, of the widest face that may be at hand (DejaVu Sans)
    private const double Regular = 0.575;
    private const double Largest = 20;
    private const double Smallest = 7;

    /// <summary>The size of the running text, points; all others follow from it.</summary>
    public static double Of(NoticeWords notice, IReadOnlyList<string> who, bool hasCode)
    {
        var size = Largest;
        while (size > Smallest && Needed(notice, who, hasCode, size) > Height)
            size -= 0.5;
        return size;
    }

    /// <summary>The size as a style.</summary>
    public static string Style(double size) => string.Create(CultureInfo.InvariantCulture, $"font-size: {size:0.#}pt");

    // The sheet from top to bottom, in the proportions of its style.
    private static double Needed(NoticeWords notice, IReadOnlyList<string> who, bool hasCode, double size)
    {
        var top = (2.9 * size) + Math.Max(5 * size, Block(notice.Title, 1.9 * size, Bold, 1.12, Width - (7 * size)) + Block(notice.Lead, 0.92 * size, Regular, 1.3, Width - (7 * size)) + (0.4 * size));
        var body = (2 * size) + Block(notice.Measures, 1.2 * size, Regular, 1.32, Width)
            + (notice.Never.Chunk(2).Sum(row => row.Max(n => Block(n, size, Bold, 1.32, (Width / 2) - (3 * size))) + (0.7 * size)) + size)
            + (notice.OptOut is { } optOut ? Block(optOut, size, Regular, 1.32, Width) + size : 0);
        if (notice.Emotion.Count > 0)
            body += (2.8 * size) + notice.Emotion.Sum(e => Block(Letters(e), size, Regular, 1.32, Width - (2.4 * size)) + (0.5 * size)) + Block(notice.EmotionLaw, 0.72 * size, Regular, 1.32, Width - (2.4 * size));
        var foot = (3 * size) + Math.Max(hasCode ? 190 : 0, size + who.Sum(w => Block(w, 0.76 * size, Regular, 1.36, hasCode ? Width - 165 : Width) + (0.4 * size)));
        return top + body + foot;
    }

    // What is read: without tags, each entity one letter.
    private static string Letters(Markup markup) => WebUtility.HtmlDecode(Tag().Replace(markup.ToString(), ""));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    private static double Block(string text, double size, double letter, double line, double width) => Math.Ceiling(text.Length * letter * size / width) * line * size;
}
