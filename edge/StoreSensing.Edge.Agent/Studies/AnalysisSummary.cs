using System.Text.Json.Serialization;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>What <c>gsr analyse --json</c> prints.</summary>
internal sealed record AnalysisSummary
{
    public required string Recording { get; init; }

    public required double DurationSeconds { get; init; }

    public required double SamplesPerSecond { get; init; }

    public required int Samples { get; init; }

    public required int MissingSamples { get; init; }

    /// <summary>0..1.</summary>
    public required double CleanShare { get; init; }

    /// <summary>In clean contact.</summary>
    public required int Responses { get; init; }

    public required double? ResponsesPerCleanMinute { get; init; }

    public required string Method { get; init; }

    /// <summary>Null: NeuroKit2's own rule.</summary>
    public required double? ThresholdMicrosiemens { get; init; }

    public required int Windows { get; init; }

    public required string FeaturesFile { get; init; }

    public required string ResponsesFile { get; init; }

    public required string ReportFile { get; init; }

    public static AnalysisSummary Of(string recording, RecordingAnalysis analysis, StudyFiles files) => new()
    {
        Recording = recording,
        DurationSeconds = Math.Round(analysis.DurationSeconds, 3),
        SamplesPerSecond = analysis.SamplesPerSecond,
        Samples = analysis.Samples,
        MissingSamples = analysis.MissingSamples,
        CleanShare = Math.Round(analysis.CleanShare, 4),
        Responses = analysis.CleanScrs,
        ResponsesPerCleanMinute = analysis.ScrsPerMinute is { } rate ? Math.Round(rate, 3) : null,
        Method = StudyCsv.Method(analysis.Method),
        ThresholdMicrosiemens = analysis.Threshold,
        Windows = analysis.Windows.Count,
        FeaturesFile = files.Features,
        ResponsesFile = files.Responses,
        ReportFile = files.Report,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnalysisSummary))]
internal sealed partial class AnalysisJson : JsonSerializerContext;
