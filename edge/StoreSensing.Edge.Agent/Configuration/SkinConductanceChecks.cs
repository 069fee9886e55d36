using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Drivers.Sensors;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.Converters;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What one key of <c>skinConductance</c> can't know about another: zones that don't exist, keys of another input, one thing taken twice.</summary>
internal static class SkinConductanceChecks
{
    public static void Apply(ConfigSection root, EdgeConfig config)
    {
        if (config.SkinConductance is not { } skin)
            return;
        if (config.Privacy == PrivacyProfile.Traffic.Name)
            root.RefuseAt("privacy", "the profile traffic tells no skin conductance: use standard, or leave skinConductance out");
        for (var i = 0; i < skin.Sensors.Count; i++)
            Sensor(root, config, skin.Sensors[i], $"skinConductance.sensors[{i}]");
        Shared(root, skin.Sensors);
        if (skin.Protocol is { } protocol)
            foreach (var problem in ProtocolProblems(config, skin.Sensors, protocol))
                root.RefuseAt("skinConductance.protocol", problem);
    }

    /// <summary>What is wrong with one sensor by itself; <paramref name="at"/> is where it stands.</summary>
    public static void Sensor(ConfigSection root, EdgeConfig? config, SensorConfig sensor, string at)
    {
        if (config is not null && sensor.Zone is { } zone && config.Zones.All(z => z.Id != zone))
            root.RefuseAt($"{at}.zone", $"there is no such zone{Nearest.Suggest(zone, config.Zones.Select(z => z.Id))}");
        foreach (var (key, kind) in OfOtherInputs(sensor))
            root.RefuseAt($"{at}.{key}", $"belongs to the input {kind}, and this sensor has {sensor.Input.Word}: leave it out");
        Unit(root, sensor, at);
        if (sensor.Input.Kind == SensorKind.Adc)
            Converter(root, sensor, at);
        if (sensor.Input.Kind == SensorKind.Replay && !File.Exists(sensor.Input.Path))
            root.RefuseAt($"{at}.input", Directory.Exists(sensor.Input.Path) ? "is a folder, not a recording" : "no such recording");
        if (sensor.Button is { } line && sensor.Led == line)
            root.RefuseAt($"{at}.button", "is the LED's line, too");
        if (sensor.Button is not null && sensor.Consent == "contact")
            root.RefuseAt($"{at}.button", "would never be asked: with 'consent: contact' touching the sensor is the consent");
    }

    private static IEnumerable<(string Key, string Kind)> OfOtherInputs(SensorConfig sensor)
    {
        var (converter, recording) = (sensor.Converter, sensor.Recording);
        foreach (var (key, value, kind) in new (string, object?, SensorKind)[]
        {
            ("converter", converter.Kind, SensorKind.Adc), ("bus", converter.Bus, SensorKind.Adc), ("address", converter.Address, SensorKind.Adc),
            ("channel", converter.Channel, SensorKind.Adc), ("fullScaleVolts", converter.FullScaleVolts, SensorKind.Adc), ("baud", sensor.Baud, SensorKind.Serial),
            ("loop", recording.Loop, SensorKind.Replay), ("realTime", recording.RealTime, SensorKind.Replay), ("startedAt", recording.StartedAt, SensorKind.Replay),
        })
        {
            if (value is not null && sensor.Input.Kind != kind)
                yield return (key, SensorAddress.Words[(int)kind]);
        }
    }

    private static void Unit(ConfigSection root, SensorConfig sensor, string at)
    {
        var kind = sensor.Input.Kind;
        if (kind is SensorKind.Serial or SensorKind.StandardInput)
        {
            if (sensor.WrittenUnit is null)
                root.RefuseAt($"{at}.unit", "is missing: say what the numbers are in: microsiemens, volts or counts");
            if (sensor.WrittenRate is null)
                root.RefuseAt($"{at}.rate", "is missing: say how many lines come a second");
        }
        else if (kind == SensorKind.Adc ? sensor.Unit != "volts" : sensor.Unit != "microsiemens")
        {
            root.RefuseAt($"{at}.unit", kind == SensorKind.Adc ? "a converter gives volts: leave it out" : $"what is {(kind == SensorKind.Replay ? "recorded" : "simulated")} is in microsiemens: leave it out");
            return;
        }
        var circuit = sensor.Circuit;
        if (sensor.Unit == "microsiemens")
        {
            foreach (var (key, value) in new (string, object?)[] { ("frontEnd", circuit.FrontEnd), ("supplyVolts", circuit.SupplyVolts), ("referenceOhms", circuit.ReferenceOhms), ("calibration", circuit.Calibration) })
                if (value is not null)
                    root.RefuseAt($"{at}.{key}", "says how volts become µS, and the readings are in µS already: leave it out");
        }
        else
        {
            Circuit(root, sensor, at);
        }
        if (sensor.Unit != "counts" && circuit.FullScaleCounts is not null)
            root.RefuseAt($"{at}.fullScaleCounts", $"belongs to counts, and the readings are in {sensor.Unit}: leave it out");
        if (sensor.Unit == "counts" && circuit.SupplyVolts is null)
            root.RefuseAt($"{at}.supplyVolts", "is missing: say how many volts the highest count stands for");
    }

    private static void Circuit(ConfigSection root, SensorConfig sensor, string at)
    {
        if (sensor.Circuit.FrontEnd is null or "grove" && sensor.Circuit.ReferenceOhms is not null)
            root.RefuseAt($"{at}.referenceOhms", "belongs to a divider or a transimpedance amplifier: leave it out");
        try
        {
            var circuit = SensorCircuits.Of(sensor);
            if (sensor.Input.Kind == SensorKind.Adc && sensor.Converter.KindOrDefault == ConverterConfig.Ads1115
                && Ads1115Wiring.LeastFullScale(circuit) is { } least && Ads1115Wiring.IsBelow(sensor, least))
                root.RefuseAt($"{at}.fullScaleVolts", $"the circuit gives more than that: {least} is the least that fits");
        }
        catch (ArgumentOutOfRangeException impossible)
        {
            root.RefuseAt($"{at}.supplyVolts", impossible.Message.Split(" (Parameter", 2)[0]);
        }
        catch (CalibrationException unusable)
        {
            root.RefuseAt($"{at}.calibration", unusable.Message);
        }
    }

    private static void Converter(ConfigSection root, SensorConfig sensor, string at)
    {
        var converter = sensor.Converter;
        if (converter.KindOrDefault == ConverterConfig.Mcp3008)
        {
            foreach (var (key, value) in new (string, object?)[] { ("address", converter.Address), ("fullScaleVolts", converter.FullScaleVolts) })
                if (value is not null)
                    root.RefuseAt($"{at}.{key}", "belongs to an ads1115: leave it out");
            if (sensor.Circuit.FrontEnd == "transimpedance")
                root.RefuseAt($"{at}.frontEnd", "is read as a difference to its own 0.5 V, and too coarsely by ten bits: it needs an ads1115");
            return;
        }
        if (converter.Address is { } address && !Ads1115.IsAddress(address))
            root.RefuseAt($"{at}.address", Ads1115.Addresses);
        if (sensor.Circuit.FrontEnd == "transimpedance" && converter.Channel is > 0)
            root.RefuseAt($"{at}.channel", "a transimpedance amplifier is read as the difference of A0 and A1: leave it out");
        else if (converter.Channel > 3)
            root.RefuseAt($"{at}.channel", "an ads1115 has the inputs 0 to 3");
        if (sensor.Rate > SensorSources.FastestAds1115)
            root.RefuseAt($"{at}.rate", $"an ads1115 reaches {SensorSources.FastestAds1115} readings a second");
    }

    // One chip is asked by one sensor: a second one would change its input in the middle of a conversion. An mcp3008 answers each transfer whole.
    private static void Shared(ConfigSection root, IReadOnlyList<SensorConfig> sensors)
    {
        var taken = new Dictionary<string, string>();
        for (var i = 0; i < sensors.Count; i++)
        {
            foreach (var (key, what, sentence) in Takes(sensors[i]))
            {
                if (!taken.TryAdd(what, sensors[i].Id))
                    root.RefuseAt($"skinConductance.sensors[{i}].{key}", $"{sentence} '{taken[what]}'");
            }
        }
    }

    private static IEnumerable<(string Key, string What, string Sentence)> Takes(SensorConfig sensor)
    {
        yield return ("id", $"id {sensor.Id}", "is used twice: ids must differ; the other is the id of");
        var converter = sensor.Converter;
        if (sensor.Input.Kind == SensorKind.Adc)
        {
            yield return converter.KindOrDefault == ConverterConfig.Ads1115
                ? ("input", $"ads1115 {converter.BusOrDefault} {converter.Address ?? Ads1115.DefaultAddress}", "its ads1115 (bus and address) is read already by")
                : ("input", $"mcp3008 {converter.BusOrDefault} {converter.Channel ?? 0}", "its mcp3008's channel is read already by");
        }
        if (sensor.Input.Kind is SensorKind.Serial or SensorKind.StandardInput)
            yield return ("input", $"{sensor.Input.Word} {sensor.Input.Path}", "is read already by");
        if (sensor.Led is { } led)
            yield return ("led", $"line {led}", "the line is taken already by");
        if (sensor.Button is { } button && button != sensor.Led)
            yield return ("button", $"line {button}", "the line is taken already by");
    }

    private static IEnumerable<string> ProtocolProblems(EdgeConfig config, IReadOnlyList<SensorConfig> sensors, StudyProtocol protocol)
    {
        for (var i = 0; i < protocol.Steps.Count; i++)
        {
            var step = protocol.Steps[i];
            if (sensors.FirstOrDefault(s => s.Id == step.Sensor) is not { } sensor)
                yield return $"steps[{i}].sensor '{step.Sensor}': there is no such sensor{Nearest.Suggest(step.Sensor, sensors.Select(s => s.Id))}";
            else if (step.Zone is { } zone && sensor.Zone is { } fixedIn && fixedIn != zone)
                yield return $"steps[{i}].zone '{zone}': sensor '{sensor.Id}' is fixed in '{fixedIn}'";
            if (config.Zones.Any(z => z.Staff && z.Id == step.Zone))
                yield return $"steps[{i}].zone '{step.Zone}': is a staff zone, and {ExclusionChecks.Law}";
            if (step.Zone is { } named && config.Zones.All(z => z.Id != named))
                yield return $"steps[{i}].zone '{named}': there is no such zone{Nearest.Suggest(named, config.Zones.Select(z => z.Id))}";
        }
    }
}
