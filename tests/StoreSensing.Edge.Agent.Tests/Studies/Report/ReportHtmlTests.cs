using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Agent.Studies.Report;

namespace StoreSensing.Edge.Agent.Tests.Studies.Report;

public class ReportHtmlTests
{
    [Theory]
    [InlineData("en", 600)]
    [InlineData("it", 600)]
    [InlineData("en", 36000)]
    public void Of_AnyLanguageAndLength_HasAMarkPerResponse(string language, double duration)
    {
        var analysis = ExampleAnalysis.Of(duration);

        var page = Parse(ReportHtml.Of(analysis, 60, ReportTexts.Of(language)));

        page.Root!.Attribute("lang")!.Value.ShouldBe(language);
        var overview = Section(page, "plot").Descendants("div").Single(d => Is(d, "plot"));
        Marks(overview).ShouldBe(analysis.Scrs.Count);
        Unclean(overview).ShouldBe(analysis.Scrs.Count(s => !s.IsClean));
        Section(page, "strips").Descendants("div").Where(d => Is(d, "plot")).Sum(Marks).ShouldBe(analysis.Scrs.Count);
    }

    [Fact]
    public void Of_Responses_StandWhereTheyPeak()
    {
        var analysis = ExampleAnalysis.Of(600);

        var marks = Section(Parse(ReportHtml.Of(analysis, 60, ReportTexts.English)), "plot").Descendants("path").Where(p => Is(p, "scr") && p.Elements("title").Any());

        marks.Select(m => X(m.Attribute("d")!.Value)).ShouldBe(analysis.Scrs.Select(s => s.Peak / 600 * 1000), 0.06);
    }

    [Fact]
    public void Of_Bands_AreDrawnWhereTheyAre()
    {
        var page = Parse(ReportHtml.Of(ExampleAnalysis.Of(600), 60, ReportTexts.English));

        var bands = Section(page, "plot").Descendants("div").Single(d => Is(d, "plot")).Descendants("rect").Where(r => !Is(r, "unsaid"));

        bands.Select(b => (b.Attribute("class")!.Value, Number(b, "x"), Number(b, "width"))).ShouldBe(
            [("settling", 0, 16.67), ("artefact", 400, 16.67), ("no-contact", 900, 100)]);
    }

    [Fact]
    public void Of_Windows_AreAllInTheTable()
    {
        var page = Parse(ReportHtml.Of(ExampleAnalysis.Of(630), 60, ReportTexts.Italian));

        var rows = Section(page, "windows").Descendants("tbody").Single().Elements("tr").ToList();

        rows.Count.ShouldBe(11);
        rows[0].Elements("td").Select(c => c.Value).ShouldBe(["0:00", "83\u00A0%", "5,29", "5,17", "0,30", "2", "2,4", "0,90", "0,45", "–", "100\u00A0%", "nota da meno di 3 min"]);
        rows[10].Elements("td").Select(c => c.Value).ShouldBe(["10:00", "0\u00A0%", "–", "–", "–", "–", "–", "–", "–", "–", "100\u00A0%", "nessun contatto"]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>&\"'.csv")]
    [InlineData("bell\u0007\u001B[31m.csv")]
    [InlineData("lone\uD83D.csv")]
    public void Of_NameThatIsMarkup_IsText(string name)
    {
        var html = ReportHtml.Of(ExampleAnalysis.Of(300, name: name), 60, ReportTexts.English);

        html.ShouldNotContain("<script");
        var page = Parse(html);
        page.Descendants("h1").Single().Value.ShouldBe(string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)));
    }

    [Fact]
    public void Of_AnyReport_NeedsNothingElse()
    {
        var page = Parse(ReportHtml.Of(ExampleAnalysis.Of(600), 60, ReportTexts.English));

        page.Descendants().ShouldNotContain(e => e.Name.LocalName == "script" || e.Name.LocalName == "link" || e.Name.LocalName == "img");
        page.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName == "src" || a.Name.LocalName == "href" || a.Name.LocalName.StartsWith("on"));
        ReportStyle.Css.ShouldNotContain("url(");
        ReportStyle.Css.ShouldNotContain("@import");
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("Neurokit")]
    public void Of_AnyMethod_NamesItsSources(string name)
    {
        var method = Enum.Parse<StudyMethod>(name);
        var text = Section(Parse(ReportHtml.Of(ExampleAnalysis.Of(600, method: method), 60, ReportTexts.English)), "methods").Value;

        foreach (var source in (string[])["Boucsein W. (2012)", "Kleckner I. R. et al. (2018)", "Makowski D. et al. (2021)", "0.05 Hz"])
            text.ShouldContain(source);
        text.Contains("NeuroKit2’s method neurokit").ShouldBe(method == StudyMethod.Neurokit);
    }

    [Fact]
    public void Of_LongRecordingAtAHighRate_StaysSmall()
    {
        var html = ReportHtml.Of(ExampleAnalysis.Of(36000, 100), 60, ReportTexts.English);

        html.Length.ShouldBeLessThan(3_000_000);
        Section(Parse(html), "strips").Descendants("svg").Count().ShouldBe(20);
    }

    private static XDocument Parse(string html)
    {
        html.ShouldStartWith("<!DOCTYPE html>");
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static XElement Section(XDocument page, string id) => page.Descendants().Single(e => e.Attribute("id")?.Value == id);

    private static int Marks(XElement plot) => plot.Descendants("path").Count(p => Is(p, "scr"));

    private static int Unclean(XElement plot) => plot.Descendants("path").Count(p => Is(p, "unclean"));

    private static bool Is(XElement element, string style) => element.Attribute("class")?.Value.Split(' ').Contains(style) == true;

    private static double X(string path) => double.Parse(path[1..path.IndexOf(' ')], CultureInfo.InvariantCulture);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
