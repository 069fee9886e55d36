using System.Reflection;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Agent.Reporting;

/// <summary>Writes the retained messages about the device itself: <c>status</c>, its last will, and <c>describe</c>.</summary>
internal sealed class DeviceReporter(
    EdgeConfig config, string session, IReadOnlyList<Surface> surfaces, IReadOnlyList<ModelDescription> models, ExpressionSet? expression, TimeProvider time,
    IReadOnlyList<SensorDescription>? sensors = null, ArousalDescription? arousal = null)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The program and its version.</summary>
    public static string Software => $"storesensing-edge {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}";

    /// <summary>What the broker says for us when we vanish.</summary>
    public byte[] Will() => Serialise(new StatusMessage
    {
        Schema = MessageKind.Status.SchemaName(), State = "offline", Session = session, At = null, UptimeSeconds = 0, LastSeq = 0, Cameras = [], Sensors = [], PrivacyBudget = null, Outbox = null,
    });

    /// <summary>The state now: <c>online</c>, or <c>stopped</c> as the last word.</summary>
    public byte[] Status(string state, long lastSeq, IEnumerable<CameraStatus> cameras, OutboxStatus outbox, IEnumerable<SensorStatus>? sensors = null, PrivacyBudgetStatus? budget = null) => Serialise(new StatusMessage
    {
        Schema = MessageKind.Status.SchemaName(),
        State = state,
        Session = session,
        At = time.GetUtcNow(),
        UptimeSeconds = Math.Round(time.GetElapsedTime(_start).TotalSeconds, 1),
        LastSeq = lastSeq,
        Cameras = [.. cameras],
        Sensors = [.. sensors ?? []],
        PrivacyBudget = budget,
        Outbox = outbox,
    });

    /// <summary>What the device measures, and how. <paramref name="aspects"/>: width / height of each camera's picture, as far as it is known.</summary>
    public byte[] Describe(IReadOnlyDictionary<string, double> aspects) => JsonSerializer.SerializeToUtf8Bytes(
        new DescribeMessage
        {
            Schema = MessageKind.Describe.SchemaName(),
            Session = session,
            Software = Software,
            WindowSeconds = config.WindowSeconds,
            Provenance = config.Provenance,
            Privacy = Privacy(),
            Overlap = config.Overlap,
            Surfaces = [.. surfaces.Select(s => Describe(s, aspects))],
            Zones = [.. config.Zones.Select(z => new ZoneDescription { Zone = z.Id, Name = z.Name, Surface = z.Surface, Polygon = Corners(z.Polygon), Queue = config.Queues.Any(q => q.Zone == z.Id) })],
            Lines = [.. config.Lines.Select(Describe)],
            Displays = [.. config.Displays.Select(Describe)],
            Expression = expression?.Describe(),
            Arousal = arousal,
            Cameras = [.. config.Cameras.Select(c => new CameraDescription { Camera = c.Id, Name = c.Name, Surface = c.Surface, Detector = c.Detector, MaskedShare = Math.Round(new PrivacyMask(c.Masks).Share, 3) })],
            Sensors = sensors ?? [],
            Models = models,
        },
        WireJson.Default.DescribeMessage);

    private PrivacyDescription Privacy()
    {
        var profile = config.Profile;
        return new PrivacyDescription
        {
            Profile = profile.Name,
            CountThreshold = profile.CountThreshold,
            HeatThreshold = profile.HeatThreshold,
            Noise = config.IsNoisy ? Noise(config.Strict, LanePlans.Groups(config)) : null,
            DwellThreshold = profile.DwellThreshold,
            ExpressionThreshold = config.Expression is null ? null : profile.ExpressionThreshold,
            AttentionThreshold = config.Displays.Count == 0 ? null : profile.DwellThreshold,
            ArousalThreshold = arousal is null ? null : profile.ArousalThreshold,
        };
    }

    private static NoiseDescription Noise(StrictOptions strict, FigureGroups groups)
    {
        return new NoiseDescription
        {
            EpsilonPerDay = strict.EpsilonPerDay,
            VisitScale = Scale(FigureGroup.Visits),
            EngagedScale = Scale(FigureGroup.EngagedVisits),
            CrossingScale = Scale(FigureGroup.Crossings),
            HeatScaleSeconds = Scale(FigureGroup.Heat) / 1000,
        };

        double Scale(FigureGroup group)
        {
            var (t, s) = strict.Scale(group, groups, PrivacyBudget.FirstShareMicrosOf(strict.EpsilonPerDay));
            return Math.Round((double)t / s, 3);
        }
    }

    private static SurfaceDescription Describe(Surface s, IReadOnlyDictionary<string, double> aspects) => new()
    {
        Surface = s.Id,
        Name = s.Name,
        Unit = s.Unit == SurfaceUnit.Metre ? "metre" : "image",
        OriginX = s.Origin.X,
        OriginY = s.Origin.Y,
        CellWidth = s.CellWidth,
        CellHeight = s.CellHeight,
        Columns = s.Columns,
        Rows = s.Rows,
        Aspect = Math.Round(s.Unit == SurfaceUnit.Image ? aspects.GetValueOrDefault(s.Id, s.Aspect) : s.Aspect, 4),
        Visible = s.Visible is null ? null : [.. s.Visible.Select(share => Math.Round(share, 2))],
    };

    private DisplayDescription Describe(DisplayConfig d) => new()
    {
        Display = d.Id,
        Name = d.Name,
        Surface = config.Cameras.First(c => c.Id == d.Camera).Surface,
        Area = Corners(d.Area),
        Target = d.Target.Count == 0 ? null : Corners(d.Target),
    };

    private static IReadOnlyList<IReadOnlyList<double>> Corners(IEnumerable<PlanePoint> polygon) => [.. polygon.Select(p => new[] { p.X, p.Y })];

    // On the wire 'in' always leads to the line's positive side, so a line of which that is not true is told from its other end.
    private LineDescription Describe(LineConfig l)
    {
        var unit = surfaces.First(s => s.Id == l.Surface).Unit;
        var (from, to) = LanePlans.InIsPositive(l, unit) ? (l.From, l.To) : (l.To, l.From);
        return new LineDescription
        {
            Line = l.Id, Name = l.Name, Surface = l.Surface, From = [from.X, from.Y], To = [to.X, to.Y], InName = l.InName, OutName = l.OutName, Entrance = l.Entrance,
        };
    }

    private static byte[] Serialise(StatusMessage status) => JsonSerializer.SerializeToUtf8Bytes(status, WireJson.Default.StatusMessage);
}
