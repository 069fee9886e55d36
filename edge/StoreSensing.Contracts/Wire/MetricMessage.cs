using System.Text.Json.Serialization;

namespace StoreSensing.Contracts.Wire;

/// <summary>The header of every message that carries figures of one window.</summary>
public abstract record MetricMessage
{
    /// <summary>Kind and version, e.g. <c>zone/1</c>.</summary>
    [JsonPropertyOrder(-8)]
    public required string Schema { get; init; }

    /// <summary>Random id of the process that measured, new at every start (16 hex digits).</summary>
    [JsonPropertyOrder(-7)]
    public required string Session { get; init; }

    /// <summary>1, 2, 3 … over all metric messages of the session; a gap means that something is missing.</summary>
    [JsonPropertyOrder(-6)]
    public required long Seq { get; init; }

    /// <summary>Start of the window, UTC, aligned to <see cref="WindowSeconds"/>; the window is half-open.</summary>
    [JsonPropertyOrder(-5)]
    public required DateTimeOffset WindowStart { get; init; }

    /// <summary>Length of the window, seconds.</summary>
    [JsonPropertyOrder(-4)]
    public required int WindowSeconds { get; init; }

    /// <summary>How many seconds of the window were really observed; of several cameras, the most any one saw.</summary>
    [JsonPropertyOrder(-3)]
    public required double ObservedSeconds { get; init; }

    /// <summary>Sent well after its window closed, because the way to the cloud was cut.</summary>
    [JsonPropertyOrder(-2)]
    public required bool Late { get; init; }

    /// <summary>How many figures of this message the privacy profile withheld.</summary>
    [JsonPropertyOrder(-1)]
    public required int Suppressed { get; init; }
}
