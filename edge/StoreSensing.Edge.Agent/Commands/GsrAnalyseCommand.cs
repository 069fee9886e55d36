using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Agent.Studies.Report;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary><c>gsr analyse</c>: a recording becomes tables and a report.</summary>
internal static class GsrAnalyseCommand
{
    private const int ShortestWindow = 10;
    private const int LongestWindow = 3600;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the recording (CSV): one value in µS a line, or seconds and µS in two columns; empty and NaN cells are missing samples" };
        var rate = new Option<double?>("--rate") { Description = "samples a second; left out: from the column of seconds, or from a name like walk_4hz.csv", HelpName = "HZ" };
        var output = new Option<string?>("--out") { Description = "where results go; beside the recording when left out", HelpName = "FOLDER" };
        var window = new Option<int>("--window") { Description = $"length of the windows, {ShortestWindow} to {LongestWindow} s", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
        var method = new Option<string>("--method") { Description = "how level and responses are found: live as on the device, neurokit as NeuroKit2 does it over the whole recording", DefaultValueFactory = _ => "live" };
        method.AcceptOnlyFromAmong("live", "neurokit");
        var threshold = new Option<double?>("--threshold") { Description = "least amplitude of a response, µS; left out: 0.05 by live, a tenth of the recording's most prominent by neurokit", HelpName = "MICROSIEMENS" };
        var language = new Option<string>("--lang") { Description = "the report's language", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "it");
        var force = new Option<bool>("--force") { Description = "replace results of an earlier run" };
        var json = new Option<bool>("--json") { Description = "one JSON object instead of lines" };
        var command = new Command(
            "analyse",
            """
            Analyse a recording of skin conductance: NAME.features.csv (figures per window), NAME.responses.csv and NAME.html (a report to read, print and send).

              storesensing-edge gsr analyse walk_4hz.csv                           everything beside the recording
              storesensing-edge gsr analyse walk.csv --rate 100 --out results      the name doesn't tell the rate
              storesensing-edge gsr analyse walk_4hz.csv --method neurokit --lang it --force

            Exit codes: 0 done, 2 wrong input (no recording, rate, a result that is there already or can't be written).
            """)
        {
            file, rate, output, window, method, threshold, language, force, json,
        };
        command.SetAction((parsed, _) => UserFaults.Report(() =>
        {
            var input = parsed.GetRequiredValue(file);
            var seconds = Window(parsed.GetRequiredValue(window));
            var files = new StudyFiles(input, parsed.GetValue(output), parsed.GetValue(force));
            var recording = files.Read(parsed.GetValue(rate));
            files.Check();
            var analysis = RecordingAnalyser.Analyse(
                recording, parsed.GetRequiredValue(method) == "live" ? StudyMethod.Live : StudyMethod.Neurokit, parsed.GetValue(threshold), seconds);
            files.Write(StudyCsv.Features(analysis), StudyCsv.Responses(analysis), ReportHtml.Of(analysis, seconds, ReportTexts.Of(parsed.GetRequiredValue(language))));
            var summary = AnalysisSummary.Of(input, analysis, files);
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(summary, AnalysisJson.Default.AnalysisSummary) : Lines(summary));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static int Window(int seconds) => seconds is >= ShortestWindow and <= LongestWindow
        ? seconds
        : throw new ConfigException([$"--window {seconds}: must be {ShortestWindow} to {LongestWindow} seconds"]);

    private static string Lines(AnalysisSummary summary)
    {
        var rate = summary.ResponsesPerCleanMinute is { } perMinute ? string.Create(CultureInfo.InvariantCulture, $", {perMinute:0.##} per clean minute") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {summary.Recording}: {TimeSpan.FromSeconds(Math.Round(summary.DurationSeconds)):c}, {100 * summary.CleanShare:0.#} % clean contact, {summary.Responses} {(summary.Responses == 1 ? "response" : "responses")}{rate}
            wrote {summary.FeaturesFile}
            wrote {summary.ResponsesFile}
            wrote {summary.ReportFile}
            """);
    }
}
