using System.Globalization;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>What kind of thing a skin-conductance sensor is read from.</summary>
public enum SensorKind
{
    /// <summary>A converter on a bus of this device.</summary>
    Adc,

    /// <summary>A recording in a CSV file.</summary>
    Replay,

    /// <summary>A board on a serial line that sends one number a line.</summary>
    Serial,

    /// <summary>Standard input, one number a line.</summary>
    StandardInput,

    /// <summary>Nobody's skin.</summary>
    Simulated,
}

/// <summary>A sensor's input as it stands in the configuration: <c>adc</c>, <c>replay:FILE</c>, <c>serial:/dev/ttyACM0</c>, <c>stdin</c>, <c>simulated</c> or <c>simulated:SEED</c>.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Path">The recording or the serial line; empty for others.</param>
/// <param name="Seed">Of what is simulated.</param>
public sealed record SensorAddress(SensorKind Kind, string Path, ulong Seed)
{
    /// <summary>The forms that there are, in words.</summary>
    public const string Forms = "adc, replay:FILE, serial:/dev/ttyACM0, stdin, simulated or simulated:SEED";

    /// <summary>The words before the colon.</summary>
    public static IReadOnlyList<string> Words { get; } = ["adc", "replay", "serial", "stdin", "simulated"];

    /// <summary>The kind in a word, as it is told to others.</summary>
    public string Word => Words[(int)Kind];

    /// <summary>Null when the text is none.</summary>
    public static SensorAddress? Parse(string text)
    {
        var colon = text.IndexOf(':');
        var (word, rest) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        return (word, rest) switch
        {
            ("adc", null) => new(SensorKind.Adc, "", 0),
            ("replay", { Length: > 0 }) => new(SensorKind.Replay, rest, 0),
            ("serial", { Length: > 0 }) => new(SensorKind.Serial, rest, 0),
            ("stdin", null) => new(SensorKind.StandardInput, "", 0),
            ("simulated", null) => new(SensorKind.Simulated, "", 1),
            ("simulated", _) when ulong.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => new(SensorKind.Simulated, "", seed),
            _ => null,
        };
    }
}
