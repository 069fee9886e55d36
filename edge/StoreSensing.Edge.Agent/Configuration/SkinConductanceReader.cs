using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>Asks for every key of <c>skinConductance</c>.</summary>
internal static class SkinConductanceReader
{
    /// <summary>Circuits between electrodes and converter by name.</summary>
    public static readonly IReadOnlyList<string> FrontEnds = ["grove", "divider", "transimpedance"];

    private static readonly SensorAddress Nothing = new(SensorKind.Simulated, "", 1);

    public static SkinConductanceConfig Read(ConfigSection s)
    {
        var why = PurposeReader.Read(s, "skin conductance is measured", "where the notice to visitors hangs, or who gives it to participants", PurposeReader.SkinConductanceProblem);
        return new SkinConductanceConfig(why)
        {
            Sensors = s.Items("sensors", "the sensors", Sensor, min: 1),
            Protocol = Protocol(s),
        };
    }

    /// <summary>One sensor; also what the options of <c>gsr</c> become.</summary>
    public static SensorConfig Sensor(ConfigSection s) => new()
    {
        Id = s.Text("id", "the sensor's id", null, EdgeConfigReader.Id),
        Name = s.OptionalText("name", "the name people see; the id when left out", EdgeConfigReader.Name) ?? "",
        Zone = s.OptionalText("zone", "id of the zone in which the sensor is fixed; left out: it is carried, and set/location or the protocol says where it is", EdgeConfigReader.Id),
        Input = SensorAddress.Parse(s.Text("input", "adc (a converter on this device), replay:FILE (a CSV recording in µS), serial:/dev/ttyACM0 or stdin (one number a line, now), simulated or simulated:SEED", "adc", InputProblem)) ?? Nothing,
        WrittenRate = s.OptionalNumber("rate", "readings a second; of a serial line or standard input how many it sends", 2, 1000, "100 when left out; as a recording tells itself"),
        WrittenUnit = Optional(s, "unit", "what readings are in: volts of a converter, microsiemens of a recording; a serial line or standard input must say", "microsiemens", "volts", "counts"),
        Consent = s.Choice("consent", "ask: nothing is evaluated until the button or set/consent says yes, for each contact anew; contact: touching the sensor is the consent, as its notice says", "ask", "ask", "contact"),
        LossSeconds = s.Number("lossSeconds", "who lets go for this long is somebody else when the sensor is touched again, seconds", 3, 1, 10),
        Recording = new RecordingConfig(
            s.OptionalFlag("loop", "start a recording again when it ends", "no when left out"),
            s.OptionalFlag("realTime", "play a recording at its own pace", "yes when looped, when left out"),
            EdgeConfigReader.Instant(s.OptionalText("startedAt", "when a recording was taken, as 2026-03-01T09:00:00Z; now when left out", EdgeConfigReader.InstantProblem))),
        Baud = Baud(s),
        Converter = new ConverterConfig(
            Optional(s, "converter", "the converter; ads1115 when left out", ConverterConfig.Ads1115, ConverterConfig.Mcp3008),
            s.OptionalText("bus", "its bus; /dev/i2c-1 for an ads1115, /dev/spidev0.0 for an mcp3008 when left out"),
            Address(s.OptionalText("address", "I²C address of an ads1115, 0x48 to 0x4b; 0x48 when left out", text => Address(text) is null ? "must be an address as 0x48" : null)),
            s.OptionalInteger("channel", "its input; a transimpedance amplifier is always read as the difference of A0 and A1", 0, 7, "0 when left out"),
            Optional(s, "fullScaleVolts", "full scale of an ads1115; 4.096 when left out", "6.144", "4.096", "2.048", "1.024", "0.512", "0.256")),
        Circuit = new CircuitConfig(
            Optional(s, "frontEnd", "circuit between electrodes and converter; grove when left out", [.. FrontEnds]),
            s.OptionalNumber("supplyVolts", "what feeds the circuit, volts", 0.1, 5.5, "3.3 when left out; counts need it"),
            s.OptionalNumber("referenceOhms", "reference resistor of a divider, feedback resistor of a transimpedance amplifier, ohms", 1000, 100_000_000, "100000 and 47000 when left out"),
            s.OptionalNumber("fullScaleCounts", "the count that stands for supplyVolts, where readings are counts", 16, 16_777_216, "1024 when left out, as an Arduino counts"),
            s.OptionalText("calibration", "file that 'storesensing-edge gsr calibrate' wrote")),
        Led = s.OptionalInteger("led", "GPIO line (BCM number) of a status LED", 0, 63, "none when left out"),
        Button = s.OptionalInteger("button", "GPIO line (BCM number) of a button to ground: a press consents, a long press takes it back", 0, 63, "none when left out"),
    };

    private static string? Optional(ConfigSection s, string key, string about, params string[] names) =>
        s.OptionalText(key, $"{about} ({string.Join(", ", names)})", EdgeConfigReader.OneOf(names));

    private static string? InputProblem(string text)
    {
        if (SensorAddress.Parse(text) is not null)
            return null;
        var word = text.Split(':')[0];
        return SensorAddress.Words.Contains(word)
            ? $"is not whole: {SensorAddress.Forms}"
            : $"is none of {SensorAddress.Forms}{Nearest.DidYouMean(word, SensorAddress.Words)}";
    }

    private static int? Baud(ConfigSection s)
    {
        var rates = LineReadingOptions.BaudRates.Select(b => b.ToString(CultureInfo.InvariantCulture)).ToArray();
        return Optional(s, "baud", "speed of a serial line; 115200 when left out", rates) is { } text && rates.Contains(text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static int? Address(string? text) =>
        text is not null && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain) ? plain : null;

    // The protocol is a file of its own with problems of its own; they stand beside the key that names it.
    private static StudyProtocol? Protocol(ConfigSection s)
    {
        if (s.OptionalText("protocol", "file that says which carried sensor is in which zone when, and for which study") is not { } file)
            return null;
        try
        {
            return ConfigFile.Load(file, StudyProtocolReader.Read);
        }
        catch (ConfigException wrong)
        {
            foreach (var problem in wrong.Problems)
                s.Refuse("protocol", problem);
            return null;
        }
    }
}
