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
    /// A shop of 10 × 13 m under a high ceiling with a pavement in front: door and street at the bottom, shop window to the left of the door,
    /// till to the right. People stand in front of shelves, side by side.
    /// </summary>
    public static StoreScene Shop { get; } = new()
    {
        Name = "shop",
        Floor = new FloorArea(0, -2.5, 10, 13),
        Obstacles =
        [
            new(-0.2, -0.1, 4, 0.1), new(6, -0.1, 10.2, 0.1), // the front, with the door between
            new(-0.2, -0.1, 0, 13), new(10, -0.1, 10.2, 13), new(-0.2, 13, 10.2, 13.2),
            new(1.6, 3.0, 4.2, 3.8), new(1.6, 5.4, 4.2, 6.2), // shelves
            new(5.6, 5.2, 8.0, 6.0), // table
            new(8.9, 1.8, 9.3, 3.2), // counter
        ],
        Attractions =
        [
            new("promotion", Box(4.4, 1.9, 5.6, 2.4), 0.6, 10),
            new("shelf-front", Box(1.6, 2.2, 4.2, 2.7), 1.0, 25),
            new("shelf-middle", Box(1.6, 4.5, 4.2, 5.1), 1.2, 35),
            new("table", Box(5.6, 4.4, 8.0, 4.9), 1.0, 30),
            new("fitting", Box(4.6, 7.0, 7.0, 7.5), 0.5, 60, 0.6),
        ],
        Entrances = [new Entrance(new PlanePoint(5, -2.2), new PlanePoint(5, 1.1), 0.5)],
        Till = new Till(new PlanePoint(8.3, 2.6), new PlanePoint(-0.6, -0.35), LongestQueue: 3),
        Street = new Street(new PlanePoint(-1.5, -1.5), new PlanePoint(11.5, -1.5), 0.6, new FloorArea(0.2, -2.5, 3.9, -0.2)),
        Arrivals = WeeklyRate.Shop(24),
        Passers = WeeklyRate.Shop(110, 7, 22),
        Staff = 2,
        StaffPosts = [new(9.65, 2.6), new(8.8, 4.6), new(2.4, 6.9), new(8.6, 7.0)],
    };

    /// <summary>The same shop under two cameras that both see its middle.</summary>
    public static StoreScene Overlap { get; } = Shop with { Name = "overlap" };

    /// <summary>The zones that are measured in both: those people stop at, drawn with room around, the queue and the pavement before the window.</summary>
    public static IReadOnlyList<ZonePlan> ShopZones { get; } =
    [
        new("promotion", Box(4.1, 1.4, 5.9, 2.9)),
        new("shelf-front", Box(1.2, 1.6, 4.0, 3.1)),
        new("shelf-middle", Box(1.2, 3.9, 4.6, 5.6)),
        new("table", Box(5.2, 3.8, 8.4, 5.4)),
        new("fitting", Box(4.2, 6.4, 7.4, 8.0)),
        new("queue", Box(6.1, 0.9, 8.9, 3.2)),
        new("window", Box(0.2, -2.4, 3.9, -0.4)),
    ];

    /// <summary>The line across the door.</summary>
    public static IReadOnlyList<LinePlan> ShopLines { get; } = [new LinePlan("door", new PlanePoint(3.5, 0.3), new PlanePoint(6.5, 0.3), InIsPositive: true, Band: 0.25)];

    /// <summary>The cameras of a scene: pictures of 4:3, under the ceiling.</summary>
    public static IReadOnlyList<PinholeCamera> CamerasOf(string scene) => scene switch
    {
        // On the back wall, towards the door.
        "shop" => [PinholeCamera.At(new PlanePoint(5, 12.9), 4.5, tiltDegrees: 20, yawDegrees: -90, focalWidths: 0.9, aspect: 4.0 / 3)],
        // In both back corners, across to the other side of the door; both see the door and the middle.
        "overlap" =>
        [
            PinholeCamera.At(new PlanePoint(0.3, 12.9), 4.5, tiltDegrees: 20, yawDegrees: -70, focalWidths: 0.9, aspect: 4.0 / 3),
            PinholeCamera.At(new PlanePoint(9.7, 12.9), 4.5, tiltDegrees: 20, yawDegrees: -110, focalWidths: 0.9, aspect: 4.0 / 3),
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
