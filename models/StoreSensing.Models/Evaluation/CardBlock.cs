using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Evaluation;

/// <summary>The part of a model card that is measured, between two markers; what stands around it is written by people.</summary>
internal static class CardBlock
{
    public const string Begin = "<!-- figures: storesensing-models eval --write -->";
    public const string End = "<!-- end of figures -->";

    /// <summary>The block's text, or null where the card has none.</summary>
    public static string? Read(string card) => Find(card) is var (start, end) && start >= 0 ? card[start..end].Trim((char)10) : null;

    /// <summary>Puts new figures into a card's file.</summary>
    /// <exception cref="InferenceException">No such card, or it has no markers.</exception>
    public static void Write(string path, string figures)
    {
        if (!File.Exists(path))
            throw new InferenceException($"model card '{path}' does not exist; name the catalog of the source tree with --catalog models/catalog.json");
        var card = File.ReadAllText(path);
        var (start, end) = Find(card);
        if (start < 0)
            throw new InferenceException($"model card '{path}' has no place for figures: '{Begin}' and '{End}', each on a line of its own");
        AtomicFile.Write(path, System.Text.Encoding.UTF8.GetBytes($"{card[..start]}\n{figures.TrimEnd('\n')}\n{card[end..]}"));
    }

    // Between the end of the first marker's line and the second marker.
    private static (int Start, int End) Find(string card)
    {
        var begin = card.IndexOf(Begin + "\n", StringComparison.Ordinal);
        var end = begin < 0 ? -1 : card.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? (-1, -1) : (begin + Begin.Length + 1, end);
    }
}
