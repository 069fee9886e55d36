using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Tests.Configuration;

public sealed class EdgeConfigReaderTests
{
    private const string Minimal =
        """
        store: my-store
        device: entrance-1
        cameras:
          - id: entrance
            input: /dev/video0
        """;

    private const string Shelf = "zones: [{id: shelf, polygon: [[0, 0], [1, 0], [1, 1]]}]\n";

    private const string Till = "zones: [{id: line, polygon: [[0, 0], [1, 0], [1, 1]]}, {id: till, polygon: [[0, 0], [1, 0], [1, 1]]}]";

    [Fact]
    public void Parse_MinimalFile_FillsInDefaults()
    {
        var config = Parse(Minimal);

        Minimal.Split('\n').Length.ShouldBeLessThan(10);
        config.Tenant.ShouldBe("default");
        config.WindowSeconds.ShouldBe(60);
        config.Privacy.ShouldBe("standard");
        config.Mqtt.Host.ShouldBe("127.0.0.1");
        config.Cameras[0].Detector.ShouldBe("centernet");
        config.Cameras[0].Name.ShouldBe("entrance");
        config.Cameras[0].Surface.ShouldBe("entrance");
        config.Expression.ShouldBeNull();
        config.Overlap.ShouldBe("all");
        config.Queues.ShouldBeEmpty();
        (config.Occupancy.ResetAt, config.Occupancy.TimeZone.Id).ShouldBe((new TimeOnly(4, 0), "UTC"));
    }

    [Fact]
    public void Parse_Example_IsAccepted() => Parse(ExampleConfig.Text).Zones.Single().Name.ShouldBe("Shelf by the door");

    [Fact]
    public void Parse_ZoneWithoutSurface_LiesOnTheOnlySurface() =>
        Parse(Minimal + "\nzones: [{id: all, polygon: [[0, 0], [1, 0], [1, 1]]}]").Zones[0].Surface.ShouldBe("entrance");

    [Fact]
    public void Parse_ManyMistakes_ReportsAllInTheOrderOfTheFile()
    {
        var problems = Problems(
            """
            store: My Store
            windowSeconds: 2
            cameras:
              - id: c
                input: x.mp4
                detecter: motion
            zones:
              - id: z
                polygon: [[0, 0], [1, 1]]
              - id: y
                surface: flor
                polygon: [[0, 0], [1, 1], [1, 0]]
            """);

        problems.Count.ShouldBe(6);
        problems[0].ShouldContain("store 'My Store'");
        problems.ShouldContain(p => p.Contains("device: is missing"));
        problems.ShouldContain("test:2: windowSeconds '2': must be 5 to 3600");
        problems.ShouldContain("test:6: cameras[0].detecter: unknown key; did you mean 'detector'?");
        problems.ShouldContain("test:9: zones[0].polygon: a zone needs at least 3 points, this one has 2");
        problems.ShouldContain(p => p.StartsWith("test:11: zones[1].surface 'flor': no camera looks at this surface"));
    }

    [Theory]
    [InlineData("zones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]], expression: true}]", "expression: is missing")]
    [InlineData("expression: {purpose: p, noticePlace: door, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90}", "no zone has 'expression: true'")]
    [InlineData("expression: {purpose: p, noticePlace: door, noticeSince: soon, lawfulBasis: legitimate-interests, retentionDays: 90}\nzones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]], expression: true}]", "noticeSince 'soon': must be a day as YYYY-MM-DD")]
    [InlineData("privacy: traffic\nexpression: {purpose: p, noticePlace: door, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90}\nzones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]], expression: true}]", "the profile traffic tells no expressions")]
    [InlineData("privacy: private", "must be one of traffic, standard, strict")]
    [InlineData("privacy: strict\nwindowSeconds: 60", "must be at least 900 with the profile strict")]
    [InlineData("strict: {epsilonPerDay: 2}", "belongs to the profile strict, and privacy is standard")]
    [InlineData("provenance: demonstration", "must be one of demo, simulated")]
    [InlineData("visits: {visitSeconds: 5, engagedSeconds: 3}", "must not be below visitSeconds")]
    [InlineData("lines: [{id: a, from: [0, 0], to: [0, 0]}]", "the line has no length")]
    [InlineData("lines: [{id: a, from: [0], to: [0, 1]}]", "lines[0].from: must be 2 numbers in brackets")]
    [InlineData("zones: [{id: a, polygon: [[0, 0], [1, 1], [1, 0], [0, 1]]}]", "crosses")]
    [InlineData("zones: [{id: a, polygon: [[0, 0], [1, 1], [2, 2]]}]", "enclose no area")]
    [InlineData("zones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]]}, {id: a, polygon: [[0, 0], [1, 0], [1, 1]]}]", "zones[1].id 'a': is used twice")]
    [InlineData("mqtt: {caFile: /no/such/file}", "mqtt.caFile '/no/such/file': no such file")]
    [InlineData("mqtt: {password: secret}", "mqtt.username: is missing: a password needs a name")]
    [InlineData("visits: {gapSeconds: 0.1}", "cameras[0].framesPerSecond: is too few for visits.gapSeconds 0.1")]
    [InlineData("overlap: smalest", "overlap 'smalest': must be one of all, first, smallest; did you mean 'smallest'?")]
    [InlineData("occupancy: {resetAt: 4}", "occupancy.resetAt '4': must be a time as 04:00")]
    [InlineData("occupancy: {timeZone: Europe/Rom}", "occupancy.timeZone 'Europe/Rom': is no time zone known here")]
    [InlineData(Till + "\nqueues: [{zone: lin, serviceZone: till}]", "queues[0].zone 'lin': there is no such zone; did you mean 'line'?")]
    [InlineData(Till + "\nqueues: [{zone: line, serviceZone: tll}]", "queues[0].serviceZone 'tll': there is no such zone; did you mean 'till'?")]
    [InlineData(Till + "\nqueues: [{zone: line, serviceZone: line}]", "queues[0].serviceZone 'line': is the zone in which people queue")]
    [InlineData(Till + "\nqueues: [{zone: line}]", "queues[0]: needs either serviceZone or servicePolygon")]
    [InlineData(Till + "\nqueues: [{zone: line, serviceZone: till, servicePolygon: [[0, 0], [1, 0], [1, 1]]}]", "queues[0]: needs either serviceZone or servicePolygon")]
    [InlineData(Till + "\nqueues: [{zone: line, servicePolygon: [[0, 0], [1, 0]]}]", "queues[0].servicePolygon: a zone needs at least 3 points")]
    [InlineData(Till + "\nqueues: [{zone: line, serviceZone: till, reachSeconds: 61}]", "queues[0].reachSeconds '61': must be 0 to 60")]
    [InlineData(Till + "\nqueues: [{zone: line, serviceZone: till}, {zone: line, serviceZone: till}]", "queues[1].zone 'line': has a queue already")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelff}]", "displays[0].zone 'shelff': there is no such zone; did you mean 'shelf'?")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelf, camera: entrnce}]", "displays[0].camera 'entrnce': there is no such camera; did you mean 'entrance'?")]
    [InlineData(Shelf + "displays: [{id: w}]", "displays[0]: needs either zone or area")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelf, area: [[0, 0], [1, 0], [1, 1]]}]", "displays[0]: needs either zone or area")]
    [InlineData("displays: [{id: w, area: [[10, 0], [20, 0], [20, 10]]}]", "displays[0].area: lies outside the picture: camera 'entrance' is not calibrated")]
    [InlineData("expression: {purpose: p, noticePlace: door, noticeSince: 2036-01-01, lawfulBasis: legitimate-interests, retentionDays: 90}\n" + Shelf, "expression.noticeSince '2036-01-01': is still to come")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelf}, {id: w, zone: shelf}]", "displays[1].id 'w': is used twice")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelf, target: [[0, 0], [1, 0], [1, 1]]}]", "displays[0].target: needs a calibrated camera, and 'entrance' is not")]
    [InlineData(Shelf + "displays: [{id: w, zone: shelf}]\nprivacy: traffic", "displays[0]: the profile traffic tells no attention")]
    [InlineData("attention: {pose: fsanett}", "attention.pose 'fsanett': must be one of auto, landmarks, facemesh, fsanet; did you mean 'fsanet'?")]
    [InlineData("attention: {withinDegrees: 90}", "attention.withinDegrees '90': must be 5 to 60")]
    [InlineData("expression: {purpose: p, noticePlace: door, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90, models: fer}", "expression.models 'fer': must be one of emotion, fer+emotion, fer+mini-xception")]
    [InlineData("mqtt: {port: 99999}", "mqtt.port '99999': must be 1 to 65535")]
    [InlineData("mqtt: {password: \"${NOT_SET_ANYWHERE}\"}", "the environment variable NOT_SET_ANYWHERE is not set")]
    public void Parse_Mistake_IsNamed(string lines, string expected) => Problems(Minimal + "\n" + lines).ShouldContain(p => p.Contains(expected));

    [Theory]
    [InlineData("calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6]]", "at least 4 point pairs")]
    [InlineData("calibration: [[0, 1, 0, 0], [0.5, 1, 2, 0], [1, 1, 4, 0], [1, 0.5, 4, 6]]", "lie on one line")]
    [InlineData("calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6]]", "needs a 'floor' section")]
    [InlineData("calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6], [0.5, 1, 9, 9]]", "no more than 4 of 5 agree within 0.5 m")]
    [InlineData("lens: {k1: -0.2}", "cameras[0].lens.focal: is missing")]
    [InlineData("lens: {focal: [800, 800], k1: -0.2}", "cameras[0].lens.focal: must be 0.1 to 10 each: pixels divided by")]
    [InlineData("lens: {focal: [0.5, 0.6], k1: -0.5}", "cameras[0].lens.k1 '-0.5': with these lens coefficients the point [0, 0] of the picture shows nothing")]
    [InlineData("lens: {focal: [0.8, 1], p1: 1}", "cameras[0].lens.p1 '1': must be -0.1 to 0.1")]
    [InlineData("threshold: 2", "cameras[0].threshold '2': must be 0.05 to 0.99")]
    [InlineData("role: isle", "cameras[0].role 'isle': must be one of window, zone, aisle; did you mean 'aisle'?")]
    [InlineData("faces: yunett", "cameras[0].faces 'yunett': must be one of blazeface, yunet, yunet-s, ultraface; did you mean 'yunet'?")]
    [InlineData("faces: ultraface\nattention: {pose: landmarks}\ndisplays: [{id: w, area: [[0, 0], [1, 0], [1, 1]]}]", "displays[0]: camera 'entrance' finds faces with ultraface, which gives no landmarks")]
    [InlineData("faces: blazeface\nexpression: {purpose: p, noticePlace: d, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90, models: fer+emotion}\nzones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]], expression: true}]", "camera 'entrance' finds faces with blazeface, which gives none of the mouth")]
    [InlineData("detector: blazeface\n    framesPerSecond: 2", "cameras[0].framesPerSecond '2': must be 4 to 30 with blazeface")]
    [InlineData("faces: yunet\nexpression: {purpose: p, noticePlace: d, noticeSince: 2026-01-01, lawfulBasis: legitimate-interests, retentionDays: 90}\nzones: [{id: a, polygon: [[0, 0], [1, 0], [1, 1]], expression: true}]", "'emotion' was measured on faces found by blazeface, and camera 'entrance' finds them with yunet")]
    [InlineData("framesPerSecond: fast", "cameras[0].framesPerSecond 'fast': is not a number")]
    [InlineData("startedAt: yesterday", "cameras[0].startedAt 'yesterday': must be a time")]
    [InlineData("masks: [{polygon: [[0, 0]]}]", "cameras[0].masks[0].polygon")]
    public void Parse_CameraMistake_IsNamed(string line, string expected) => Problems(Minimal + "\n    " + line).ShouldContain(p => p.Contains(expected));

    [Fact]
    public void Parse_Lens_IsReadWithItsDefaults()
    {
        var camera = Parse(Minimal + "\n    lens: {focal: [0.8, 1.07], k1: -0.25, k2: 0.05}").Cameras[0];
        camera.Lens.ShouldNotBeNull().Centre.ShouldBe(new(0.5, 0.5));
        (camera.Lens.K1, camera.Lens.K2, camera.Lens.P1).ShouldBe((-0.25, 0.05, 0));
    }

    [Fact]
    public void Parse_OneFloorCameraWithoutStartedAt_IsNamed() => Problems(
        """
        store: s
        device: d
        floor: {widthMetres: 4, heightMetres: 6}
        cameras:
          - {id: a, input: a.mp4, startedAt: 2026-03-01T09:00:00Z, calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6]]}
          - {id: b, input: b.mp4, calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0.5, 4, 6], [0, 0.5, 0, 6]]}
        """).ShouldContain(p => p.Contains("cameras[1].startedAt: is missing"));

    [Fact]
    public void CalibrationNote_OneOfSixPairsWrong_NamesIt()
    {
        var config = Parse(
            """
            store: s
            device: d
            floor: {widthMetres: 4, heightMetres: 6}
            cameras:
              - id: aisle
                input: a.mp4
                calibration: [[0, 1, 0, 0], [1, 1, 4, 0], [1, 0, 4, 4], [0.5, 0.5, 9, 1], [0, 0, 0, 4], [0.5, 1, 2, 0]]
            """);
        StoreSensing.Edge.Agent.Lanes.LanePlans.CalibrationNote(config.Cameras[0]).ShouldBe(
            "camera 'aisle': 5 point pairs agree within 0.00 m; left out because they contradict the others: pair 4 [0.5, 0.5, 9, 1]");
    }

    [Fact]
    public void Parse_NoCameras_SaysThatOneIsNeeded() =>
        Problems("store: a\ndevice: b\ncameras: []").ShouldContain("test:3: cameras: needs at least one entry");

    [Fact]
    public void Reference_InTheReadme_IsWhatTheProgramPrints()
    {
        var readme = File.ReadAllText(Path.Combine(ReferenceData.Repository, "edge", "README.md"));
        var from = readme.IndexOf("<!-- reference -->\n", StringComparison.Ordinal) + "<!-- reference -->\n".Length;
        var to = readme.IndexOf("<!-- /reference -->", StringComparison.Ordinal);

        readme[from..to].ShouldBe(ReferenceTable.Markdown(ConfigFile.Reference(EdgeConfigReader.Read)), "paste the output of 'storesensing-edge config reference' into edge/README.md");
    }

    private static EdgeConfig Parse(string yaml) => ConfigFile.Parse(yaml, "test", EdgeConfigReader.Read);

    private static IReadOnlyList<string> Problems(string yaml) => Should.Throw<ConfigException>(() => Parse(yaml)).Problems;
}
