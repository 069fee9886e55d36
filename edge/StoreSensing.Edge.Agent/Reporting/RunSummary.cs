using System.Text.Json.Serialization;
using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>What a run measured, for <c>run --summary FILE</c>. Sums over the whole run only; stays on the device.</summary>
internal sealed record RunSummary
{
    public required string Session { get; init; }

    public required long LastSeq { get; init; }

    public required int Windows { get; init; }

    public required IReadOnlyList<CameraTotal> Cameras { get; init; }

    public required IReadOnlyDictionary<string, long> Messages { get; init; }

    public required IReadOnlyDictionary<string, ZoneTotal> Zones { get; init; }

    public required IReadOnlyDictionary<string, LineTotal> Lines { get; init; }

    public required IReadOnlyDictionary<string, double> HeatPersonSeconds { get; init; }

    public required IReadOnlyDictionary<string, MergeTotal> Merges { get; init; }

    public required int ExpressionPeople { get; init; }

    public required IReadOnlyDictionary<string, DisplayTotal> Displays { get; init; }

    public required IReadOnlyList<SensorTotal> Sensors { get; init; }

    public required IReadOnlyDictionary<string, ArousalTotal> Arousal { get; init; }

    public required long OutboxPending { get; init; }

    public required long OutboxDropped { get; init; }
}

/// <summary>What one camera saw; <c>Excluded</c> is null where it looks at no faces.</summary>
internal sealed record CameraTotal(string Camera, long Frames, long Detections, long FacesRead, int Restarts, string? Fault, ExcludedSeconds? Excluded = null);

internal sealed record ZoneTotal
{
    public int Visits { get; init; }

    public int EngagedVisits { get; init; }

    public double PersonSeconds { get; init; }

    public int EndedVisits { get; init; }

    public double DwellSeconds { get; init; }
}

internal sealed record LineTotal(int In, int Out);

internal sealed record DisplayTotal
{
    public int Passed { get; init; }

    public int Glanced { get; init; }

    public int Attended { get; init; }

    public double AttentionSeconds { get; init; }

    public double KnownSeconds { get; init; }

    public double PresentSeconds { get; init; }
}

internal sealed record SensorTotal(string Sensor, long Readings, int Contacts, int Restarts, string? Fault);

/// <summary>Clean seconds of contact in one zone, those of them with a score, and responses in them.</summary>
internal sealed record ArousalTotal(double ContactSeconds, double ScoredSeconds, int Scrs);

/// <summary>How the cameras of one surface agreed; the distance is the worst window's.</summary>
internal sealed record MergeTotal(int Pairs, int Ambiguous, double? RmsMetres);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
