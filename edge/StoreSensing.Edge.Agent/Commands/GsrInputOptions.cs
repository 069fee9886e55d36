using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary>Which sensor a command is about: one of a configuration, or one that options describe. The options are the configuration's keys, with its bounds and sentences.</summary>
internal sealed partial class GsrInputOptions
{
    private static readonly (string Option, string Key, string About)[] Described =
    [
        ("--input", "input", "adc, replay:FILE, serial:/dev/ttyACM0, stdin, simulated or simulated:SEED"),
        ("--rate", "rate", "readings a second"),
        ("--unit", "unit", "microsiemens, volts or counts"),
        ("--baud", "baud", "speed of a serial line"),
        ("--converter", "converter", "ads1115 or mcp3008"),
        ("--bus", "bus", "the converter's bus, e.g. /dev/i2c-1"),
        ("--address", "address", "the converter's address, e.g. 0x48"),
        ("--channel", "channel", "the converter's input"),
        ("--full-scale-volts", "fullScaleVolts", "full scale of an ads1115"),
        ("--front-end", "frontEnd", "grove, divider or transimpedance"),
        ("--supply-volts", "supplyVolts", "what feeds the circuit"),
        ("--reference-ohms", "referenceOhms", "a divider's reference or an amplifier's feedback resistor"),
        ("--full-scale-counts", "fullScaleCounts", "the count that stands for the supply"),
        ("--calibration", "calibration", "file that 'gsr calibrate' wrote"),
    ];

    private readonly Option<FileInfo?> _config = new("--config", "-c") { Description = "take the sensor from this configuration", HelpName = "FILE" };
    private readonly Option<string?> _sensor = new("--sensor") { Description = "which of its sensors; may be left out when there is one", HelpName = "ID" };
    private readonly List<Option<string?>> _described = [.. Described.Select(d => new Option<string?>(d.Option) { Description = d.About })];

    /// <summary>Lets a command take them.</summary>
    public GsrInputOptions AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_sensor);
        foreach (var option in _described)
            command.Add(option);
        return this;
    }

    /// <summary>The sensor that was meant; throws <see cref="ConfigException"/> with the way out.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inPlaceOfSimulated">What <c>simulated</c> is read as, so that it may have a circuit; null: as it is.</param>
    public SensorConfig Read(ParseResult parsed, string? inPlaceOfSimulated = null)
    {
        var written = _described.Select((option, i) => (Described[i].Key, Value: parsed.GetValue(option))).Where(o => o.Value is not null).ToList();
        if (parsed.GetValue(_config) is not { } file)
            return FromOptions([.. written.Select(o => (o.Key, o is { Key: "input" } && o.Value!.StartsWith("simulated", StringComparison.Ordinal) && inPlaceOfSimulated is not null ? inPlaceOfSimulated : o.Value!))]);
        if (written.Count > 0)
            throw new ConfigException([$"--{Described.First(d => d.Key == written[0].Key).Option[2..]}: the sensor is described by {file} already"]);
        return FromConfig(EdgeConfigReader.Load(file.FullName), file.ToString(), parsed.GetValue(_sensor));
    }

    /// <summary>True when the options say <c>simulated</c>.</summary>
    public bool IsSimulated(ParseResult parsed) => parsed.GetValue(_described[0])?.StartsWith("simulated", StringComparison.Ordinal) == true;

    private static SensorConfig FromConfig(EdgeConfig config, string file, string? id)
    {
        var sensors = config.SkinConductance?.Sensors ?? [];
        if (sensors.Count == 0)
            throw new ConfigException([$"{file}: has no skinConductance sensors"]);
        if (id is null)
            return sensors.Count == 1 ? sensors[0] : throw new ConfigException([$"--sensor: is missing: {file} has {string.Join(", ", sensors.Select(s => s.Id))}"]);
        return sensors.FirstOrDefault(s => s.Id == id)
            ?? throw new ConfigException([$"--sensor '{id}': {file} has no such sensor{Nearest.Suggest(id, sensors.Select(s => s.Id))}"]);
    }

    private static SensorConfig FromOptions(IReadOnlyList<(string Key, string Value)> options)
    {
        var yaml = new StringBuilder("sensor: {id: sensor");
        foreach (var (key, value) in options)
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $", {key}: {JsonSerializer.Serialize(value)}");
        try
        {
            return ConfigFile.Parse(yaml.Append('}').ToString(), "options", root =>
            {
                var sensor = root.OptionalSection("sensor", "", SkinConductanceReader.Sensor)!;
                SkinConductanceChecks.Sensor(root, null, sensor, "sensor");
                return sensor with { Name = sensor.Id };
            });
        }
        catch (ConfigException wrong)
        {
            throw new ConfigException([.. wrong.Problems.Select(p => Place().Replace(p, m => Described.FirstOrDefault(d => d.Key == m.Groups[1].Value).Option ?? m.Groups[1].Value))]);
        }
    }

    [GeneratedRegex(@"^options:\d+: sensor\.(\w+)")]
    private static partial Regex Place();
}
