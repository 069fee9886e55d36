using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Faces;

/// <summary>People and posters of a <see cref="FaceStreet"/>. A face is 0.08 of the picture wide.</summary>
internal static class StreetPeople
{
    public const double Width = 0.08;

    /// <summary>A poster that hangs there, but for the times it is hidden.</summary>
    public static StreetFace Poster(double x, double y, double width = Width, Func<double, bool>? shown = null) =>
        new(t => shown?.Invoke(t) ?? true ? (x, y) : null, width, IsPrint: true);

    /// <summary>Walks through the picture at a height; 5 s from side to side.</summary>
    public static StreetFace Walker(double from, double y, double width = Width, bool leftwards = false, bool showsFace = true) =>
        new(t => t - from is >= 0 and <= 5 ? (Across((t - from) / 5, leftwards), y + (0.004 * Math.Sin(12 * t))) : null, width, IsPrint: false, showsFace);

    /// <summary>Comes in from the left, stands at a place and goes out to the right.</summary>
    public static StreetFace Stander(double from, double x, double y, double seconds, double sway = 0, Func<double, bool>? showsFace = null) => new(
        t =>
        {
            var s = t - from;
            if (s < 0 || s > 4 + seconds || !(showsFace?.Invoke(t) ?? true))
                return null;
            var walked = s < 2 ? -0.05 + ((x + 0.05) * s / 2) : s < 2 + seconds ? x : x + ((1.05 - x) * (s - 2 - seconds) / 2);
            return (walked + Sway(t, sway), y);
        },
        Width, IsPrint: false);

    /// <summary>Has stood there from the first picture on.</summary>
    public static StreetFace There(double x, double y, double seconds, double sway) =>
        new(t => t <= seconds ? (x + Sway(t, sway), y + (0.6 * Sway(t + 40, sway))) : null, Width, IsPrint: false);

    /// <summary>Walkers for an hour, one every dozen seconds or so, at all heights, some of whom stop beside or before (0.5, 0.4).</summary>
    public static IEnumerable<StreetFace> Traffic(double seconds, int seed)
    {
        var random = new Random(seed);
        for (var t = 1.0; t < seconds - 30; t += 4 + (16 * random.NextDouble()))
        {
            var (y, width) = (0.25 + (0.3 * random.NextDouble()), Width * (0.8 + (0.5 * random.NextDouble())));
            yield return random.Next(4) == 0
                ? Stander(t, 0.5 + (0.15 * (random.NextDouble() - 0.5)), y, 3 + (15 * random.NextDouble()), sway: 0.1)
                : Walker(t, y, width, leftwards: random.Next(2) == 0, showsFace: random.Next(5) > 0);
        }
    }

    /// <summary>The whole picture, and a box of a face and a fifth around a place.</summary>
    public static IReadOnlyList<ZonePlan> Zones(double x, double y) =>
    [
        new("all", Rectangle(-1, -1, 2, 12)),
        new("poster", Rectangle(x - (0.6 * Width), y - Width, x + (0.6 * Width), y + Width)),
    ];

    private static Polygon Rectangle(double left, double top, double right, double bottom) =>
        new([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]);

    private static double Across(double share, bool leftwards) => leftwards ? 1.05 - (1.1 * share) : -0.05 + (1.1 * share);

    // Slow sums that never repeat, in face widths.
    private static double Sway(double t, double widths) => Width * widths * ((0.6 * Math.Sin(2 * Math.PI * 0.23 * t)) + (0.4 * Math.Sin(2 * Math.PI * 0.097 * t)));
}
