using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Attention;
using StoreSensing.Edge.Core.Exclusion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>What one camera's lane measures: everything but the picture.</summary>
public sealed record LanePlan
{
    /// <summary>The camera's id.</summary>
    public required string Camera { get; init; }

    /// <summary>The surface on which its people are placed.</summary>
    public required Surface Surface { get; init; }

    /// <summary>How a box becomes a place on it.</summary>
    public required Placement Placement { get; init; }

    /// <summary>The zones on that surface.</summary>
    public required IReadOnlyList<ZonePlan> Zones { get; init; }

    /// <summary>The lines on that surface.</summary>
    public required IReadOnlyList<LinePlan> Lines { get; init; }

    /// <summary>Which zones a person is in where several overlap.</summary>
    public ZoneOverlap Overlap { get; init; }

    /// <summary>The queues on that surface.</summary>
    public IReadOnlyList<QueuePlan> Queues { get; init; } = [];

    /// <summary>Window length, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>What counts as a visit.</summary>
    public ZoneOptions ZoneOptions { get; init; } = new();

    /// <summary>How boxes become tracks.</summary>
    public TrackerOptions Tracker { get; init; } = new();

    /// <summary>How far before and after a place its neighbours count when paths are steadied; zero for places as they are seen.</summary>
    public TimeSpan SteadyWithin { get; init; }

    /// <summary>Pixels that nothing may look at; null for none.</summary>
    public IReadOnlyList<Polygon> Masks { get; init; } = [];

    /// <summary>True when sightings are counted elsewhere, with other cameras': the lane itself counts no zones, lines and heat.</summary>
    public bool CountsElsewhere { get; init; }

    /// <summary>How long a sighting may be held back until it is known whose it is; nothing for a single camera.</summary>
    public TimeSpan MergeDelay { get; init; }

    /// <summary>How expression is looked for; null while it is off.</summary>
    public ExpressionPlan? Expression { get; init; }

    /// <summary>The displays that people pass; null where there are none. Counted on each camera's own tracks, merged or not.</summary>
    public AttentionPlan? Attention { get; init; }

    /// <summary>Whose faces are not looked at, and when.</summary>
    public ExclusionPlan Exclusions { get; init; } = new();

    /// <summary>How faces are found and poses read; null where nobody asks for faces, or faces are what is tracked and their poses are not asked for.</summary>
    public FacePlan? Faces { get; init; }

    /// <summary>How long a tracked face's first sightings may wait until it has shown life; merged cameras wait less, because others wait for them.</summary>
    public TimeSpan HeldBack => Placement.Boxes != BoxOf.Face ? TimeSpan.Zero : CountsElsewhere ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(1.5);
}

/// <summary>A zone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Polygon">Its place on the surface.</param>
public sealed record ZonePlan(string Id, Polygon Polygon);

/// <summary>A line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">First end.</param>
/// <param name="To">Second end.</param>
/// <param name="InIsPositive">True when <c>in</c> leads to the side where <see cref="Segments.Side"/> is positive.</param>
/// <param name="Band">Half the width of its hysteresis band, in the surface's unit.</param>
/// <param name="Entrance">The shop is entered and left over it.</param>
public sealed record LinePlan(string Id, PlanePoint From, PlanePoint To, bool InIsPositive, double Band, bool Entrance = false);

/// <summary>Where and with what expression is looked for.</summary>
/// <param name="Zones">The zones.</param>
/// <param name="Reader">Reads a face.</param>
public sealed record ExpressionPlan(IReadOnlyList<ExpressionZone> Zones, IExpressionModel Reader);
