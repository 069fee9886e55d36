using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Sensors;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

public sealed class SkinConductanceConfigTests : IDisposable
{
    private const string Head =
        """
        store: s
        device: d
        floor: {widthMetres: 10, heightMetres: 8}
        zones: [{id: till, polygon: [[0, 0], [1, 0], [1, 1]]}, {id: shelf, polygon: [[2, 0], [3, 0], [3, 1]]}]

        """;

    private const string Notice = "purpose: a study, noticePlace: at the door, noticeSince: 2026-01-01, lawfulBasis: consent, retentionDays: 90";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Parse_SensorAlone_IsAConverterThatAsks()
    {
        var config = Parse(Sensors("{id: grip}"));

        var sensor = config.SkinConductance!.Sensors.ShouldHaveSingleItem();
        (sensor.Name, sensor.Zone, sensor.Consent, sensor.LossSeconds, sensor.Rate, sensor.Unit).ShouldBe(("grip", null, "ask", 3, 100, "volts"));
        SensorSources.Driver(sensor).ShouldBe("ads1115 grove");
        SensorCircuits.Of(sensor).ShouldBeOfType<GroveGsr>().SupplyVolts.ShouldBe(3.3);
        config.Cameras.ShouldBeEmpty();
        config.Provenance.ShouldBeNull();
    }

    [Fact]
    public void Parse_WithoutCameras_ZonesLieOnTheFloorPlan()
    {
        var config = Parse(Sensors("{id: grip}"));

        config.Zones.ShouldAllBe(z => z.Surface == "floor");
        LanePlans.Surfaces(config).ShouldHaveSingleItem().Id.ShouldBe("floor");
    }

    [Fact]
    public void Parse_SimulatedSensor_IsAlwaysToldAsSimulated()
    {
        Parse(Sensors("{id: grip, input: simulated}")).Provenance.ShouldBe("simulated");
        Parse("provenance: demo\n" + Sensors("{id: grip, input: simulated}")).Provenance.ShouldBe("demo");
    }

    [Theory]
    [InlineData("{id: grip, input: adcc}", "sensors[0].input 'adcc': is none of adc, replay:FILE, serial:/dev/ttyACM0, stdin, simulated or simulated:SEED; did you mean 'adc'?")]
    [InlineData("{id: grip, input: 'replay:'}", "sensors[0].input 'replay:': is not whole")]
    [InlineData("{id: grip, input: 'replay:/no/such.csv'}", "sensors[0].input 'replay:/no/such.csv': no such recording")]
    [InlineData("{id: grip, zone: shelve}", "sensors[0].zone 'shelve': there is no such zone; did you mean 'shelf'?")]
    [InlineData("{id: grip, baud: 9600}", "sensors[0].baud '9600': belongs to the input serial, and this sensor has adc: leave it out")]
    [InlineData("{id: grip, input: simulated, channel: 1}", "sensors[0].channel '1': belongs to the input adc, and this sensor has simulated: leave it out")]
    [InlineData("{id: grip, input: simulated, frontEnd: grove}", "sensors[0].frontEnd 'grove': says how volts become µS, and the readings are in µS already: leave it out")]
    [InlineData("{id: grip, input: stdin, rate: 20}", "sensors[0].unit: is missing: say what the numbers are in: microsiemens, volts or counts")]
    [InlineData("{id: grip, input: stdin, unit: volts}", "sensors[0].rate: is missing: say how many lines come a second")]
    [InlineData("{id: grip, input: stdin, unit: counts, rate: 20}", "sensors[0].supplyVolts: is missing: say how many volts the highest count stands for")]
    [InlineData("{id: grip, unit: counts}", "sensors[0].unit 'counts': a converter gives volts: leave it out")]
    [InlineData("{id: grip, frontEnd: grov}", "sensors[0].frontEnd 'grov': must be one of grove, divider, transimpedance; did you mean 'grove'?")]
    [InlineData("{id: grip, frontEnd: grove, supplyVolts: 1}", "sensors[0].supplyVolts '1': the Grove GSR sensor is supplied with 3.3 or 5 V")]
    [InlineData("{id: grip, referenceOhms: 100000}", "sensors[0].referenceOhms '100000': belongs to a divider or a transimpedance amplifier")]
    [InlineData("{id: grip, address: 0x50}", "sensors[0].address '0x50': an ADS1115 is at 0x48")]
    [InlineData("{id: grip, address: here}", "sensors[0].address 'here': must be an address as 0x48")]
    [InlineData("{id: grip, channel: 4}", "sensors[0].channel '4': an ads1115 has the inputs 0 to 3")]
    [InlineData("{id: grip, frontEnd: transimpedance, channel: 2}", "sensors[0].channel '2': a transimpedance amplifier is read as the difference of A0 and A1: leave it out")]
    [InlineData("{id: grip, frontEnd: transimpedance, converter: mcp3008}", "sensors[0].frontEnd 'transimpedance': is read as a difference to its own 0.5 V, and too coarsely by ten bits: it needs an ads1115")]
    [InlineData("{id: grip, fullScaleVolts: 1.024}", "sensors[0].fullScaleVolts '1.024': the circuit gives more than that: 2.048 is the least that fits")]
    [InlineData("{id: grip, frontEnd: divider, fullScaleVolts: 2.048}", "sensors[0].fullScaleVolts '2.048': the circuit gives more than that: 4.096 is the least that fits")]
    [InlineData("{id: grip, frontEnd: divider, supplyVolts: 5}", "sensors[0].fullScaleVolts: the circuit gives more than that: 6.144 is the least that fits")]
    [InlineData("{id: grip, converter: mcp3008, address: 0x48}", "sensors[0].address '0x48': belongs to an ads1115: leave it out")]
    [InlineData("{id: grip, rate: 500}", "sensors[0].rate '500': an ads1115 reaches 400 readings a second")]
    [InlineData("{id: grip, calibration: /no/such.json}", "sensors[0].calibration '/no/such.json': /no/such.json: no such calibration file")]
    [InlineData("{id: grip, led: 17, button: 17}", "sensors[0].button '17': is the LED's line, too")]
    [InlineData("{id: grip, consent: contact, button: 17}", "sensors[0].button '17': would never be asked")]
    [InlineData("{id: grip, lossSeconds: 0}", "sensors[0].lossSeconds '0': must be 1 to 10")]
    [InlineData("{id: grip}, {id: grip, input: simulated}", "sensors[1].id 'grip': is used twice")]
    [InlineData("{id: a}, {id: b, channel: 1}", "sensors[1].input: its ads1115 (bus and address) is read already by 'a'")]
    [InlineData("{id: a, input: stdin, unit: volts, rate: 9}, {id: b, input: stdin, unit: volts, rate: 9}", "sensors[1].input 'stdin': is read already by 'a'")]
    public void Parse_SensorWithAMistake_NamesKeyValueAndTheWayOut(string sensors, string problem) =>
        Problems(Sensors(sensors)).ShouldHaveSingleItem().ShouldContain(problem);

    [Theory]
    [InlineData("{id: grip, frontEnd: transimpedance, channel: 0, fullScaleVolts: 2.048}", Ads1115Channel.Ain0MinusAin1, Ads1115Gain.Volts2048)]
    [InlineData("{id: grip, channel: 2}", Ads1115Channel.Ain0 + 2, Ads1115Gain.Volts4096)]
    [InlineData("{id: grip, frontEnd: divider, supplyVolts: 0.5, fullScaleVolts: 0.512}", Ads1115Channel.Ain0, Ads1115Gain.Volts0512)]
    public void Parse_Ads1115_ReadsTheInputsAndRangeOfItsWiringPage(string sensor, Ads1115Channel channel, Ads1115Gain gain)
    {
        var parsed = Parse(Sensors(sensor)).SkinConductance!.Sensors[0];

        (Ads1115Wiring.Channel(parsed), Ads1115Wiring.Gain(parsed)).ShouldBe((channel, gain));
    }

    [Theory]
    [InlineData("2.048", 2.048 * 0.999)]
    [InlineData("4.096", Transimpedance.DefaultHighestVolts)]
    public void Parse_Transimpedance_EndsWhereAmplifierOrConverterDoes(string fullScale, double highest)
    {
        var circuit = SensorCircuits.Of(Parse(Sensors($"{{id: grip, frontEnd: transimpedance, fullScaleVolts: {fullScale}}}")).SkinConductance!.Sensors[0]);

        circuit.Convert(highest - 0.001).Rail.ShouldBe(InputRail.None);
        circuit.Convert(highest + 0.001).Rail.ShouldBe(InputRail.Short);
    }

    [Fact]
    public void Parse_TwoChannelsOfAnMcp3008_AreTwoSensors() =>
        Parse(Sensors("{id: a, converter: mcp3008}, {id: b, converter: mcp3008, channel: 1}")).SkinConductance!.Sensors.Count.ShouldBe(2);

    [Fact]
    public void Parse_ProfileTraffic_IsRefused() =>
        Problems("privacy: traffic\n" + Sensors("{id: grip}")).ShouldHaveSingleItem().ShouldContain("privacy 'traffic': the profile traffic tells no skin conductance: use standard, or leave skinConductance out");

    [Fact]
    public void Parse_WithoutNotice_NamesWhatIsMissing()
    {
        var problems = Problems(Head + "skinConductance: {sensors: [{id: grip}]}");

        problems.Count.ShouldBe(5);
        foreach (var key in new[] { "purpose", "noticePlace", "noticeSince", "lawfulBasis", "retentionDays" })
            problems.ShouldContain(p => p.Contains($"skinConductance.{key}: is missing"));
    }

    [Fact]
    public void Parse_NoticeStillToCome_IsRefused() =>
        Problems(Head + "skinConductance: {purpose: p, noticePlace: n, noticeSince: 2999-01-01, lawfulBasis: consent, retentionDays: 90, sensors: [{id: grip}]}").ShouldHaveSingleItem()
            .ShouldContain("is still to come: people must be told before skin conductance is measured, and it is");

    [Fact]
    public void Parse_NeitherCamerasNorSensors_IsRefused()
    {
        Problems(Head).ShouldHaveSingleItem().ShouldContain("cameras: needs at least one entry");
        Problems(Head + $"skinConductance: {{{Notice}, sensors: []}}").ShouldContain(p => p.Contains("skinConductance.sensors: needs at least one entry"));
    }

    [Fact]
    public void Parse_WithoutCameras_RefusesWhatIsCountedInPictures() =>
        Problems(Sensors("{id: grip}") + "\nlines: [{id: door, from: [0, 0], to: [1, 1]}]").ShouldHaveSingleItem().ShouldContain("lines: needs a camera");

    [Fact]
    public void Parse_CalibrationOfAnotherCircuit_IsRefused()
    {
        var file = _folder.File("grip.json");
        var truth = new ResistiveDivider(3.3, 103e3);
        var fit = ResistorCalibration.Fit(new ResistiveDivider(3.3, 100e3), [.. ResistorCalibration.SuggestedOhms.Select(ohms => new ResistorReading(ohms, truth.VoltsAt(1e6 / ohms)))]);
        CalibrationFile.Save(GsrCalibration.Of(fit, DateTimeOffset.UnixEpoch), file);

        Problems(Sensors($"{{id: grip, calibration: {file}}}")).ShouldHaveSingleItem().ShouldContain("it was made for the front end 'divider', and 'grove' is configured");
        var sensor = Parse(Sensors($"{{id: grip, frontEnd: divider, calibration: {file}}}")).SkinConductance!.Sensors[0];
        SensorCircuits.Of(sensor).Convert(truth.VoltsAt(7)).Microsiemens.ShouldBe(7, 1e-9);
    }

    [Fact]
    public void Parse_ReadingsInMicrosiemens_NeedNoCircuit() =>
        SensorCircuits.Of(Parse(Sensors("{id: grip, input: simulated}")).SkinConductance!.Sensors[0]).ShouldBeOfType<MicrosiemensFrontEnd>();

    [Fact]
    public void Parse_ProtocolWithMistakes_NamesThemWithFileAndLine()
    {
        var protocol = _folder.File("walk.yaml");
        File.WriteAllText(protocol, "steps:\n  - {sensor: gripp, from: 0, to: 60, zone: till}\n  - {sensor: grip, from: 60, to: 90, zone: tills}\n  - {sensor: grip, from: 9:30, to: 60}\n");

        var problems = Problems(Sensors("{id: grip}", $", protocol: {protocol}"));

        problems.ShouldHaveSingleItem().ShouldContain($"{protocol}:4: steps[2].from '9:30': must be seconds after contact begins as 90");
        File.WriteAllText(protocol, File.ReadAllText(protocol).Replace("from: 9:30, to: 60", "from: '09:30', to: '10:00'"));
        problems = Problems(Sensors("{id: grip}", $", protocol: {protocol}"));
        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("steps[0].sensor 'gripp': there is no such sensor; did you mean 'grip'?");
        problems[1].ShouldContain("steps[1].zone 'tills': there is no such zone; did you mean 'till'?");
    }

    public void Dispose() => _folder.Dispose();

    private static string Sensors(string sensors, string more = "") => $"{Head}skinConductance: {{{Notice}, sensors: [{sensors}]{more}}}";

    private static EdgeConfig Parse(string yaml) => ConfigFile.Parse(yaml, "test", EdgeConfigReader.Read);

    private static IReadOnlyList<string> Problems(string yaml) => Should.Throw<ConfigException>(() => Parse(yaml)).Problems;
}
