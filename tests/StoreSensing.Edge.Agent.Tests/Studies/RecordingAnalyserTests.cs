using System.Xml;
using System.Xml.Linq;
using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Agent.Studies.Report;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Agent.Tests.Studies;

public class RecordingAnalyserTests
{
    private const double Every = 20;
    private const double Rate = 20;

    [Theory]
    [InlineData("Live", null)]
    [InlineData("Live", 0.2)]
    [InlineData("Neurokit", null)]
    [InlineData("Neurokit", 0.05)]
    public void Analyse_KnownResponses_FindsEach(string method, double? threshold)
    {
        var analysis = RecordingAnalyser.Analyse(Skin(600), Enum.Parse<StudyMethod>(method), threshold, 60);

        // The first lies in the time of settling, and the last has nothing after it.
        var expected = Enumerable.Range(1, 28).Select(n => (n * Every) + 2).ToList();
        var found = analysis.Scrs.Where(s => s.IsClean).Select(s => s.Peak).Where(p => p < 570).ToList();
        found.ShouldBe(expected, 1);
        analysis.Scrs.Where(s => s.IsClean).ShouldAllBe(s => s.Amplitude > 0.2 && s.Amplitude < 0.6);
        analysis.Windows.Count.ShouldBe(10);
        analysis.Windows.Sum(w => w.Scrs ?? 0).ShouldBe(analysis.CleanScrs);
        analysis.Windows[5].ScrsPerMinute.ShouldBe(3);
        analysis.Windows[5].SclMedian!.Value.ShouldBe(4.1, 0.15);
        analysis.CleanShare.ShouldBe(580.0 / 600, 0.01);
        analysis.Bands.Select(b => b.Kind).ShouldBe([BandKind.Settling, BandKind.NotJudged]);
    }

    [Fact]
    public void Analyse_HalfRecovery_ComesAfterThePeakAndBeforeTheNext()
    {
        var analysis = RecordingAnalyser.Analyse(Skin(600), StudyMethod.Live, null, 60);

        // It falls with a time constant of 4 s: half is lost after 2.8 s, less what the low-pass takes off the peak.
        var recoveries = analysis.Scrs.Where(s => s.Peak < 560).Select(s => s.HalfRecovery!.Value - s.Peak).ToList();
        recoveries.ShouldNotBeEmpty();
        recoveries.ShouldAllBe(r => r > 1.5 && r < 3.6);
    }

    [Fact]
    public void Analyse_HigherThreshold_KeepsTheLargerOnes()
    {
        var all = RecordingAnalyser.Analyse(Skin(600), StudyMethod.Live, null, 60);
        var large = RecordingAnalyser.Analyse(Skin(600), StudyMethod.Live, 0.4, 60);

        large.CleanScrs.ShouldBe(all.Scrs.Count(s => s.IsClean && s.Amplitude >= 0.4));
        large.CleanScrs.ShouldBeInRange(0, all.CleanScrs - 1);
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("Neurokit")]
    public void Analyse_SomebodyLetsGo_TellsTwoContacts(string method)
    {
        var recording = Changed(Skin(600), 300, 365, _ => 0.001);

        var analysis = RecordingAnalyser.Analyse(recording, Enum.Parse<StudyMethod>(method), null, 60);

        var away = analysis.Bands.Single(b => b.Kind == BandKind.NoContact);
        away.From.ShouldBe(300, 4);
        away.To.ShouldBe(365, 1);
        (analysis.Windows[5].CleanShare, analysis.Windows[5].Scrs).ShouldBe((0, null));
        analysis.Windows[5].Reason.ShouldBe(AbstainedFor.NoContact);
        // The second contact is known for less than three minutes again.
        analysis.Windows[7].Reason.ShouldBe(AbstainedFor.ShortHistory);
        analysis.Scrs.ShouldNotContain(s => s.IsClean && s.Peak > 295 && s.Peak < 374);
    }

    [Fact]
    public void Analyse_Spike_IsAnArtefactAndNoResponse()
    {
        var analysis = RecordingAnalyser.Analyse(Changed(Skin(600), 255, 255.4, v => v + 8), StudyMethod.Live, null, 60);

        var band = analysis.Bands.Single(b => b.Kind == BandKind.Artefact);
        band.From.ShouldBeInRange(249, 251);
        band.To.ShouldBeInRange(259, 262);
        analysis.Windows[4].CleanShare.ShouldBeInRange(0.75, 0.9);
        analysis.Scrs.ShouldNotContain(s => s.IsClean && s.Amplitude > 1);
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("Neurokit")]
    public void Analyse_MissingSamples_AreCountedAndDisturb(string method)
    {
        var analysis = RecordingAnalyser.Analyse(Changed(Skin(600), 250, 252, _ => double.NaN), Enum.Parse<StudyMethod>(method), null, 60);

        analysis.MissingSamples.ShouldBe(40);
        analysis.Bands.ShouldContain(b => b.Kind == BandKind.Artefact && b.From <= 250 && b.To >= 252);
        analysis.Windows.ShouldAllBe(w => w.LevelMean == null || double.IsFinite(w.LevelMean.Value));
    }

    [Fact]
    public void Analyse_NobodyThere_KnowsNothing()
    {
        var analysis = RecordingAnalyser.Analyse(Changed(Skin(120), 0, 120, v => v / 1000), StudyMethod.Live, null, 60);

        (analysis.CleanSeconds, analysis.CleanScrs, analysis.ScrsPerMinute).ShouldBe((0, 0, null));
        ReportHtml.Of(analysis, 60, ReportTexts.English).ShouldContain(ReportHtml.Escape(ReportTexts.English.NothingClean));
    }

    [SkippableTheory]
    [InlineData("edajl_e4_4hz")]
    [InlineData("flirt_e4_4hz")]
    [InlineData("nk_eventrelated_100hz")]
    [InlineData("nk_resting8min_100hz")]
    [InlineData("stresspredict_S12_4hz")]
    [InlineData("stresspredict_S17_4hz")]
    public void Analyse_RealRecording_TellsTheSameInTablesAndReport(string name)
    {
        var path = ReferenceData.File("data", "eda", "signals", $"{name}.csv");
        var recording = RecordingFile.Parse(path, File.ReadLines(path));

        foreach (var method in Enum.GetValues<StudyMethod>())
        {
            var analysis = RecordingAnalyser.Analyse(recording, method, null, 60);
            var page = Parse(ReportHtml.Of(analysis, 60, ReportTexts.Italian));

            analysis.CleanShare.ShouldBeGreaterThan(0.75);
            analysis.Windows.Sum(w => w.Scrs ?? 0).ShouldBe(analysis.CleanScrs);
            StudyCsv.Responses(analysis).Count(c => c == '\n').ShouldBe(analysis.Scrs.Count + 1);
            page.Descendants().Single(e => e.Attribute("id")?.Value == "plot").Descendants("path").Count(p => p.Elements("title").Any()).ShouldBe(analysis.Scrs.Count);
        }
    }

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    // 4 µS and a response every 20 s: 2 s up, falling with a time constant of 4 s, 0.3 to 0.5 µS.
    private static Recording Skin(double duration)
    {
        var samples = new double[(int)(duration * Rate)];
        for (var i = 0; i < samples.Length; i++)
        {
            var (n, since) = ((int)(i / Rate / Every), i / Rate % Every);
            samples[i] = 4 + ((0.3 + (0.1 * (n % 3))) * (since < 2 ? (1 - Math.Cos(Math.PI * since / 2)) / 2 : Math.Exp(-(since - 2) / 4)));
        }
        return new Recording { Name = "skin_20hz.csv", SamplesPerSecond = Rate, Microsiemens = samples };
    }

    private static Recording Changed(Recording recording, double from, double to, Func<double, double> change)
    {
        var samples = recording.Microsiemens.ToArray();
        for (var i = (int)(from * Rate); i < (int)(to * Rate); i++)
            samples[i] = change(samples[i]);
        return recording with { Microsiemens = samples };
    }
}
