namespace StoreSensing.Edge.Agent.Compliance.Html;

/// <summary>The recurring parts of documents.</summary>
internal static class Blocks
{
    public static Markup List(params IEnumerable<Markup?> items) =>
        Markup.Of($"<ul>{Markup.All(items.OfType<Markup>().Select(i => Markup.Of($"<li>{i}</li>")))}</ul>");

    public static Markup Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<Markup>> rows, string style = "list") => Markup.Of($"""
        <div class="scroll"><table class="{style}"><thead><tr>{Markup.All(head.Select(h => Markup.Of($"<th>{h}</th>")))}</tr></thead>
        <tbody>{Markup.All(rows.Select(r => Markup.Of($"<tr>{Markup.All(r.Select(c => Markup.Of($"<td>{c}</td>")))}</tr>\n")))}</tbody></table></div>
        """);

    public static Markup Facts(params IEnumerable<(string Name, Markup Value)> facts) => Markup.Of($"""
        <table class="facts"><tbody>{Markup.All(facts.Select(f => Markup.Of($"<tr><th>{f.Name}</th><td>{f.Value}</td></tr>\n")))}</tbody></table>
        """);

    public static Markup Text(string text) => Markup.Of($"{text}");

    /// <summary>Lines as they are written in a file.</summary>
    public static Markup Lines(IReadOnlyList<string> lines) => Markup.Of($"<pre><code>{Markup.All(lines.Select((line, i) => i == 0 ? Text(line) : Markup.Of($"\n{line}")))}</code></pre>");

    /// <summary>A place to write an answer in.</summary>
    public static Markup Blank { get; } = Markup.Of($"<span class=\"fill\">&#160;</span>");

    public static Markup? When(bool holds, Markup piece) => holds ? piece : null;
}
