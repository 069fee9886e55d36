using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>
/// What one skin-conductance sensor measured in one window for one study. Never leaves the device: only the anonymiser makes something publishable of it.
/// </summary>
public sealed record RawArousalWindow : IWindowPart
{
    /// <summary>The sensor's id.</summary>
    public required string Sensor { get; init; }

    /// <inheritdoc/>
    public required TimeWindow Window { get; init; }

    /// <summary>Seconds of the window in which readings arrived, whether or not anybody touched the sensor.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>The opaque id of the study that the figures belong to; null outside of studies.</summary>
    public required string? Study { get; init; }

    /// <summary>Ids of the zones in which the sensor could measure in this window; empty while nobody knows where it is.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>One entry per contact session and zone.</summary>
    public required IReadOnlyList<RawArousal> People { get; init; }

    string IWindowPart.Lane => Sensor;
}

/// <summary>One contact session in one zone and window.</summary>
/// <param name="SessionId">Random per process; dies with the contact session.</param>
/// <param name="Zone">The zone's id.</param>
/// <param name="ObservedSeconds">Of clean contact.</param>
/// <param name="ScoredSeconds">Of these, with a score.</param>
/// <param name="ScoreSum">Score × seconds, summed over the scored seconds; standard deviations × seconds.</param>
/// <param name="ElevatedSeconds">Of the scored seconds, those in which the trained model finds stress more likely than not.</param>
/// <param name="SclMedian">Median tonic level, µS; NaN when unknown.</param>
/// <param name="Scrs">Skin conductance responses.</param>
public readonly record struct RawArousal(
    long SessionId, string Zone, double ObservedSeconds, double ScoredSeconds, double ScoreSum, double ElevatedSeconds, double SclMedian, int Scrs);

/// <summary>What the device's sensors measured in one window for one study, put together.</summary>
public sealed record RawDeviceArousal
{
    /// <summary>The window.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>The study; null outside of studies.</summary>
    public required string? Study { get; init; }

    /// <summary>Seconds in which readings arrived; of several sensors, the most any one had.</summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>Zones in which any sensor could measure, in the order of their ids.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>One entry per contact session, zone and part.</summary>
    public required IReadOnlyList<RawArousal> People { get; init; }

    /// <summary>Puts what the sensors measured in one window together, by study. Where no sensor was anywhere, or none delivered, there is nothing to tell.</summary>
    public static IReadOnlyList<RawDeviceArousal> Of(IReadOnlyList<RawArousalWindow> sensors) =>
        [.. sensors.Where(s => s.Zones.Count > 0 && (s.ObservedSeconds > 0 || s.People.Count > 0)).GroupBy(s => s.Study, (study, parts) => Of(study, [.. parts]))];

    private static RawDeviceArousal Of(string? study, IReadOnlyList<RawArousalWindow> parts) => new()
    {
        Window = parts[0].Window,
        Study = study,
        // Parts of one sensor follow each other.
        ObservedSeconds = parts.GroupBy(p => p.Sensor, (_, own) => own.Sum(p => p.ObservedSeconds)).Max(),
        Zones = [.. parts.SelectMany(p => p.Zones).Distinct().Order(StringComparer.Ordinal)],
        People = [.. parts.SelectMany(p => p.People)],
    };
}
