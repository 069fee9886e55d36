using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Twin.Cameras;

namespace StoreSensing.Twin.Scenes;

/// <summary>The shops that come with the product, by name.</summary>
public static class BuiltInScenes
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["shop", "overlap"];

    /// <summary>
    /// A shop of 10 × 11 m with a pavement in front: door and street at the bottom, shop window to the left of the door, till at the right.
    /// </summary>
    public static StoreScene Shop { get; } = new()
    {
        Name = "shop",
        Floor = new FloorArea(0, -2.5, 10, 11),
        Obstacles =
        [
            new(-0.2, -0.1, 4, 0.1), new(6, -0.1, 10.2, 0.1), // the front, with the door between
            new(-0.2, -0.1, 0, 11), new(10, -0.1, 10.2, 11), new(-0.2, 11, 10.2, 11.2),
            new(1.8, 3.0, 4.2, 3.8), new(1.8, 5.4, 4.2, 6.2), // shelves
            new(5.6, 4.4, 6.4, 6.2), // table
            new(8.9, 2.6, 9.3, 4.2), // counter
        ],
        Attractions =
        [
            new("promotion", Box(4.1, 1.3, 5.9, 2.6), 0.8, 10),
            new("shelf-front", Box(1.8, 1.9, 4.0, 2.9), 1.0, 25),
            new("shelf-middle", Box(1.8, 3.9, 4.2, 5.3), 1.2, 35),
            new("table", Box(6.5, 4.4, 7.8, 6.2), 1.0, 30),
            new("fitting", Box(2.8, 6.4, 5.0, 7.6), 0.5, 60, 0.6),
        ],
        Entrances = [new Entrance(new PlanePoint(5, -2.2), new PlanePoint(5, 1.1), 0.5)],
        Till = new Till(new PlanePoint(8.3, 3.4), new PlanePoint(-0.25, -0.7), LongestQueue: 4),
        Street = new Street(new PlanePoint(-1.5, -1.5), new PlanePoint(11.5, -1.5), 0.6, new FloorArea(0.2, -2.5, 3.9, -0.2)),
        Arrivals = WeeklyRate.Shop(24),
        Passers = WeeklyRate.Shop(110, 7, 22),
        Staff = 2,
        StaffPosts = [new(9.65, 3.4), new(5.0, 5.4), new(6.2, 7.4), new(7.8, 7.0)],
    };

    /// <summary>The same shop under two cameras that both see its middle.</summary>
    public static StoreScene Overlap { get; } = Shop with { Name = "overlap" };

    /// <summary>The zones that are measured in both: those people stop at, the queue and the pavement before the window.</summary>
    public static IReadOnlyList<ZonePlan> ShopZones { get; } =
    [
        .. Shop.Attractions.Select(a => new ZonePlan(a.Id, a.Area)),
        new ZonePlan("queue", Box(6.7, 0.4, 8.8, 4.0)),
        new ZonePlan("window", Box(0.2, -2.4, 3.9, -0.4)),
    ];

    /// <summary>The line across the door.</summary>
    public static IReadOnlyList<LinePlan> ShopLines { get; } = [new LinePlan("door", new PlanePoint(3.5, 0.3), new PlanePoint(6.5, 0.3), InIsPositive: true, Band: 0.25)];

    /// <summary>The cameras of a scene: pictures of 4:3, under the ceiling.</summary>
    public static IReadOnlyList<PinholeCamera> CamerasOf(string scene) => scene switch
    {
        // On the back wall, towards the door.
        "shop" => [PinholeCamera.At(new PlanePoint(5, 10.9), 4.0, tiltDegrees: 28, yawDegrees: -90, focalWidths: 0.7, aspect: 4.0 / 3)],
        // On the side walls, towards each other; both see the middle.
        "overlap" =>
        [
            PinholeCamera.At(new PlanePoint(0.1, 4), 3.4, tiltDegrees: 42, yawDegrees: -10, focalWidths: 0.5, aspect: 4.0 / 3),
            PinholeCamera.At(new PlanePoint(9.9, 4), 3.4, tiltDegrees: 42, yawDegrees: -170, focalWidths: 0.5, aspect: 4.0 / 3),
        ],
        _ => throw new ArgumentException($"there is no scene '{scene}': {string.Join(", ", Names)}", nameof(scene)),
    };

    /// <summary>The scene of a name.</summary>
    public static StoreScene Of(string name) => name switch
    {
        "shop" => Shop,
        "overlap" => Overlap,
        _ => throw new ArgumentException($"there is no scene '{name}': {string.Join(", ", Names)}", nameof(name)),
    };

    private static Polygon Box(double left, double bottom, double right, double top) => new([new(left, bottom), new(right, bottom), new(right, top), new(left, top)]);
}
