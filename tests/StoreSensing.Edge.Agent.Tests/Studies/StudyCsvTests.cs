using StoreSensing.Edge.Agent.Studies;

namespace StoreSensing.Edge.Agent.Tests.Studies;

public class StudyCsvTests
{
    [Fact]
    public void Features_AnyAnalysis_AreOneLineAWindow()
    {
        var lines = StudyCsv.Features(ExampleAnalysis.Of(630) with { StartSeconds = 1000.5 }).Split('\n');

        lines.Length.ShouldBe(13);
        lines[0].ShouldBe(
            "start_seconds,length_seconds,clean_share,level_mean_microsiemens,scl_median_microsiemens,scl_slope_microsiemens_per_minute,scr_count,scrs_per_minute,"
            + "scr_amplitude_sum_microsiemens,scr_amplitude_mean_microsiemens,arousal_mean,abstained_share,abstained_reason");
        lines[1].ShouldBe("1000.5,60,0.833,5.291,5.1716,0.2951,2,2.4,0.9,0.45,,1,short_history");
        lines[11].ShouldBe("1600.5,30,0,,,,,,,,,1,no_contact");
        lines[12].ShouldBe("");
        lines.Take(12).ShouldAllBe(l => l.Count(c => c == ',') == 12);
    }

    [Fact]
    public void Responses_AnyAnalysis_AreOneLineAResponse()
    {
        var analysis = ExampleAnalysis.Of(600) with { Scrs = [new(12.25, 14, 0.31234, 16.5, true), new(null, 20, null, null, false)], Method = StudyMethod.Neurokit };

        StudyCsv.Responses(analysis).ShouldBe(
            "onset_seconds,peak_seconds,amplitude_microsiemens,rise_seconds,half_recovery_seconds,clean,method\n12.25,14,0.3123,1.75,16.5,true,neurokit\n,20,,,,false,neurokit\n");
    }

    [Fact]
    public void Features_TinyNegative_IsZero()
    {
        var analysis = ExampleAnalysis.Of(60);

        var text = StudyCsv.Features(analysis with { Windows = [analysis.Windows[0] with { SclSlope = -0.00001 }] });

        text.Split('\n')[1].Split(',')[5].ShouldBe("0");
    }
}
