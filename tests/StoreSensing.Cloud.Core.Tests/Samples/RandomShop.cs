using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Samples;

/// <summary>What two devices of a shop might send: every kind, told and withheld figures, restarts, late parts of a window. The same seed sends the same.</summary>
internal sealed class RandomShop(int seed, int windowSeconds = 60)
{
    private static readonly string[] Sessions = [Wire.Session, Wire.OtherSession, "00112233445566aa"];

    private readonly Random _random = new(seed);
    private long _seq;

    public static readonly DeviceAddress Other = new("acme", "berlin", "floor-2");

    /// <summary>Messages of the windows from <paramref name="from"/> on, a few minutes apart at random.</summary>
    public IEnumerable<Accepted> Messages(DateTimeOffset from, int windows)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(from.ToUnixTimeSeconds() / windowSeconds * windowSeconds);
        for (var i = 0; i < windows; i++, start = start.AddSeconds(windowSeconds * _random.Next(1, 12)))
            foreach (var device in (DeviceAddress[])[Wire.Device, Other])
                foreach (var message in Window(start, Sessions[Math.Min(2, i * 3 / windows)]))
                    yield return Wire.Accept(device, message, start.AddHours(1));
    }

    private IEnumerable<MetricMessage> Window(DateTimeOffset start, string session)
    {
        T At<T>(T message)
            where T : MetricMessage => message with { Session = session, Seq = ++_seq, WindowStart = start, WindowSeconds = windowSeconds, ObservedSeconds = Seconds() };
        yield return At(Wire.Zones(0, 0, Zone("entrance", start), Zone("shelf", start)));
        yield return At(Wire.Lines(0, 0, Line(start)));
        yield return At(Wire.Heat(0, 0, Heat(8), Heat(8) with { Layer = "entry", PersonSeconds = null, People = [3, 4] }));
        yield return At(Wire.Expressions(0, 0, Is(0.6) ? Wire.NoShares("shelf", Is(0.5) ? "below-threshold" : "no-faces") : Wire.Shares("shelf", Few(), Few(), Few(), Few(), 5)));
        yield return At(Wire.Flow(0, 0, (Is(0.5) ? Wire.NoWays("floor", "below-threshold") : Wire.Ways("floor", 9, "entrance", Is(0.5) ? "shelf" : "till", 6, Few())) with { ObservedSeconds = Seconds() }));
        yield return At(Wire.Queues(0, 0, Queue()));
        yield return At(Wire.Occupancy(0, 0, Wire.Inside(Few(), Few(), Few(), 20 + _random.Next(30), Few(), Is(0.05) ? Few() : null) with { ObservedSeconds = Seconds() }));
        yield return At(Wire.Attention(0, 0, Display()));
        yield return At(Wire.Arousal(0, 0, Is(0.5) ? "walk-1" : null, Is(0.5) ? Wire.NotAroused("shelf") : Wire.Aroused("shelf", Wire.Contact(3 + Few(), 61.5, Is(0.5) ? 3.5 : null, 4.25, 0.25, Is(0.5) ? (-0.5, 0.25, 1) : null))));
    }

    private ZoneFigures Zone(string zone, DateTimeOffset start)
    {
        var dwells = Is(0.3) ? Wire.Dwell(_random.Next(3), [.. Enumerable.Range(0, 5 + Few()).Select(_ => 1 + (_random.NextDouble() * 300))]) with { Since = start.AddMinutes(-Few()) } : null;
        var figures = Wire.Zone(zone, Few() + 8, Few(), dwells is null ? null : 100 * _random.NextDouble(), Is(0.5) ? 5 + Few() : null, null, dwells, "below-threshold");
        var counts = _random.Next(6) switch
        {
            0 => figures with { Visits = null, EngagedVisits = null, CountsWithheld = "below-threshold" },
            1 => figures with { EngagedVisits = null, CountsWithheld = "below-threshold" },
            2 => figures with { Visits = null, EngagedVisits = null, CountsWithheld = "budget" },
            3 => figures with { CountsSince = start.AddMinutes(-5) },
            _ => figures,
        };
        return counts with { ObservedSeconds = Seconds() };
    }

    private LineFigures Line(DateTimeOffset start) => (_random.Next(4) switch
    {
        0 => Wire.Line("door", null, null, "below-threshold"),
        1 => Wire.Line("door", Few(), null, "below-threshold", start.AddMinutes(-3)),
        2 => Wire.Line("door", null, Few(), "budget"),
        _ => Wire.Line("door", Few(), Few()),
    }) with { ObservedSeconds = Seconds() };

    private HeatFigures Heat(int rows) => Wire.Surface("floor", (_random.Next(10), 1.5), (20 + _random.Next(20), 2.25)) with
    {
        Rows = rows, ObservedSeconds = Seconds(), Merge = Is(0.3) ? new MergeFigures { Pairs = Few(), Ambiguous = 0, RmsMetres = 0.25 } : null,
    };

    private QueueFigures Queue()
    {
        var wait = Is(0.4) ? Wire.Wait(12, 30.5, 61, 10 * Few()) : null;
        var ratio = wait is not null && Is(0.7) ? 0.5 + _random.NextDouble() : (double?)null;
        return Wire.Queue("shelf", _random.NextDouble() * 5, 5 + Few(), Few(), Few(), Few(), Few(), 0, wait, ratio) with { ObservedSeconds = Seconds() };
    }

    private AttentionFigures Display() => Wire.Display(
        "left-window",
        Is(0.5) ? Wire.Funnel(40, 20, 12, 9, 3, 14, 61.5, 97.25) : null,
        Is(0.5) ? Wire.Looks(0.4, 2.5, 1 + Few()) is var looks && Is(0.3) ? looks with { Attended = null, TotalSeconds = null } : looks : null,
        Is(0.5) ? Wire.Interest(3, [2, 4.5], [1 + Few()]) : null, Is(0.5) ? "below-threshold" : "nobody") with { ObservedSeconds = Seconds() };

    private bool Is(double chance) => _random.NextDouble() < chance;

    private int Few() => _random.Next(8);

    private double Seconds() => Math.Round(windowSeconds * (0.5 + (_random.NextDouble() / 2)), 3);
}
