using StoreSensing.Edge.Agent.Compliance.Texts;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>One document of the pack.</summary>
/// <param name="Name">Its file's name without language and ending.</param>
/// <param name="Language"><c>it</c> or <c>en</c>.</param>
/// <param name="Html">The page.</param>
internal sealed record PackDocument(string Name, string Language, string Html);

/// <summary>The documents that a shop needs beside its configuration.</summary>
internal static class CompliancePack
{
    /// <summary>The languages that documents are written in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["it", "en"];

    /// <summary>All documents of a configuration in one language. The same configuration makes the same bytes.</summary>
    public static IReadOnlyList<PackDocument> Documents(PackFacts facts, string language)
    {
        PackWords words = language == "it" ? new ItalianWords() : new EnglishWords();
        (string Name, Func<PackFacts, PackWords, string> Italian, Func<PackFacts, PackWords, string> English)[] documents =
        [
            ("dpia", DpiaItalian.Page, DpiaEnglish.Page),
            ("notice-to-hang", NoticeItalian.Page, NoticeEnglish.Page),
            ("notice-full", FullNoticeItalian.Page, FullNoticeEnglish.Page),
            ("record-of-processing", RecordItalian.Page, RecordEnglish.Page),
            ("technical-file", TechnicalItalian.Page, TechnicalEnglish.Page),
            ("fields", FieldsItalian.Page, FieldsEnglish.Page),
        ];
        return [.. documents.Select(d => new PackDocument(d.Name, language, (language == "it" ? d.Italian : d.English)(facts, words)))];
    }
}
