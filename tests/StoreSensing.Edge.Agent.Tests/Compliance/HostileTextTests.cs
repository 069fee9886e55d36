using System.Xml.Linq;
using StoreSensing.Edge.Agent.Compliance;
using StoreSensing.Edge.Agent.Compliance.Cards;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

/// <summary>What comes from a configuration or a card is text, whatever it says.</summary>
public class HostileTextTests
{
    private const string Attack = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=x &amp; {{7*7}}";

    private static readonly string Yaml =
        $$"""
        store: brera
        device: entrance-1
        mqtt: {host: '{{Quoted}}'}
        controller: {name: '{{Quoted}}', contact: '{{Quoted}}', dpo: '{{Quoted}}', noticeUrl: 'https://moda.example/"><script>alert(1)</script>'}
        cameras: [{id: window, name: '{{Short}}', input: '{{Quoted}}', detector: blazeface}]
        zones: [{id: pavement, name: '{{Short}}', polygon: [[0.1, 0], [0.9, 0], [0.9, 1]], expression: true}]
        displays: [{id: left, name: '{{Short}}', zone: pavement}]
        expression: {purpose: '{{Quoted}}', noticePlace: '{{Quoted}}', noticeSince: 2026-03-01, lawfulBasis: consent, retentionDays: 30}
        skinConductance: {purpose: '{{Quoted}}', noticePlace: '{{Quoted}}', noticeSince: 2026-03-02, lawfulBasis: consent, retentionDays: 30, sensors: [{id: kiosk, name: '{{Short}}', input: simulated}]}
        """;

    private static string Quoted => Attack.Replace("'", "''");

    private static string Short => "<script>alert(1)</script>&<b>";

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Documents_HostileConfiguration_HoldItAsText(string language)
    {
        foreach (var document in CompliancePack.Documents(ExamplePack.Facts(Yaml), language))
        {
            document.Html.ShouldNotContain("<script");
            document.Html.ShouldNotContain("<img");
            document.Html.Split("</style>").Length.ShouldBe(2);
            var page = ExamplePack.Parse(document.Html);
            page.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName.StartsWith("on"));
            if (document.Name is "dpia" or "notice-to-hang")
                page.Descendants("body").Single().Value.ShouldContain(Attack);
        }
    }

    [Fact]
    public void Notice_HostileUrl_IsEncodedAsItStands()
    {
        var page = ExamplePack.Parse(ExamplePack.Html(Yaml, "notice-to-hang", "en"));

        QrDrawing.Read(page.Descendants("svg").Single(s => (string?)s.Attribute("class") == "qr")).ShouldBe("https://moda.example/\"><script>alert(1)</script>");
    }

    [Fact]
    public void Render_HostileCard_IsText()
    {
        var markup = CardMarkdown.Render($"## Head {Attack}\n\nPara {Attack} **bold <i>** `code <i>`\n\n- item {Attack}\n  goes on\n\n| a | b |\n|---|---:|\n| {Attack} | 2 |\n").ToString();

        markup.ShouldNotContain("<script");
        var card = XElement.Parse($"<div>{markup}</div>");
        card.Element("h4")!.Value.ShouldBe($"Head {Attack}");
        card.Descendants("li").Single().Value.ShouldBe($"item {Attack} goes on");
        card.Descendants("b").Single().Value.ShouldBe("bold <i>");
        card.Descendants("code").Single().Value.ShouldBe("code <i>");
        card.Descendants("td").First().Value.ShouldBe(Attack);
    }

    [Fact]
    public void Of_Value_IsEscapedAndMarkupIsNot()
    {
        var inner = Markup.Of($"<b>{"<&"}</b>");

        Markup.Of($"<p>{"a<b"}{inner}{3}</p>").ToString().ShouldBe("<p>a&lt;b<b>&lt;&amp;</b>3</p>");
    }
}
