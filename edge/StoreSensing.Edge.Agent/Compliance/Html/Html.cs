using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using StoreSensing.Edge.Agent.Studies.Report;

namespace StoreSensing.Edge.Agent.Compliance.Html;

/// <summary>
/// Markup that is safe to show. It is made of literals of this program and of values that were escaped on their way in: what comes from a configuration,
/// a schema or a model card can't become markup without a change of type.
/// </summary>
internal readonly record struct Markup
{
    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Nothing { get; }

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>Markup from an interpolated text, e.g. <c>Markup.Of($"&lt;p&gt;{name}&lt;/p&gt;")</c>: the name is escaped.</summary>
    public static Markup Of(ref MarkupText text) => new(text.Take());

    /// <summary>Pieces one after the other.</summary>
    public static Markup All(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(p => p._text)));

    /// <summary>Pieces one after the other.</summary>
    public static Markup All(params ReadOnlySpan<Markup> pieces)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(piece._text);
        return new Markup(text.ToString());
    }

    public override string ToString() => _text ?? "";
}

/// <summary>What the compiler makes of <c>$"…"</c> where markup is asked for: literals stay, values are escaped, markup stays.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupText
{
    private readonly StringBuilder _text;

    public MarkupText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => _text.Append(ReportHtml.Escape(value ?? ""));

    public void AppendFormatted(Markup value) => _text.Append(value.ToString());

    public void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    internal string Take() => _text.ToString();
}
