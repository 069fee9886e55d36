using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Agent.Configuration;

/// <summary>What the user wrote, with defaults filled in. Immutable.</summary>
internal sealed record EdgeConfig
{
    public required string Tenant { get; init; }

    public required string Store { get; init; }

    public required string Device { get; init; }

    public required int WindowSeconds { get; init; }

    public required string Privacy { get; init; }

    /// <summary>Bounds and budget of the profile <c>strict</c>; with other profiles they mean nothing.</summary>
    public required StrictOptions Strict { get; init; }

    public required bool StrictIsGiven { get; init; }

    public required string? Provenance { get; init; }

    /// <summary>Who answers for the processing; null while nobody is named.</summary>
    public required ControllerConfig? Controller { get; init; }

    /// <summary>What may be told.</summary>
    public PrivacyProfile Profile => PrivacyProfile.Of(Privacy, Strict.IsNoisy);

    /// <summary>Everything that is told of people gets noise.</summary>
    public bool IsNoisy => Profile.IsStrict && Strict.IsNoisy;

    public required MqttConfig Mqtt { get; init; }

    public required OutboxConfig Outbox { get; init; }

    public required FloorConfig? Floor { get; init; }

    public required IReadOnlyList<CameraConfig> Cameras { get; init; }

    public required IReadOnlyList<ZoneConfig> Zones { get; init; }

    /// <summary><c>all</c>, <c>first</c> or <c>smallest</c>.</summary>
    public required string Overlap { get; init; }

    public required IReadOnlyList<LineConfig> Lines { get; init; }

    public required IReadOnlyList<QueueConfig> Queues { get; init; }

    public required OccupancyConfig Occupancy { get; init; }

    public required VisitConfig Visits { get; init; }

    public required IReadOnlyList<DisplayConfig> Displays { get; init; }

    public required AttentionConfig Attention { get; init; }

    public required ExpressionConfig? Expression { get; init; }

    public required SkinConductanceConfig? SkinConductance { get; init; }

    /// <summary>When only staff is in the shop: no expression is read.</summary>
    public required IReadOnlyList<StaffHoursConfig> StaffHours { get; init; }

    public required InferenceConfig Inference { get; init; }
}

internal sealed record OutboxConfig(string? Folder, int MaxMegabytes, int MaxDays);

/// <summary>The floor plan; before defaults are filled in, the side of a cell may be 0.</summary>
internal sealed record FloorConfig(string Name, PlanePoint Origin, double Width, double Height, double Cell);

internal sealed record CameraConfig
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Input { get; init; }

    public required string Detector { get; init; }

    /// <summary><c>window</c>, <c>zone</c> or <c>aisle</c>: how large and how far faces are.</summary>
    public required string Role { get; init; }

    /// <summary>What finds the faces of people whom <see cref="Detector"/> found.</summary>
    public required string Faces { get; init; }

    public required double? Threshold { get; init; }

    public required bool Fine { get; init; }

    public required double FramesPerSecond { get; init; }

    public required int? Width { get; init; }

    public required bool Loop { get; init; }

    public required bool? RealTime { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required string? Filter { get; init; }

    public required double StallSeconds { get; init; }

    public required LensDistortion? Lens { get; init; }

    public required IReadOnlyList<PointPair> Calibration { get; init; }

    public required IReadOnlyList<Polygon> Masks { get; init; }

    /// <summary>What finds faces in its picture, wherever they are asked for.</summary>
    public string FaceNetwork => EdgeConfigReader.FaceDetectors.Contains(Detector) ? Detector : Faces;

    /// <summary>The surface on which its people are placed.</summary>
    public string Surface => Calibration.Count > 0 ? EdgeConfigReader.FloorSurface : Id;
}

internal sealed record ZoneConfig(string Id, string Name, string Surface, IReadOnlyList<PlanePoint> Polygon, bool Expression)
{
    /// <summary>Only employees are there: no face is looked at.</summary>
    public required bool Staff { get; init; }

    /// <summary>Whoever has stood there is not looked at from then on.</summary>
    public required bool OptOut { get; init; }
}

internal sealed record LineConfig(
    string Id, string Name, string Surface, PlanePoint From, PlanePoint To, string InSide, string InName, string OutName, double? Band, bool Entrance);

/// <summary>A queue in a zone; its service point is another zone or a polygon of its own.</summary>
internal sealed record QueueConfig(string Zone, string? ServiceZone, IReadOnlyList<PlanePoint> ServicePolygon, double ReachSeconds);

internal sealed record OccupancyConfig(TimeOnly ResetAt, TimeZoneInfo TimeZone);

internal sealed record VisitConfig(double GapSeconds, double VisitSeconds, double EngagedSeconds);

/// <summary>Something that people look at, as one camera sees them. Before defaults are filled in, area and camera may be empty.</summary>
internal sealed record DisplayConfig(string Id, string Name, string Camera, string? Zone, IReadOnlyList<PlanePoint> Area, IReadOnlyList<PlanePoint> Target);

internal sealed record AttentionConfig(string Pose, double WithinDegrees);

internal sealed record InferenceConfig(int Threads, string Optimisation, string? Models, string? Catalog);
