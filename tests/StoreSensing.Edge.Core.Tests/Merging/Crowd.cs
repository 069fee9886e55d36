using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Tests.Merging;

/// <summary>Shoppers who come in at one end, stop at a few places and leave at either end.</summary>
internal static class Crowd
{
    public static Walk Through(double from, params (double X, double Y, double Stay)[] places)
    {
        var legs = new List<(double At, PlanePoint From, PlanePoint To, double Until)>();
        var t = from;
        for (var i = 0; i < places.Length; i++)
        {
            var here = new PlanePoint(places[i].X, places[i].Y);
            legs.Add((t, here, here, t += places[i].Stay));
            if (i + 1 == places.Length)
                break;
            var next = new PlanePoint(places[i + 1].X, places[i + 1].Y);
            var seconds = Math.Sqrt(Math.Pow(next.X - here.X, 2) + Math.Pow(next.Y - here.Y, 2)) / 1.1;
            legs.Add((t, here, next, t += seconds));
        }
        var until = t;
        return at =>
        {
            if (at < from || at > until)
                return null;
            var leg = legs.Find(l => at <= l.Until);
            var part = leg.Until > leg.At ? (at - leg.At) / (leg.Until - leg.At) : 0;
            return new PlanePoint(leg.From.X + (part * (leg.To.X - leg.From.X)), leg.From.Y + (part * (leg.To.Y - leg.From.Y)));
        };
    }

    public static Walk[] Random(int seed, int count, double seconds)
    {
        var random = new Random(seed);
        double In(double low, double high) => low + ((high - low) * random.NextDouble());
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var places = new List<(double, double, double)> { (random.Next(2) == 0 ? 0.6 : 13.4, In(2, 6), 0) };
                for (var stop = random.Next(1, 5); stop > 0; stop--)
                    places.Add((In(1.5, 12.5), In(1.5, 6.5), random.Next(3) == 0 ? 0 : In(2, 20)));
                places.Add((random.Next(2) == 0 ? 0.6 : 13.4, In(2, 6), 0));
                return Through(In(0, seconds * 0.85), [.. places]);
            }),
        ];
    }
}
