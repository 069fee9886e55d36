using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>Paths of scripted people: boxes 0.1 × 0.4 of the picture whose foot point is given.</summary>
internal static class Walks
{
    public static Box Standing(double x, double y) => new((float)(x - 0.05), (float)(y - 0.4), (float)(x + 0.05), (float)y);

    /// <summary>Stands at a place from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static Path Stand(double x, double y, double from, double to) =>
        t => t >= from - 1e-9 && t <= to + 1e-9 ? Standing(x, y) : null;

    /// <summary>Walks from x1 to x2 between two times.</summary>
    public static Path Walk(double x1, double x2, double y, double from, double to) =>
        t => t >= from - 1e-9 && t <= to + 1e-9 ? Standing(x1 + ((x2 - x1) * (t - from) / (to - from)), y) : null;

    /// <summary>Swings about a place.</summary>
    public static Path Hover(double x, double y, double reach, double period, double from, double to) =>
        t => t >= from && t <= to ? Standing(x + (reach * Math.Sin(2 * Math.PI * (t - from) / period)), y) : null;
}
