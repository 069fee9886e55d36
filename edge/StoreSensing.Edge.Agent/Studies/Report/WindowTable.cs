using System.Globalization;
using System.Text;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>The windows' figures as a table.</summary>
internal static class WindowTable
{
    public static string Of(RecordingAnalysis analysis, int windowSeconds, ReportTexts texts)
    {
        var numbers = texts.Numbers;
        string[] heads =
        [
            texts.Start, texts.Clean, texts.MeanLevel, texts.Level + ", µS", texts.Slope, texts.Responses, texts.PerMinute, texts.AmplitudeSum, texts.AmplitudeMean,
            texts.Arousal, texts.Abstained, texts.Because,
        ];
        var html = new StringBuilder("<section class=\"card\" id=\"windows\"><h2>")
            .Append(ReportHtml.Escape(string.Format(CultureInfo.InvariantCulture, texts.Windows, windowSeconds)))
            .Append("</h2><div class=\"scroll\"><table><thead><tr>");
        foreach (var head in heads)
            html.Append("<th scope=\"col\">").Append(ReportHtml.Escape(head)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var w in analysis.Windows)
        {
            string[] cells =
            [
                ReportNumbers.Clock(w.Start), numbers.Percent(w.CleanShare), numbers.Fixed(w.LevelMean, 2), numbers.Fixed(w.SclMedian, 2), numbers.Fixed(w.SclSlope, 2),
                w.Scrs is { } scrs ? numbers.Whole(scrs) : ReportNumbers.Unknown, numbers.Fixed(w.ScrsPerMinute, 1), numbers.Fixed(w.AmplitudeSum, 2),
                numbers.Fixed(w.AmplitudeMean, 2), numbers.Fixed(w.ArousalMean, 1), numbers.Percent(w.AbstainedShare), Reason(w.Reason, texts),
            ];
            html.Append("<tr>").AppendJoin("", cells.Select(c => $"<td>{ReportHtml.Escape(c)}</td>")).Append("</tr>\n");
        }
        return html.Append("</tbody></table></div><p class=\"quiet\">").Append(ReportHtml.Escape(texts.UnknownIsNotZero)).Append("</p></section>").ToString();
    }

    private static string Reason(AbstainedFor? reason, ReportTexts texts) => reason switch
    {
        null => "",
        AbstainedFor.NoContact => texts.NoContact,
        AbstainedFor.Settling => texts.Settling,
        AbstainedFor.NotJudged => texts.NotJudged,
        AbstainedFor.ShortHistory => texts.ReasonShortHistory,
        AbstainedFor.Frozen => texts.ReasonFrozen,
        _ => texts.ReasonArtefact,
    };
}
