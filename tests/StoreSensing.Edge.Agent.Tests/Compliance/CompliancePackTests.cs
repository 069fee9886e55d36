using System.Globalization;
using System.Xml.Linq;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

public class CompliancePackTests
{
    private static readonly string[] Names = ["dpia", "notice-to-hang", "notice-full", "record-of-processing", "technical-file", "fields"];

    public static TheoryData<string, string> Configurations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var yaml in (string[])[ExamplePack.Traffic, ExamplePack.Standard, ExamplePack.Strict, ExamplePack.Everything])
                foreach (var language in CompliancePack.Languages)
                    data.Add(yaml, language);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Documents_AnyConfiguration_AreWellFormedAndNeedNothingElse(string yaml, string language)
    {
        var documents = CompliancePack.Documents(ExamplePack.Facts(yaml), language);

        documents.Select(d => d.Name).ShouldBe(Names);
        foreach (var document in documents)
        {
            var page = ExamplePack.Parse(document.Html);
            page.Root!.Attribute("lang")!.Value.ShouldBe(language);
            page.Descendants().ShouldNotContain(e => e.Name.LocalName == "script" || e.Name.LocalName == "link" || e.Name.LocalName == "img");
            page.Descendants().Attributes().ShouldNotContain(a => a.Name.LocalName == "src" || a.Name.LocalName == "href" || a.Name.LocalName.StartsWith("on"));
            document.Html.ShouldNotContain("url(");
            document.Html.ShouldNotContain("@import");
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Documents_AgainFromTheSame_AreTheSameBytes(string yaml, string language) =>
        CompliancePack.Documents(ExamplePack.Facts(yaml), language).ShouldBe(CompliancePack.Documents(ExamplePack.Facts(yaml), language));

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Drafts_AnyConfiguration_SayThatTheyAreDraftsAndAskTheController(string yaml, string language)
    {
        foreach (var name in Names.Except(["notice-to-hang"]))
        {
            var text = ExamplePack.Text(yaml, name, language);
            text.ShouldContain(language == "it" ? "Bozza, non consulenza legale." : "Draft, not legal advice.");
            text.ShouldContain(new string('0', 64), customMessage: "the configuration's fingerprint");
            if (name != "fields")
                text.ShouldContain(language == "it" ? "Risponda il titolare" : "To be answered by the controller");
        }
    }

    // What the configuration holds of secrets, and where its cameras are, is nobody's business on paper.
    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Documents_SecretsOfTheConfiguration_AreNowhere(string language)
    {
        foreach (var document in CompliancePack.Documents(ExamplePack.Facts(ExamplePack.Everything), language))
            foreach (var secret in (string[])["secret-4711", "hunter2", "10.0.0.4", "broker-login"])
                document.Html.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("it", "emozioni", "espressione del volto")]
    [InlineData("en", "motion recognition", "acial expression")]
    public void Notice_Traffic_SpeaksOfCountingOnly(string language, string emotion, string expression)
    {
        foreach (var name in (string[])["notice-to-hang", "notice-full"])
        {
            var text = ExamplePack.Text(ExamplePack.Traffic, name, language);
            text.ShouldNotContain(emotion);
            text.ShouldNotContain(expression);
            text.ShouldNotContain(language == "it" ? "per quanto." : "how long.", customMessage: "the profile traffic tells no dwell");
        }
        ExamplePack.Text(ExamplePack.Standard, "notice-to-hang", language).ShouldContain(language == "it" ? "dove si fermano e per quanto." : "where they stop and for how long.");
    }

    [Theory]
    [InlineData("it", "sistema di riconoscimento delle emozioni", "art. 50, par. 3", "Moda S.p.A.")]
    [InlineData("en", "emotion recognition system", "Art. 50(3)", "Moda S.p.A.")]
    public void Notice_Expression_InformsAsTheAiActAsks(string language, params string[] said)
    {
        var text = ExamplePack.Text(ExamplePack.Everything, "notice-to-hang", language);

        foreach (var words in (string[])[.. said, "Pavement", "compare window designs", "find where shopping is stressful", "Via Brera 1 Milano", "dpo@moda.example"])
            text.ShouldContain(words);
        text.ShouldNotContain("Till", customMessage: "no expression is looked for there");
    }

    [Fact]
    public void Notice_Url_IsAQrCodeAndText()
    {
        var page = ExamplePack.Parse(ExamplePack.Html(ExamplePack.Everything, "notice-to-hang", "en"));

        var code = page.Descendants("svg").Single(s => s.Attribute("class")?.Value == "qr");
        code.Attribute("aria-label")!.Value.ShouldBe("https://moda.example/privacy");
        QrDrawing.Read(code).ShouldBe("https://moda.example/privacy");
        page.Descendants("small").Single().Value.ShouldBe("https://moda.example/privacy");
    }

    [Theory]
    [InlineData("it", "viene consegnata in negozio")]
    [InlineData("en", "it is handed out in the shop")]
    public void Notice_NoUrl_SaysWhereTheFullTextIs(string language, string said)
    {
        var page = ExamplePack.Parse(ExamplePack.Html(ExamplePack.Standard, "notice-to-hang", language));

        page.Descendants("svg").ShouldNotContain(s => (string?)s.Attribute("class") == "qr");
        page.Descendants("body").Single().Value.ShouldContain(said);
        page.Descendants("span").ShouldContain(s => (string?)s.Attribute("class") == "blank", "a place to write the controller in");
    }

    [Fact]
    public void Notice_MoreToSay_HasSmallerLetters()
    {
        double[] sizes = [Size(ExamplePack.Traffic), Size(ExamplePack.Everything), Size(ExamplePack.Everything.Replace("compare window designs", string.Concat(Enumerable.Repeat("compare window designs ", 40))))];

        sizes.ShouldBe(sizes.Distinct().OrderDescending());
        sizes[0].ShouldBeGreaterThan(16);
        sizes[1].ShouldBeGreaterThan(12, "it is read while walking by");
        sizes[2].ShouldBeGreaterThan(7);

        static double Size(string yaml) => double.Parse(
            ExamplePack.Parse(ExamplePack.Html(yaml, "notice-to-hang", "it")).Descendants("div").First().Attribute("style")!.Value["font-size: ".Length..^"pt".Length], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("it", "Con questa configurazione non serve", "9. Monitoraggio")]
    [InlineData("en", "None is needed with this configuration", "9. Post-market monitoring")]
    public void TechnicalFile_OnlyWhereEmotionIsInferred(string language, string notNeeded, string lastHeading)
    {
        var (without, with) = (ExamplePack.Text(ExamplePack.Standard, "technical-file", language), ExamplePack.Text(ExamplePack.Everything, "technical-file", language));

        without.ShouldContain(notNeeded);
        without.ShouldNotContain(lastHeading);
        with.ShouldContain(lastHeading);
        with.ShouldNotContain(notNeeded);
        with.ShouldContain("Only “happy or not” is dependable", customMessage: "the limits in the card of the expression model");
        with.ShouldContain("balanced accuracy", customMessage: "the figures in its card");
    }

    [Theory]
    [InlineData("it", "art. 6, par. 1", "art. 9, par. 2, lett. a", "art. 35, par. 7, lett. d", "art. 5, par. 1, lett. f", "art. 50, par. 3", "allegato III, punto 1, lett. c", "d.lgs. 196/2003", "art. 4 della legge 300/1970", "Garante")]
    [InlineData("en", "Art. 6(1)", "Art. 9(2)(a)", "Art. 35(7)(d)", "Art. 5(1)(f)", "Art. 50(3)", "Annex III(1)(c)", "legislative decree 196/2003", "Art. 4 of law 300/1970", "Garante")]
    public void Dpia_Everything_CitesTheArticles(string language, params string[] cited)
    {
        var text = ExamplePack.Text(ExamplePack.Everything, "dpia", language);

        foreach (var article in cited)
            text.ShouldContain(article);
    }

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Dpia_Everything_IsFilledFromTheConfigurationAndTheCards(string language)
    {
        var text = ExamplePack.Text(ExamplePack.Everything, "dpia", language);

        foreach (var fact in (string[])["Moda S.p.A.", "window", "Pavement", "Left window", "kiosk", "blazeface", "emotion", "FER2013", "compare window designs", "at the door", "broker.example.com", "Only “happy or not” is dependable"])
            text.ShouldContain(fact);
        ExamplePack.Text(ExamplePack.Standard, "dpia", language).ShouldNotContain("FER2013");
    }

    [Theory]
    [InlineData("it", "legittimo interesse, GDPR art. 6, par. 1, lett. f)", "consenso, GDPR art. 6, par. 1, lett. a)", "per 10 minuti ogni 60")]
    [InlineData("en", "legitimate interests, GDPR Art. 6(1)(f)", "consent, GDPR Art. 6(1)(a)", "10 of every 60 minutes")]
    public void Dpia_Purposes_HaveTheirBasisRetentionAndWhoIsLeftOut(string language, string ofExpression, string ofSkin, string sampling)
    {
        var text = ExamplePack.Text(ExamplePack.Everything, "dpia", language);

        foreach (var fact in (string[])[ofExpression, ofSkin, sampling, "91", "92", "Behind the counter", "Blue strip"])
            text.ShouldContain(fact);
        ExamplePack.Text(ExamplePack.Everything, "notice-to-hang", language).ShouldContain("Blue strip");
    }

    // Hours leave out expressions alone, and what one camera saw the others don't know: no paper may promise more.
    [Theory]
    [InlineData("it", "Ogni telecamera sa solo ciò che ha visto essa stessa: un’altra non ne sa nulla", "in essi non si valuta nessuna espressione", "Tutto il resto continua in questi orari: i conteggi, l’attenzione alle esposizioni, la conduttanza cutanea", "lun, mar, mer, gio, ven, sab 07:00–09:00")]
    [InlineData("en", "Each camera goes by what it saw itself: another camera does not know", "no expression is evaluated in them", "Everything else goes on in these hours: counting, attention to displays, skin conductance", "Mon, Tue, Wed, Thu, Fri, Sat 07:00–09:00")]
    public void Exclusions_Everything_ReachAsFarAsThePapersSay(string language, params string[] said)
    {
        foreach (var name in (string[])["dpia", "notice-full"])
            foreach (var words in said)
                ExamplePack.Text(ExamplePack.Everything, name, language).ShouldContain(words, customMessage: name);
        ExamplePack.Text(ExamplePack.Standard, "dpia", language).ShouldNotContain(said[0]);
    }

    [Theory]
    [InlineData("it", "le altre non ne sanno nulla", "Vale finché la telecamera non vi perde di vista")]
    [InlineData("en", "the other cameras don’t know of it", "It holds until the camera loses you from view")]
    public void OptOut_SeveralCameras_SaysThatTheOthersDontKnow(string language, string ofSeveral, string ofOne)
    {
        var several = ExamplePack.Everything
            .Replace("cameras:\n", "cameras:\n  - {id: aisle, input: /dev/video1, detector: blazeface}\n", StringComparison.Ordinal)
            .Replace("{id: left, name: Left window, zone: pavement}", "{id: left, name: Left window, zone: pavement, camera: window}, {id: right, camera: aisle, area: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}", StringComparison.Ordinal);
        foreach (var id in (string[])["pavement", "till", "counter", "strip", "door"])
            several = several.Replace($"{{id: {id}, ", $"{{id: {id}, surface: window, ", StringComparison.Ordinal);

        foreach (var name in (string[])["notice-to-hang", "notice-full"])
        {
            ExamplePack.Text(several, name, language).ShouldContain(ofSeveral);
            ExamplePack.Text(ExamplePack.Everything, name, language).ShouldContain(ofOne);
        }
    }

    // What no configuration ensures is asked, in the same words in both papers.
    [Theory]
    [InlineData("it", "Nessuna zona è segnata come zona del personale", "senza essere appena stati in una zona del personale", "Non è usato sui lavoratori")]
    [InlineData("en", "No zone is marked as a staff zone", "without having just stood in a staff zone", "It is not used on employees")]
    public void Employees_WithAndWithoutStaffZone_AreAnOpenQuestionInBothPapers(string language, string without, string with, string promise)
    {
        var unstaffed = ExamplePack.Everything.Replace(", staff: true", "", StringComparison.Ordinal);
        unstaffed.ShouldNotBe(ExamplePack.Everything);

        foreach (var name in (string[])["dpia", "notice-full"])
        {
            ExamplePack.Text(unstaffed, name, language).ShouldContain(without);
            ExamplePack.Text(ExamplePack.Everything, name, language).ShouldContain(with);
            ExamplePack.Text(ExamplePack.Everything, name, language).ShouldNotContain(without);
            foreach (var yaml in (string[])[unstaffed, ExamplePack.Everything])
                ExamplePack.Text(yaml, name, language).ShouldNotContain(promise);
        }
        ExamplePack.Parse(ExamplePack.Html(unstaffed, "notice-full", language)).Descendants("p").ShouldContain(p => (string?)p.Attribute("class") == "open" && p.Value.Contains(without));
    }

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Dpia_Retention_PrintsTheLinesOfTheCloud(string language)
    {
        ExamplePack.Parse(ExamplePack.Html(ExamplePack.Everything, "dpia", language)).Descendants("pre").Single().Value.ShouldBe("retention:\n  expression: 91\n  arousal: 92");
        ExamplePack.Parse(ExamplePack.Html(ExamplePack.Standard, "dpia", language)).Descendants("pre").ShouldBeEmpty();
        ExamplePack.Text(ExamplePack.Everything, "notice-full", language).ShouldContain(language == "it" ? "non è imposto dal dispositivo" : "not enforced by the device");
    }

    [Theory]
    [InlineData("it", "ε = 2,5 al giorno", "con rumore")]
    [InlineData("en", "ε = 2.5 a day", "with noise")]
    public void Dpia_StrictWithNoise_NamesItsBudget(string language, string budget, string guard)
    {
        foreach (var name in (string[])["dpia", "fields"])
        {
            ExamplePack.Text(ExamplePack.Strict, name, language).ShouldContain(budget);
            ExamplePack.Text(ExamplePack.Strict, name, language).ShouldContain(guard);
            ExamplePack.Text(ExamplePack.Strict, name, language).ShouldContain(language == "it" ? "Senza rumore si comunica" : "Told without noise is");
            ExamplePack.Text(ExamplePack.Standard, name, language).ShouldNotContain("ε =");
        }
    }

    [Theory]
    [InlineData("it", "non c’è (")]
    [InlineData("en", "is not there (")]
    public void Dpia_CardThatIsNotThere_IsSaid(string language, string said)
    {
        var facts = ExamplePack.Facts(ExamplePack.Standard, cards => [.. cards.Select(c => c with { Text = null })]);

        facts.WithoutCard.Select(m => m.Entry.Name).ShouldBe(["centernet"]);
        var text = ExamplePack.Parse(ExamplePack.Html(facts, "dpia", language)).Root!.Value;
        text.ShouldContain(said);
        text.ShouldContain("centernet");
    }

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void Record_Everything_HasEveryPointOfArticle30(string language)
    {
        var text = ExamplePack.Text(ExamplePack.Everything, "record-of-processing", language);

        foreach (var point in (string[])["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "Moda S.p.A.", "broker.example.com", "14"])
            text.ShouldContain(point);
    }

    [Theory]
    [InlineData(ExamplePack.Traffic, "zone heat flow status describe")]
    [InlineData(ExamplePack.Strict, "zone heat line status describe")]
    [InlineData(ExamplePack.Everything, "zone heat line expression flow queue occupancy attention arousal status describe")]
    public void Facts_Kinds_AreThoseThatTheConfigurationSends(string yaml, string kinds) =>
        ExamplePack.Facts(yaml).Kinds.Select(k => k.Name()).ShouldBe(kinds.Split(' '));
}
