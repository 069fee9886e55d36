using System.Globalization;
using System.Text;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>Results as CSV: comma, decimal point, seconds by the recording's own clock; an empty cell is a figure that is not known.</summary>
internal static class StudyCsv
{
    public const string FeatureColumns =
        "start_seconds,length_seconds,clean_share,level_mean_microsiemens,scl_median_microsiemens,scl_slope_microsiemens_per_minute,scr_count,scrs_per_minute,"
        + "scr_amplitude_sum_microsiemens,scr_amplitude_mean_microsiemens,arousal_mean,abstained_share,abstained_reason";

    public const string ResponseColumns =
        "onset_seconds,peak_seconds,amplitude_microsiemens,rise_seconds,half_recovery_seconds,clean,method";

    /// <summary>One line per window.</summary>
    public static string Features(RecordingAnalysis analysis)
    {
        var text = new StringBuilder(FeatureColumns).Append('\n');
        foreach (var w in analysis.Windows)
        {
            text.AppendJoin(
                ',',
                Number(analysis.StartSeconds + w.Start, 3), Number(w.Length, 3), Number(w.CleanShare, 3), Number(w.LevelMean, 4), Number(w.SclMedian, 4), Number(w.SclSlope, 4),
                w.Scrs?.ToString(CultureInfo.InvariantCulture), Number(w.ScrsPerMinute, 3), Number(w.AmplitudeSum, 4), Number(w.AmplitudeMean, 4), Number(w.ArousalMean, 3),
                Number(w.AbstainedShare, 3), Reason(w.Reason)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>One line per response.</summary>
    public static string Responses(RecordingAnalysis analysis)
    {
        var text = new StringBuilder(ResponseColumns).Append('\n');
        foreach (var s in analysis.Scrs)
        {
            text.AppendJoin(
                ',',
                Number(analysis.StartSeconds + s.Onset, 3), Number(analysis.StartSeconds + s.Peak, 3), Number(s.Amplitude, 4), Number(s.RiseSeconds, 3),
                Number(analysis.StartSeconds + s.HalfRecovery, 3), s.IsClean ? "true" : "false", Method(analysis.Method)).Append('\n');
        }
        return text.ToString();
    }

    public static string Method(StudyMethod method) => method == StudyMethod.Live ? "live" : "neurokit";

    private static string? Reason(AbstainedFor? reason) => reason switch
    {
        null => null,
        AbstainedFor.NoContact => "no_contact",
        AbstainedFor.Settling => "settling",
        AbstainedFor.NotJudged => "not_judged",
        AbstainedFor.ShortHistory => "short_history",
        AbstainedFor.Frozen => "frozen",
        _ => "artefact",
    };

    // Adding 0 makes 0 of -0.
    private static string Number(double? value, int digits) =>
        value is { } known ? (Math.Round(known, digits) + 0.0).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture) : "";
}
