using System.Globalization;
using System.Net;
using System.Text;
using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>
/// One plot of a time range: signal and level, responses below, arousal at the bottom. The drawing stretches to the page's width, so letters stand around it in
/// HTML and keep their size.
/// </summary>
internal static class ReportPlot
{
    private const int Columns = 1000;

    // y units, which are pixels.
    private const int SignalTop = 22;
    private const int SignalHeight = 220;
    private const int ScrTop = SignalTop + SignalHeight + 30;
    private const int ScrHeight = 48;
    private const int ArousalTop = ScrTop + ScrHeight + 30;
    private const int ArousalHeight = 64;
    private const int Height = ArousalTop + ArousalHeight;

    private const double MostArousal = 3;

    private const double ShortestBar = 3;

    /// <summary>The plot of [from, to) seconds.</summary>
    public static string Of(RecordingAnalysis analysis, ReportTexts texts, double from, double to)
    {
        var microsiemens = SignalRange.Of(analysis, from, to);
        var x = new PlotScale(from, to, 0, Columns);
        var y = new PlotScale(microsiemens.From, microsiemens.To, SignalTop + SignalHeight, -SignalHeight);
        var arousal = new PlotScale(-MostArousal, MostArousal, ArousalTop + ArousalHeight, -ArousalHeight);
        var within = analysis.Scrs.Where(s => s.Peak >= from && (s.Peak < to || to >= analysis.DurationSeconds)).ToList();
        var greatest = Math.Max(0.05, analysis.Scrs.Where(s => s.IsClean).Select(s => s.Amplitude ?? 0).DefaultIfEmpty().Max());
        var clock = x.ClockTicks(6);
        var levels = y.Ticks(5);

        var html = new StringBuilder();
        var label = string.Format(
            CultureInfo.InvariantCulture, texts.PlotLabel, ReportNumbers.Clock(to - from), within.Count, texts.Numbers.Percent(analysis.CleanShare));
        html.Append("<div class=\"plot\">");
        Append(html, $"<svg viewBox=\"0 0 {Columns} {Height}\" height=\"{Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        Bands(html, analysis, x);
        foreach (var tick in clock)
            Append(html, $"<path class=\"grid\" d=\"M{x.Of(tick):0.#} {SignalTop}V{Height}\"/>");
        foreach (var tick in levels)
            Append(html, $"<path class=\"grid\" d=\"M0 {y.Of(tick):0.#}H{Columns}\"/>");
        Append(html, $"<path class=\"zero\" d=\"M0 {ScrTop + ScrHeight}H{Columns}\"/>");
        Append(html, $"<path class=\"signal\" d=\"{PlotPath.Of(analysis.Clean, x, y)}\"/>");
        Append(html, $"<path class=\"level\" d=\"{PlotPath.Means(analysis.Tonic, x, y)}\"/>");
        Scrs(html, within, x, greatest, texts);
        Arousal(html, analysis, x, arousal);
        Append(html, $"<path class=\"zero\" d=\"M0 {arousal.Of(0):0.#}H{Columns}\"/>");
        html.Append("</svg>");

        Row(html, 2, texts.Signal);
        Row(html, ScrTop - 20, $"{texts.Responses}, µS");
        Row(html, ArousalTop - 20, $"{texts.Arousal}, {texts.ArousalUnit}");
        var digits = levels.Count > 1 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(levels[1] - levels[0]) - 1e-9), 0, 4) : 2;
        foreach (var tick in levels)
            Y(html, y.Of(tick), texts.Numbers.Fixed(tick, digits));
        Y(html, ScrTop + 4, texts.Numbers.Fixed(greatest, greatest < 1 ? 2 : 1));
        Y(html, ScrTop + ScrHeight, "0");
        Y(html, arousal.Of(MostArousal) + 4, "+" + texts.Numbers.Fixed(MostArousal, 0));
        Y(html, arousal.Of(0), "0");
        Y(html, arousal.Of(-MostArousal) - 4, texts.Numbers.Fixed(-MostArousal, 0));
        html.Append("<div class=\"area\">");
        foreach (var tick in clock)
            Append(html, $"<span class=\"x\" style=\"left:{100 * (tick - from) / (to - from):0.##}%\">{ReportNumbers.Clock(tick)}</span>");
        html.Append("</div></div>");
        return html.ToString();
    }

    private static void Bands(StringBuilder html, RecordingAnalysis analysis, PlotScale x)
    {
        foreach (var band in analysis.Bands.Where(b => b.To > x.From && b.From < x.To))
        {
            var (left, right) = (x.Of(band.From), x.Of(band.To));
            var name = band.Kind switch { BandKind.NoContact => "no-contact", BandKind.Settling => "settling", BandKind.NotJudged => "not-judged", _ => "artefact" };
            Append(html, $"<rect class=\"{name}\" x=\"{left:0.##}\" y=\"{SignalTop}\" width=\"{Math.Max(0.5, right - left):0.##}\" height=\"{SignalHeight}\"/>");
        }
    }

    private static void Scrs(StringBuilder html, List<AnalysedScr> scrs, PlotScale x, double greatest, ReportTexts texts)
    {
        foreach (var scr in scrs)
        {
            var height = Math.Clamp(ScrHeight * (scr.Amplitude ?? 0) / greatest, ShortestBar, ScrHeight);
            var title = $"{ReportNumbers.Clock(scr.Peak)}: {texts.Numbers.Fixed(scr.Amplitude, 2)} µS";
            Append(html, $"<path class=\"{(scr.IsClean ? "scr" : "scr unclean")}\" d=\"M{x.Of(scr.Peak):0.#} {ScrTop + ScrHeight}v{-height:0.#}\"><title>{title}</title></path>");
        }
    }

    // A column is the mean of its scored seconds; where there is none, nothing is said.
    private static void Arousal(StringBuilder html, RecordingAnalysis analysis, PlotScale x, PlotScale y)
    {
        var (sums, counts) = (new double[Columns], new int[Columns]);
        foreach (var second in analysis.Seconds)
        {
            if (second.Why != Abstention.None || double.IsNaN(second.Arousal) || second.Start + 1 <= x.From || second.Start >= x.To)
                continue;
            var last = Math.Min(Columns - 1, (int)Math.Ceiling(x.Of(second.Start + 1)) - 1);
            for (var column = (int)x.Of(second.Start); column <= last; column++)
                (sums[column], counts[column]) = (sums[column] + second.Arousal, counts[column] + 1);
        }
        var (calm, tense) = (new StringBuilder(), new StringBuilder());
        var zero = y.Of(0);
        for (var column = 0; column < Columns;)
        {
            var first = column;
            if (counts[column] == 0)
            {
                while (column < Columns && counts[column] == 0)
                    column++;
                Append(html, $"<rect class=\"unsaid\" x=\"{first}\" y=\"{ArousalTop}\" width=\"{column - first}\" height=\"{ArousalHeight}\"/>");
                continue;
            }
            var top = y.Of(sums[column] / counts[column]);
            Append(top > zero ? calm : tense, $"M{column} {zero:0.#}V{top:0.#}h1V{zero:0.#}z");
            column++;
        }
        Append(html, $"<path class=\"tense\" d=\"{tense}\"/><path class=\"calm\" d=\"{calm}\"/>");
    }

    private static void Row(StringBuilder html, int top, string text) => Append(html, $"<span class=\"row\" style=\"top:{top}px\">{WebUtility.HtmlEncode(text)}</span>");

    private static void Y(StringBuilder html, double y, string text) => Append(html, $"<span class=\"y\" style=\"top:{y:0.#}px\">{text}</span>");

    private static void Append(StringBuilder html, FormattableString part) => html.Append(part.ToString(CultureInfo.InvariantCulture));
}
