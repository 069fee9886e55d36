using System.Text.RegularExpressions;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Cards;

/// <summary>The Markdown that model cards are written in, as markup: headings, paragraphs, lists, tables, bold, code. Everything else is shown as it is.</summary>
internal static partial class CardMarkdown
{
    public static Markup Render(string markdown)
    {
        var pieces = new List<Markup>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n').Where(l => !Comment().IsMatch(l)).ToList();
        for (var i = 0; i < lines.Count;)
        {
            var line = lines[i];
            var from = i;
            if (line.Trim().Length == 0)
                i++;
            else if (line.StartsWith('|'))
                pieces.Add(Table(Block(lines, ref i, l => l.StartsWith('|'))));
            else if (line.StartsWith("- ", StringComparison.Ordinal))
                pieces.Add(Items(Block(lines, ref i, l => l.StartsWith("- ", StringComparison.Ordinal) || (l.StartsWith("  ", StringComparison.Ordinal) && l.Trim().Length > 0))));
            else if (Heading().Match(line) is { Success: true } heading)
                (_, i) = (AddTo(pieces, Markup.Of($"<h4>{Inline(heading.Groups[1].Value)}</h4>")), i + 1);
            else
                pieces.Add(Markup.Of($"<p>{Inline(string.Join(' ', Block(lines, ref i, l => i == from || (l.Trim().Length > 0 && l[0] is not '|' and not '#' && !l.StartsWith("- ", StringComparison.Ordinal)))))}</p>"));
        }
        return Markup.All(pieces);
    }

    private static bool AddTo(List<Markup> pieces, Markup piece)
    {
        pieces.Add(piece);
        return true;
    }

    private static List<string> Block(List<string> lines, ref int i, Func<string, bool> belongs)
    {
        var block = new List<string>();
        while (i < lines.Count && belongs(lines[i]))
            block.Add(lines[i++]);
        return block;
    }

    private static Markup Items(List<string> lines)
    {
        var items = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
                items.Add(line[2..]);
            else
                items[^1] += " " + line.Trim();
        }
        return Blocks.List(items.Select(i => (Markup?)Inline(i)));
    }

    // The first row is the head when a row of dashes follows it.
    private static Markup Table(List<string> lines)
    {
        var rows = lines.Select(l => l.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToList()).ToList();
        var head = rows.Count > 1 && rows[1].All(c => Dashes().IsMatch(c)) ? rows[0] : [];
        var body = head.Count > 0 ? rows.Skip(2) : rows;
        return head.All(c => c.Length == 0)
            ? Markup.Of($"<table><tbody>{Rows(body)}</tbody></table>")
            : Markup.Of($"<div class=\"scroll\"><table><thead><tr>{Markup.All(head.Select(c => Markup.Of($"<th>{Inline(c)}</th>")))}</tr></thead><tbody>{Rows(body)}</tbody></table></div>");
    }

    private static Markup Rows(IEnumerable<List<string>> rows) =>
        Markup.All(rows.Select(r => Markup.Of($"<tr>{Markup.All(r.Select(c => Markup.Of($"<td>{Inline(c)}</td>")))}</tr>")));

    private static Markup Inline(string text) => Markup.All(Spans().Split(text).Select(Span));

    private static Markup Span(string part) => part switch
    {
        ['*', '*', .. var bold, '*', '*'] => Markup.Of($"<b>{bold}</b>"),
        ['`', .. var code, '`'] => Markup.Of($"<code>{code}</code>"),
        _ => Markup.Of($"{part}"),
    };

    [GeneratedRegex(@"^\s*<!--.*-->\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^#{1,6}\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^:?-+:?$")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(\*\*[^*]+\*\*|`[^`]+`)")]
    private static partial Regex Spans();
}
