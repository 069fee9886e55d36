using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Core.Attention;

/// <summary>Which displays a camera watches people in front of, and from when on what counts. Seconds, never frames.</summary>
/// <param name="Displays">The displays; at least one.</param>
public sealed record AttentionPlan(IReadOnlyList<DisplayPlan> Displays)
{
    /// <summary>Lines whose crossing inwards ends the funnel; empty: nobody is seen to enter.</summary>
    public IReadOnlyList<LinePlan> Entrances { get; init; } = [];

    /// <summary>Attention of at least this long in one look is a glance; who was in the area for as long has passed.</summary>
    public TimeSpan Glance { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>Attention of at least this long in total is attending.</summary>
    public TimeSpan Attend { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Who stays within the stopping radius for this long has stopped.</summary>
    public TimeSpan StopAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>A visit that goes on for longer than this after its last attention has lost interest.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A visit that ends this soon after arriving, with a glance, has lost interest.</summary>
    public TimeSpan LeaveWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two known directions at most this far apart, an unknown one is filled in.</summary>
    public TimeSpan Bridge { get; init; } = TimeSpan.FromSeconds(0.5);
}

/// <summary>A display: a shop window, a screen, a shelf.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Area">Where on the camera's surface people pass it.</param>
public sealed record DisplayPlan(string Id, Polygon Area)
{
    /// <summary>Its corners on the floor plan (one point, the two ends of a pane, or an outline); null: it is where the camera is.</summary>
    public IReadOnlyList<PlanePoint>? Target { get; init; }

    /// <summary>Attention begins when the head is turned this close to it, degrees; 0 means turned to a part of it.</summary>
    public double WithinDegrees { get; init; } = 20;

    /// <summary>Attention ends when the head is turned farther away than that by more than this, degrees.</summary>
    public double HysteresisDegrees { get; init; } = 5;

    /// <summary>For a display at the camera: how far the head may be raised or lowered, degrees.</summary>
    public double PitchDegrees { get; init; } = 25;
}
