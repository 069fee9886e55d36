using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Twin.Scenes;

/// <summary>A shop to be simulated: its floor in metres, what draws people, and how many of them come when.</summary>
public sealed record StoreScene
{
    /// <summary>Its name, as in <c>twin:NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The floor plan's rectangle: where people can be seen.</summary>
    public required FloorArea Floor { get; init; }

    /// <summary>Shelves and walls, which people walk around.</summary>
    public IReadOnlyList<FloorArea> Obstacles { get; init; } = [];

    /// <summary>Where people stop.</summary>
    public IReadOnlyList<Attraction> Attractions { get; init; } = [];

    /// <summary>Ways in and out; at least one.</summary>
    public required IReadOnlyList<Entrance> Entrances { get; init; }

    /// <summary>The till; null for a shop in which nobody pays.</summary>
    public Till? Till { get; init; }

    /// <summary>The pavement outside; null when nobody passes by.</summary>
    public Street? Street { get; init; }

    /// <summary>When groups of shoppers arrive.</summary>
    public required WeeklyRate Arrivals { get; init; }

    /// <summary>When passers-by appear on the street.</summary>
    public WeeklyRate Passers { get; init; } = WeeklyRate.Never;

    /// <summary>Share of groups that pay before they leave, 0..1.</summary>
    public double PurchaseShare { get; init; } = 0.35;

    /// <summary>Where each member of staff works, in turn; as many staff as <see cref="Staff"/>.</summary>
    public IReadOnlyList<PlanePoint> StaffPosts { get; init; } = [];

    /// <summary>Members of staff while <see cref="Arrivals"/> are possible.</summary>
    public int Staff { get; init; }

    /// <summary>People, on the floor and outside, that are followed at once; more do not come, and are counted.</summary>
    public int Capacity { get; init; } = 128;
}

/// <summary>A rectangle of the floor, metres.</summary>
public readonly record struct FloorArea(double Left, double Bottom, double Right, double Top)
{
    /// <summary>True when the point lies in it, edges included.</summary>
    public bool Contains(PlanePoint p) => p.X >= Left && p.X <= Right && p.Y >= Bottom && p.Y <= Top;

    /// <summary>Grown by <paramref name="by"/> metres on each side.</summary>
    public FloorArea Grown(double by) => new(Left - by, Bottom - by, Right + by, Top + by);
}

/// <summary>An area at which people stop.</summary>
/// <param name="Id">Its id; a zone's where one is measured there.</param>
/// <param name="Area">Where people stand.</param>
/// <param name="Weight">How likely it is on somebody's way, against the others.</param>
/// <param name="MedianDwellSeconds">Median of the log-normal time that people stay.</param>
/// <param name="DwellSpread">Standard deviation of that time's logarithm.</param>
public sealed record Attraction(string Id, Polygon Area, double Weight, double MedianDwellSeconds, double DwellSpread = 0.8);

/// <summary>A way in and out: people come from outside, walk through the middle, and are in the shop.</summary>
/// <param name="Outside">Where they appear and vanish.</param>
/// <param name="Inside">The first place that is surely in the shop.</param>
/// <param name="HalfWidth">How far from the straight way people walk through, metres.</param>
public sealed record Entrance(PlanePoint Outside, PlanePoint Inside, double HalfWidth = 0.4);

/// <summary>A till: one server, first come first served.</summary>
/// <param name="Service">Where the customer who is served stands.</param>
/// <param name="Next">From each place in the queue to the one behind it, metres.</param>
/// <param name="MedianServiceSeconds">Median of the log-normal service time.</param>
/// <param name="ServiceSpread">Standard deviation of its logarithm.</param>
/// <param name="LongestQueue">With as many waiting, a customer walks away instead.</param>
public sealed record Till(PlanePoint Service, PlanePoint Next, double MedianServiceSeconds = 50, double ServiceSpread = 0.5, int LongestQueue = 6);

/// <summary>A pavement along the shop window.</summary>
/// <param name="From">One end of its middle.</param>
/// <param name="To">The other end.</param>
/// <param name="HalfWidth">How far from the middle people walk, metres.</param>
/// <param name="Window">Where somebody passes the window.</param>
public sealed record Street(PlanePoint From, PlanePoint To, double HalfWidth, FloorArea Window);
