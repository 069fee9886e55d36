using System.Globalization;
using System.Net;
using System.Text;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>The report of a recording: one HTML file that needs nothing else, no script, no network.</summary>
internal static class ReportHtml
{
    /// <summary>The report.</summary>
    /// <param name="analysis">What was found.</param>
    /// <param name="windowSeconds">The windows' length, seconds.</param>
    /// <param name="texts">The words.</param>
    public static string Of(RecordingAnalysis analysis, int windowSeconds, ReportTexts texts)
    {
        var name = Escape(analysis.Name);
        return $"""
            <!DOCTYPE html>
            <html lang="{texts.Code}">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>{name} · {Escape(texts.Title)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <header class="card">
            <div><p class="kind">{Escape(texts.Title)}</p><h1>{name}</h1></div>
            {Facts(analysis, texts)}
            </header>
            <section class="card" id="plot">
            {(analysis.CleanSeconds == 0 ? $"<p>{Escape(texts.NothingClean)}</p>" : "")}
            {ReportPlot.Of(analysis, texts, 0, analysis.DurationSeconds)}
            {ReportKey.Of(analysis, texts)}
            </section>
            {Strips(analysis, texts)}
            <section class="card prose" id="limits"><h2>{Escape(texts.CanSayTitle)}</h2>{Paragraphs(texts.CanSay)}</section>
            {WindowTable.Of(analysis, windowSeconds, texts)}
            <section class="card" id="methods"><div class="prose"><h2>{Escape(texts.MethodsTitle)}</h2>{Paragraphs(Methods(analysis, texts))}</div>
            <h2>{Escape(texts.SourcesTitle)}</h2><ul class="sources">{string.Concat(ReportTexts.Sources.Select(s => $"<li>{Escape(s)}</li>"))}</ul></section>
            </main>
            </body>
            </html>

            """;
    }

    /// <summary>Text that may stand anywhere in the page; control characters, which file names may have and pages may not, are replaced.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = char.IsControl(from[i]) || from[i] is '\uFFFE' or '\uFFFF' || IsLone(from, i) ? '\uFFFD' : from[i];
    }));

    private static bool IsLone(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && !(i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))) || (char.IsLowSurrogate(text[i]) && !(i > 0 && char.IsHighSurrogate(text[i - 1])));

    private static string Facts(RecordingAnalysis analysis, ReportTexts texts)
    {
        var numbers = texts.Numbers;
        var missing = analysis.MissingSamples > 0 ? $"{numbers.Whole(analysis.MissingSamples)} {texts.Missing}" : "";
        var rate = analysis.ScrsPerMinute is { } perMinute ? $"{numbers.Fixed(perMinute, 1)} {texts.PerCleanMinute}" : "";
        var threshold = analysis.Threshold is { } least ? string.Format(CultureInfo.InvariantCulture, texts.Threshold, numbers.Plain(least)) : texts.RelativeThreshold;
        var facts = new StringBuilder("<dl class=\"facts\">");
        Add(texts.Duration, ReportNumbers.Clock(analysis.DurationSeconds), "");
        Add(texts.Rate, $"{numbers.Plain(analysis.SamplesPerSecond)} Hz", "");
        Add(texts.Samples, numbers.Whole(analysis.Samples), missing);
        Add(texts.CleanContact, numbers.Percent(analysis.CleanShare), "");
        Add(texts.Responses, numbers.Whole(analysis.CleanScrs), rate);
        Add(texts.Method, StudyCsv.Method(analysis.Method), $"{(analysis.Method == StudyMethod.Live ? texts.Live : texts.Neurokit)}; {threshold}");
        return facts.Append("</dl>").ToString();

        void Add(string term, string value, string note) =>
            facts.Append(CultureInfo.InvariantCulture, $"<div><dt>{Escape(term)}</dt><dd>{Escape(value)}{(note.Length > 0 ? $"<small>{Escape(note)}</small>" : "")}</dd></div>");
    }

    private static string Strips(RecordingAnalysis analysis, ReportTexts texts)
    {
        var length = StripSeconds(analysis.DurationSeconds);
        if (analysis.DurationSeconds <= 1.5 * length)
            return "";
        var html = new StringBuilder("<details class=\"card\" id=\"strips\"><summary>")
            .Append(Escape(string.Format(CultureInfo.InvariantCulture, texts.InDetail, ReportNumbers.Clock(length)))).Append("</summary>");
        for (var from = 0.0; from < analysis.DurationSeconds - 1e-6; from += length)
        {
            // A minute is as wide in all strips, in the last one, too: it ends in nothing.
            html.Append("<div class=\"strip\">").Append(ReportPlot.Of(analysis, texts, from, from + length)).Append("</div>\n");
        }
        return html.Append("</details>").ToString();
    }

    private static double StripSeconds(double duration) => duration switch { <= 1800 => 300, <= 4 * 3600 => 600, _ => 1800 };

    private static IEnumerable<string> Methods(RecordingAnalysis analysis, ReportTexts texts) =>
        (analysis.Method == StudyMethod.Live ? texts.LiveMethods : texts.NeurokitMethods).Concat(texts.SharedMethods);

    private static string Paragraphs(IEnumerable<string> texts) => string.Concat(texts.Select(t => $"<p>{Escape(t)}</p>"));
}
