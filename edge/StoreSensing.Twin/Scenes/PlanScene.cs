using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Twin.Scenes;

/// <summary>A shop guessed from somebody's own zones and lines: people come in across the lines and stop in the zones.</summary>
public static class PlanScene
{
    private static readonly string[] TillWords = ["till", "checkout", "cash", "queue", "cassa", "casse", "coda"];

    /// <summary>A scene without obstacles; every zone draws people alike, and one whose id speaks of a till gets a server.</summary>
    /// <param name="floor">Where people can be seen, metres.</param>
    /// <param name="zones">Zones, metres.</param>
    /// <param name="lines">Lines, metres.</param>
    /// <param name="groupsPerHour">Arrivals in a mean open hour.</param>
    public static StoreScene Of(FloorArea floor, IReadOnlyList<ZonePlan> zones, IReadOnlyList<LinePlan> lines, double groupsPerHour = 40)
    {
        var till = zones.FirstOrDefault(z => TillWords.Any(word => z.Id.Contains(word, StringComparison.Ordinal)));
        return new StoreScene
        {
            Name = "plan",
            Floor = floor,
            Attractions = [.. zones.Where(z => z != till).Select(z => new Attraction(z.Id, z.Polygon, 1, 15))],
            Entrances = lines.Count > 0 ? [.. lines.Select(line => Through(line, floor))] : [FromTheEdge(floor)],
            Till = till is null ? null : TillIn(till.Polygon),
            Arrivals = WeeklyRate.Shop(groupsPerHour),
        };
    }

    // People start a little outside, so that they have a side before they cross; on a line at the floor's edge that is beyond the floor.
    private static Entrance Through(LinePlan line, FloorArea floor)
    {
        var length = Math.Sqrt(Math.Pow(line.To.X - line.From.X, 2) + Math.Pow(line.To.Y - line.From.Y, 2));
        var sign = line.InIsPositive ? 1 : -1;
        var (nx, ny) = (-sign * (line.To.Y - line.From.Y) / length, sign * (line.To.X - line.From.X) / length);
        var middle = new PlanePoint((line.From.X + line.To.X) / 2, (line.From.Y + line.To.Y) / 2);
        var away = 1 + (4 * line.Band);
        var inside = new PlanePoint(middle.X + (nx * away), middle.Y + (ny * away));
        var outside = new PlanePoint(middle.X - (nx * (away + 0.5)), middle.Y - (ny * (away + 0.5)));
        return new Entrance(outside, floor.Contains(inside) ? inside : middle, Math.Min(0.4, length / 5));
    }

    private static Entrance FromTheEdge(FloorArea floor)
    {
        var x = (floor.Left + floor.Right) / 2;
        return new Entrance(new PlanePoint(x, floor.Bottom), new PlanePoint(x, floor.Bottom + ((floor.Top - floor.Bottom) / 8)));
    }

    private static Till TillIn(Polygon area)
    {
        var (left, right) = (area.Corners.Min(c => c.X), area.Corners.Max(c => c.X));
        var (bottom, top) = (area.Corners.Min(c => c.Y), area.Corners.Max(c => c.Y));
        var wide = right - left > top - bottom;
        var step = Math.Min(0.8, Math.Max(right - left, top - bottom) / 5);
        return wide
            ? new Till(new PlanePoint(left + (step / 2), (bottom + top) / 2), new PlanePoint(step, 0), LongestQueue: 4)
            : new Till(new PlanePoint((left + right) / 2, bottom + (step / 2)), new PlanePoint(0, step), LongestQueue: 4);
    }
}
