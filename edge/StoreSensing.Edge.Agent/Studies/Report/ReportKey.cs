using System.Text;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>What the plot's colours mean; only those that occur.</summary>
internal static class ReportKey
{
    public static string Of(RecordingAnalysis analysis, ReportTexts texts)
    {
        var key = new StringBuilder("<ul class=\"key\">");
        Line("signal", texts.Signal);
        Line("level", texts.Level);
        Bar("scr", texts.Responses, analysis.Scrs.Any(s => s.IsClean));
        Bar("scr unclean", texts.UncleanResponse, analysis.Scrs.Any(s => !s.IsClean));
        Area("no-contact", texts.NoContact, Has(BandKind.NoContact));
        Area("settling", $"{texts.Settling}, {texts.NotJudged}", Has(BandKind.Settling) || Has(BandKind.NotJudged));
        Area("artefact", texts.Artefact, Has(BandKind.Artefact));
        Item("<path class=\"tense\" d=\"M0 6V0h9v6z\"/><path class=\"calm\" d=\"M9 6v6h9V6z\"/>", $"{texts.Arousal} {texts.ArousalMeans}", true);
        Area("unsaid", $"{texts.Arousal}: {texts.NotSaid}", true);
        return key.Append("</ul>").ToString();

        bool Has(BandKind kind) => analysis.Bands.Any(b => b.Kind == kind);
        void Line(string style, string text) => Item($"<path class=\"{style}\" d=\"M0 6h18\"/>", text, true);
        void Bar(string style, string text, bool occurs) => Item($"<path class=\"{style}\" d=\"M9 12v-12\"/>", text, occurs);
        void Area(string style, string text, bool occurs) => Item($"<rect class=\"{style}\" x=\"0.5\" y=\"0.5\" width=\"17\" height=\"11\"/>", text, occurs);
        void Item(string drawing, string text, bool occurs)
        {
            if (occurs)
                key.Append("<li><svg width=\"18\" height=\"12\" aria-hidden=\"true\">").Append(drawing).Append("</svg>").Append(ReportHtml.Escape(text)).Append("</li>");
        }
    }
}
