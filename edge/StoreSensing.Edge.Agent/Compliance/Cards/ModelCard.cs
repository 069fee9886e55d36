using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Agent.Compliance.Cards;

/// <summary>One model that the configuration uses, with what its card says of it.</summary>
/// <param name="Entry">The catalog's entry.</param>
/// <param name="Path">Where the card was looked for; null: the catalog names none.</param>
/// <param name="Text">The card's Markdown; null: it isn't there.</param>
internal sealed record ModelCard(ModelEntry Entry, string? Path, string? Text)
{
    public const string Measured = "Measured";
    public const string Bias = "Known bias and limits";
    public const string NotFor = "When not to use it";

    /// <summary>Reads the card beside the catalog.</summary>
    public static ModelCard Of(ModelEntry entry, string catalogPath)
    {
        if (entry.Card is not { } card)
            return new ModelCard(entry, null, null);
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(catalogPath)!, card);
        try
        {
            return new ModelCard(entry, path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ModelCard(entry, path, null);
        }
    }

    /// <summary>What stands under a heading of the second level; null without card or heading.</summary>
    public Markup? Section(string heading)
    {
        if (Text is null)
            return null;
        var lines = Text.ReplaceLineEndings("\n").Split('\n');
        var from = Array.FindIndex(lines, l => l.Trim() == $"## {heading}");
        if (from < 0)
            return null;
        var to = Array.FindIndex(lines, from + 1, l => l.StartsWith("## ", StringComparison.Ordinal));
        return CardMarkdown.Render(string.Join('\n', lines[(from + 1)..(to < 0 ? lines.Length : to)]));
    }
}
