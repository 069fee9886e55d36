using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using StoreSensing.Configuration;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Twin;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>
/// Asks for every key that <c>storesensing-edge</c> knows, with bounds, default and meaning beside it. The configuration reference is made
/// from these calls.
/// </summary>
internal static class EdgeConfigReader
{
    /// <summary>The id of the floor plan's surface.</summary>
    public const string FloorSurface = "floor";

    /// <summary>The detectors by name.</summary>
    public static readonly IReadOnlyList<string> Detectors = ["centernet", "picodet", "fastestdet", "motion", "blazeface", "yunet", "yunet-s", "ultraface"];

    /// <summary>Those that find faces.</summary>
    public static readonly IReadOnlyList<string> FaceDetectors = ["blazeface", "yunet", "yunet-s", "ultraface"];

    /// <summary>Those whose faces come with five landmarks.</summary>
    public static readonly IReadOnlyList<string> WithLandmarks = ["yunet", "yunet-s"];

    /// <summary>Sets of expression models by name.</summary>
    public static readonly IReadOnlyList<string> ExpressionSets = ["emotion", "fer+emotion", "fer+mini-xception"];

    public static EdgeConfig Load(string path) => ConfigFile.Load(path, Read);

    public static EdgeConfig Read(ConfigSection root) => Read(root, TimeProvider.System);

    /// <param name="root">The file.</param>
    /// <param name="time">Tells whether the notices hang by now.</param>
    public static EdgeConfig Read(ConfigSection root, TimeProvider time)
    {
        var windowSeconds = root.OptionalInteger("windowSeconds", "length of the windows that figures are summed over, seconds", 5, 3600, "60, and 3600 with the profile strict, when left out");
        var privacy = root.Choice("privacy", "what may be told about how many people", "standard", PrivacyProfile.Names);
        var strict = root.OptionalSection("strict", "bounds and budget of the profile strict; its defaults when left out", StrictReader.Read);
        var config = new EdgeConfig
        {
            Tenant = root.Text("tenant", "who owns the store", "default", Id),
            Store = root.Text("store", "the shop's id", null, Id),
            Device = root.Text("device", "this device's id, unique in the store", null, Id),
            WindowSeconds = windowSeconds ?? StrictReader.WindowSeconds(privacy),
            Privacy = privacy,
            Strict = strict ?? StrictReader.Default(privacy),
            StrictIsGiven = strict is not null,
            Provenance = root.OptionalText("provenance", "shown with every figure when the pictures are not of a real shop: demo or simulated", OneOf("demo", "simulated")),
            Controller = root.OptionalSection("controller", "who answers for the processing, for the documents of 'compliance'", ControllerReader.Read),
            Mqtt = root.Section("mqtt", "the broker", MqttConfig.Read),
            Outbox = root.Section("outbox", "messages on disk until the cloud has stored them", Outbox),
            Floor = root.OptionalSection("floor", "the floor plan, in metres", Floor),
            Cameras = root.Items("cameras", "the cameras; at least one, unless skinConductance has sensors", Camera),
            Zones = root.Items("zones", "areas to count visits in", Zone),
            Overlap = root.Choice("overlap", "where zones overlap a person is in all of them, in the first in order, or in the smallest", "all", "all", "first", "smallest"),
            Lines = root.Items("lines", "lines to count crossings of", Line),
            Queues = root.Items("queues", "zones in which people queue", Queue),
            Occupancy = root.Section("occupancy", "people inside, from the lines with 'entrance: true'", Occupancy),
            Visits = root.Section("visits", "what counts as a visit", Visits),
            Displays = root.Items("displays", "what people look at: a shop window, a shelf, a screen", Display),
            Attention = root.Section("attention", "when somebody looks at a display", Attention),
            Expression = root.OptionalSection("expression", "facial expression; off while this section is absent", ExpressionConfigReader.Read),
            SkinConductance = root.OptionalSection("skinConductance", "skin conductance of people who chose to take part; off while this section is absent", SkinConductanceReader.Read),
            StaffHours = root.Items("staffHours", "hours in which only staff is in the shop: no expression is read in them", StaffHoursReader.Read),
            Inference = root.Section("inference", "how models run", Inference),
        };
        config = config with { Floor = config.Floor is { Cell: 0 } floor ? floor with { Cell = StrictReader.CellMetres(config) } : config.Floor };
        EdgeConfigChecks.Apply(root, config);
        StrictChecks.Apply(root, config);
        SkinConductanceChecks.Apply(root, config);
        PurposeChecks.Apply(root, config, time.GetUtcNow());
        ExclusionChecks.Apply(root, config);
        return WithDefaults(config);
    }

    // Names fall back to ids, and with a single surface nobody has to name it.
    private static EdgeConfig WithDefaults(EdgeConfig config)
    {
        var surface = config.Cameras.Count > 0 ? config.Cameras[0].Surface : config.Floor is null ? "" : FloorSurface;
        return config with
        {
            // What was simulated is always told as such.
            Provenance = config.Cameras.Any(c => TwinInput.Is(c.Input)) ? TwinInput.Provenance : config.Provenance ?? (Simulates(config) ? TwinInput.Provenance : null),
            Cameras = [.. config.Cameras.Select(c => c with { Name = Or(c.Name, c.Id) })],
            SkinConductance = config.SkinConductance is { } skin ? skin with { Sensors = [.. skin.Sensors.Select(s => s with { Name = Or(s.Name, s.Id) })] } : null,
            Zones = [.. config.Zones.Select(z => z with { Name = Or(z.Name, z.Id), Surface = Or(z.Surface, surface) })],
            Lines = [.. config.Lines.Select(l => l with { Name = Or(l.Name, l.Id), Surface = Or(l.Surface, surface) })],
            Displays = [.. config.Displays.Select(d => d with
            {
                Name = Or(d.Name, d.Id),
                Camera = Or(d.Camera, config.Cameras.Count > 0 ? config.Cameras[0].Id : ""),
                Area = d.Zone is { } zone && config.Zones.FirstOrDefault(z => z.Id == zone) is { } area ? area.Polygon : d.Area,
            })],
        };
    }

    private static bool Simulates(EdgeConfig config) => config.SkinConductance is { } skin && skin.Sensors.Any(s => s.Input.Kind == SensorKind.Simulated);

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    private static OutboxConfig Outbox(ConfigSection s) => new(
        s.OptionalText("folder", "where messages wait; ~/.local/state/storesensing/DEVICE when left out"),
        s.Integer("maxMegabytes", "size from which the oldest messages are dropped and reported, MB", 200, 1, 100_000),
        s.Integer("maxDays", "age from which messages are dropped and reported, days", 14, 1, 366));

    private static FloorConfig Floor(ConfigSection s) => new(
        s.Text("name", "the name people see", "Floor plan", Name),
        Point(s.Numbers("origin", "corner of the plan as [x, y], metres; [0, 0] when left out", 2, required: false)),
        s.Number("widthMetres", "width of the plan, metres", null, 1, 500),
        s.Number("heightMetres", "depth of the plan, metres", null, 1, 500),
        s.OptionalNumber("cellMetres", "side of a heat cell, metres", 0.1, 10, "0.5, and 2 with the profile strict and noise, when left out") ?? 0);

    private static CameraConfig Camera(ConfigSection s) => WithFloor(s, new()
    {
        Id = s.Text("id", "the camera's id", null, Id),
        Name = s.OptionalText("name", "the name people see; the id when left out", Name) ?? "",
        Input = s.Text("input", "a video file, rtsp://…, /dev/video0, lavfi:… (ffmpeg's test sources), or twin:shop (simulated shoppers)", null, TwinInput.Problem),
        Detector = s.Choice("detector", "what finds people: centernet, picodet or fastestdet (networks), motion (no model), or, by their faces, blazeface, yunet, yunet-s or ultraface; centernet and blazeface come with storesensing-models fetch, yunet with fetch --recommended, the others with fetch NAME", "centernet", Detectors),
        Role = s.Choice("role", "how faces are looked for: window (near: 320 pixels), zone (640 pixels) or aisle (far: the picture in overlapping tiles, several times the time)", "zone", "window", "zone", "aisle"),
        Faces = s.Choice("faces", "what finds the faces of the people whom a detector of people found; used only where a display or an expression asks for faces", "blazeface", FaceDetectors),
        Threshold = s.OptionalNumber("threshold", "least score of a detection", 0.05, 0.99, "the detector's own when left out"),
        Fine = s.Flag("fine", "look for small people, some 20 pixels wide: centernet on a picture of four times the size, in about five times the time", false),
        FramesPerSecond = s.Number("framesPerSecond", "pictures analysed per second, at most", 8, 0.2, 60),
        Width = s.OptionalInteger("width", "width of the analysed picture, pixels", 64, 4096, "the camera's own up to 768 when left out"),
        Loop = s.Flag("loop", "start a video file again when it ends", false),
        RealTime = s.OptionalFlag("realTime", "play a video file at its own pace", "yes when looped, when left out"),
        StartedAt = Instant(s.OptionalText("startedAt", "when a recording was taken, as 2026-03-01T09:00:00Z; now when left out", InstantProblem)),
        Filter = s.OptionalText("filter", "an ffmpeg filter chain applied to the picture first"),
        StallSeconds = s.Number("stallSeconds", "without a picture for this long the camera counts as stalled and is started again, seconds", 5, 1, 600),
        Masks = s.Items("masks", "parts of the picture that nothing may look at", Mask),
        Lens = null,
        Calibration = [],
    });

    // The lens first: the calibration's points are looked at through it.
    private static CameraConfig WithFloor(ConfigSection s, CameraConfig camera)
    {
        var lens = s.OptionalSection("lens", "how the lens bends the picture; coefficients as OpenCV gives them", Lens);
        var pairs = s.Rows("calibration", "points of the floor as [picture x, picture y, metres x, metres y], picture 0..1; at least four", 4, false, rows => CalibrationProblem(rows, lens));
        return camera with { Lens = lens, Calibration = Pairs(pairs) };
    }

    private static readonly LensDistortion Straight = new(new PlanePoint(1, 1), new PlanePoint(0.5, 0.5), 0);

    private static LensDistortion Lens(ConfigSection s)
    {
        var focal = Within(s, "focal", s.Numbers("focal", "focal length as [fx / picture width, fy / picture height]", 2, required: true), 0.1, 10) ?? [1, 1];
        var centre = Within(s, "centre", s.Numbers("centre", "optical axis as [cx / picture width, cy / picture height]; [0.5, 0.5] when left out", 2, required: false), 0, 1) ?? [0.5, 0.5];
        var (k1, k2, k3) = (Coefficient(s, "k1", 2), Coefficient(s, "k2", 5), Coefficient(s, "k3", 10));
        var (p1, p2) = (Coefficient(s, "p1", 0.1), Coefficient(s, "p2", 0.1));
        try
        {
            return new LensDistortion(Point(focal), Point(centre), k1, k2, p1, p2, k3);
        }
        catch (ArgumentException e)
        {
            s.Refuse("k1", e.Message);
            return Straight;
        }
    }

    private static double[]? Within(ConfigSection s, string key, double[]? numbers, double min, double max)
    {
        if (numbers is null || numbers.All(n => n >= min && n <= max))
            return numbers;
        s.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"must be {min} to {max} each: pixels divided by the picture's width and height"));
        return null;
    }

    private static double Coefficient(ConfigSection s, string key, double most) =>
        s.Number(key, key[0] == 'k' ? $"radial coefficient {key} (Brown and Conrady)" : $"tangential coefficient {key} (Brown and Conrady)", 0, -most, most);

    private static Polygon Mask(ConfigSection s)
    {
        var corners = Points(s.Rows("polygon", "corners as [x, y], 0..1 of the picture", 2, required: true, ZoneProblem));
        return Polygon.Problem(corners) is null ? new Polygon(corners) : Whole;
    }

    private static ZoneConfig Zone(ConfigSection s) => new(
        s.Text("id", "the zone's id", null, Id),
        s.OptionalText("name", "the name people see; the id when left out", Name) ?? "",
        s.OptionalText("surface", "floor, or the id of an uncalibrated camera; may be left out when there is only one") ?? "",
        Points(s.Rows("polygon", "corners as [x, y]: metres on the floor, 0..1 on a camera's picture", 2, required: true, ZoneProblem)),
        s.Flag("expression", "look for expressions in this zone", false))
    {
        Staff = s.Flag("staff", "only employees are there, e.g. behind the till: who has stood there is never looked at for expression or attention", false),
        OptOut = s.Flag("optOut", "who has stood there doesn't want to be looked at: neither expression nor attention from then on, while the person is followed", false),
    };

    private static LineConfig Line(ConfigSection s) => new(
        s.Text("id", "the line's id", null, Id),
        s.OptionalText("name", "the name people see; the id when left out", Name) ?? "",
        s.OptionalText("surface", "floor, or the id of an uncalibrated camera; may be left out when there is only one") ?? "",
        Point(s.Numbers("from", "first end as [x, y]", 2, required: true)),
        Point(s.Numbers("to", "second end as [x, y]", 2, required: true)),
        s.Choice("inSide", "seen from the first end towards the second, in leads to the", "left", "left", "right"),
        s.Text("inName", "what people call the way in", "in", Name),
        s.Text("outName", "what people call the way out", "out", Name),
        s.OptionalNumber("band", "half the width of the band that must be left before a crossing counts", 0, 5, "0.25 m or 0.01 of the picture when left out"),
        s.Flag("entrance", "the shop is entered and left over this line: it counts towards occupancy", false));

    private static QueueConfig Queue(ConfigSection s) => new(
        s.Text("zone", "id of the zone in which people queue", null, Id),
        s.OptionalText("serviceZone", "id of the zone in which they are served; or say servicePolygon", Id),
        Points(s.Rows("servicePolygon", "corners of the place where they are served as [x, y], on the zone's surface; or say serviceZone", 2, required: false, ZoneProblem)),
        s.Number("reachSeconds", "how long somebody who left the line may take to the service point and still count as served, seconds", 5, 0, 60));

    private static OccupancyConfig Occupancy(ConfigSection s)
    {
        var resetAt = s.Text("resetAt", "local time, when the shop is empty, at which the count of people inside goes back to zero, HH:mm", "04:00", text => TryTime(text, out _) ? null : "must be a time as 04:00");
        var zone = s.Text("timeZone", "IANA name of the shop's time zone, e.g. Europe/Rome", "UTC", text => TryZone(text, out _) ? null : "is no time zone known here: give an IANA name, e.g. Europe/Rome");
        return new OccupancyConfig(TryTime(resetAt, out var time) ? time : default, TryZone(zone, out var found) ? found : TimeZoneInfo.Utc);
    }

    private static VisitConfig Visits(ConfigSection s) => new(
        s.Number("gapSeconds", "a person unseen or outside for at most this long is still in the same stay, seconds", 1, 0.1, 60),
        s.Number("visitSeconds", "a stay of at least this long is a visit, seconds", 1, 0, 60),
        s.Number("engagedSeconds", "a visit of at least this long is engaged, seconds", 3, 0, 600));

    private static DisplayConfig Display(ConfigSection s) => new(
        s.Text("id", "the display's id", null, Id),
        s.OptionalText("name", "the name people see; the id when left out", Name) ?? "",
        s.OptionalText("camera", "the camera that sees the people who look at it; may be left out when there is only one", Id) ?? "",
        s.OptionalText("zone", "id of the zone in which people pass it; or say area", Id),
        Points(s.Rows("area", "corners of the place where people pass it as [x, y], on the camera's surface; or say zone", 2, required: false, ZoneProblem)),
        Points(s.Rows("target", "corners of what they look at as [x, y] on the floor plan, metres; left out: the display is where the camera is, e.g. the camera stands in the window", 2, required: false, ZoneProblem)));

    private static AttentionConfig Attention(ConfigSection s) => new(
        s.Choice("pose", "how a head's direction is worked out: from the five landmarks that yunet gives, from facemesh (468 points, a network run a face), or by fsanet (storesensing-models fetch fsanet-1x1); auto: landmarks with yunet, else facemesh", "auto", "auto", "landmarks", "facemesh", "fsanet"),
        s.Number("withinDegrees", "a head counts as turned to a display up to this far beside it, degrees", 20, 5, 60));

    private static InferenceConfig Inference(ConfigSection s) => new(
        s.Integer("threads", "threads of one model run", 1, 1, 64),
        s.Choice("optimisation", "how far graphs are rewritten before they run", "all", "none", "basic", "extended", "all"),
        s.OptionalText("models", "folder with fetched models; ~/.cache/storesensing when left out"),
        s.OptionalText("catalog", "another model catalog than the program's own", ExistingFile));

    private static readonly Polygon Whole = new([new(0, 0), new(1, 0), new(1, 1)]);

    public static string? InstantProblem(string text) => Instant(text) is null ? "must be a time as 2026-03-01T09:00:00Z" : null;

    public static string? Id(string text) => Identifier.IsValid(text) ? null : $"is not an id: use {Identifier.Rule}";

    public static string? Name(string text) => text.Length <= 80 ? null : "is longer than 80 characters";

    private static string? ExistingFile(string path) => File.Exists(path) ? null : "no such file";

    public static Func<string, string?> OneOf(params string[] names) => text =>
        names.Contains(text) ? null : $"must be one of {string.Join(", ", names)}{Nearest.DidYouMean(text, names)}";

    public static bool TryDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    // IANA names only: the wire promises one, and a Windows name means nothing elsewhere.
    private static bool TryZone(string text, [NotNullWhen(true)] out TimeZoneInfo? zone) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out zone) && zone.HasIanaId;

    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;

    private static string? ZoneProblem(IReadOnlyList<double[]> rows) => Polygon.Problem(Points(rows));

    private static string? CalibrationProblem(IReadOnlyList<double[]> rows, LensDistortion? lens) =>
        FloorFit.Problem(FloorView.Undistorted(Pairs(rows), lens));

    private static PlanePoint Point(double[]? numbers) => numbers is null ? default : new PlanePoint(numbers[0], numbers[1]);

    private static IReadOnlyList<PlanePoint> Points(IReadOnlyList<double[]> rows) => [.. rows.Select(r => new PlanePoint(r[0], r[1]))];

    private static IReadOnlyList<PointPair> Pairs(IReadOnlyList<double[]> rows) =>
        [.. rows.Select(r => new PointPair(new PlanePoint(r[0], r[1]), new PlanePoint(r[2], r[3])))];
}
