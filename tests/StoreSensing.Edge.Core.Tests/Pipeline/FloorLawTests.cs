using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Zones;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>What must hold for any people, frame rate and loss of frames.</summary>
public sealed class FloorLawTests
{
    private static readonly Polygon Shop = FloorScene.Rectangle(3, 0, 10, 8);

    // Walks in at a moment between frames, stays, walks out: whatever the rate and whichever frames are dropped, the dwell is off by at most
    // the pause at each end.
    [Fact]
    public void Dwell_AnyRateAndDroppedFrames_WithinAPauseAtEachEnd() => ForAny(random =>
    {
        var rate = 3 + (random.NextDouble() * 27);
        var lost = random.NextDouble() * 0.3;
        var (from, to) = (2 + random.NextDouble(), 8 + (random.NextDouble() * 10));
        var dropped = new HashSet<double>();
        var pause = 0.0;
        var last = 0.0;
        for (var i = 0; i / rate < 30; i++)
        {
            if (i > 0 && random.NextDouble() < lost && (i / rate) - last < 0.6)
                dropped.Add(i / rate);
            else
                (pause, last) = (Math.Max(pause, (i / rate) - last), i / rate);
        }
        var scene = new FloorScene(t => t is < 1 or > 25 ? null : new PlanePoint(t < from || t > to ? 1 : 5, 4)) { Zones = { ("shop", Shop) }, Dropped = dropped.Contains };
        scene.Play(30, rate);
        var dwell = scene.Zone("shop").SelectMany(z => z.Ended).ShouldHaveSingleItem();
        dwell.Censored.ShouldBeFalse();
        dwell.Seconds.ShouldBeInRange(to - from - (2 * pause) - 1e-6, to - from + 1e-6);
        scene.Zone("shop").Sum(z => z.PersonSeconds).ShouldBe(dwell.Seconds, 1e-6);
    });

    // A minute on the line, swinging up to the band, at any pace.
    [Fact]
    public void Line_HoversForAMinute_CountsAtMostOnce() => ForAny(random =>
    {
        var (swing, pace, drift) = (random.NextDouble() * 0.3, 0.5 + (random.NextDouble() * 6), (random.NextDouble() * 0.1) - 0.05);
        var scene = new FloorScene(t => t > 60 ? null : new PlanePoint(3 + drift + (swing * Math.Sin(t * pace)), 4)) { Lines = { Door(swing + Math.Abs(drift)) } };
        scene.Play(65, 4 + (random.NextDouble() * 20));
        scene.Windows.SelectMany(w => w.Lines).Sum(l => l.In + l.Out).ShouldBeLessThanOrEqualTo(1);
    });

    // Everybody begins and ends a metre off the door or farther and is never lost: who came in less who went out is who is inside, window by
    // window in the ledger as well, as long as nobody was inside before.
    [Fact]
    public void Entrance_AnyWays_EntriesMinusExitsIsOccupancy() => ForAny(random =>
    {
        var inside = 0;
        var people = Enumerable.Range(0, 6).Select(i =>
        {
            var corners = new List<(double, double, double)> { (0, 1, 1 + i) };
            for (var t = 2.0; t < 50; t += 3 + (random.NextDouble() * 5))
                corners.Add((t, random.NextDouble() * 10, 1 + i));
            var end = random.Next(2) == 0 ? 1 : 6;
            inside += end > 3 ? 1 : 0;
            corners.Add((57, end, 1 + i));
            return FloorScene.Walks([.. corners]);
        }).ToArray();
        var scene = new FloorScene(people) { Lines = { Door(0.25) } }.Play(60);
        (scene.Windows.Sum(w => w.Lines[0].In) - scene.Windows.Sum(w => w.Lines[0].Out)).ShouldBe(inside);
        var ledger = new OccupancyLedger(new TimeOnly(4, 0), TimeZoneInfo.Utc);
        foreach (var window in scene.Windows)
        {
            var change = ledger.Take(window.Window, window.Crossings!);
            (change.In, change.Out, change.Clamped).ShouldBe((window.Lines[0].In, window.Lines[0].Out, 0));
            window.Crossings!.ShouldAllBe(c => window.Window.Contains(c.At));
        }
        ledger.Occupancy.ShouldBe(inside);
    });

    // Every figure over many short windows is that over one long.
    [Fact]
    public void Totals_ManyWindows_EqualOneWindow() => ForAny(random =>
    {
        var people = Enumerable.Range(0, 5).Select(_ => ZoneOverlapTests.RandomWay(random, 20 + (random.NextDouble() * 40))).ToArray();
        var (many, one) = (Scene(people, 5).Play(70), Scene(people, 3600).Play(70));
        foreach (var figure in new Func<RawWindow, double>[]
        {
            w => w.Zones.Sum(z => z.Visits), w => w.Zones.Sum(z => z.EngagedVisits), w => w.Zones.Sum(z => z.Ended.Count), w => w.Lines.Sum(l => l.In), w => w.Lines.Sum(l => l.Out),
            w => w.Entries.Sum(), w => w.Exits.Sum(), w => w.Flow!.Visitors, w => w.Flow!.Transitions.Sum(), w => w.Crossings!.Count,
        })
            many.Windows.Sum(figure).ShouldBe(one.Windows.Sum(figure));
        foreach (var figure in new Func<RawWindow, double>[]
        {
            w => w.ObservedSeconds, w => w.Zones.Sum(z => z.PersonSeconds), w => w.Heat.Sum(h => (double)h), w => w.Linger.Sum(h => (double)h),
        })
            many.Windows.Sum(figure).ShouldBe(one.Windows.Sum(figure), 1e-3);
    });

    private static FloorScene Scene(Way[] people, int windowSeconds) => new(people)
    {
        WindowSeconds = windowSeconds,
        Zones = { ("shop", Shop), ("shelf", FloorScene.Rectangle(4, 4, 8, 7)), ("street", FloorScene.Rectangle(0, 0, 3, 8)) },
        Lines = { Door(0.25) },
    };

    // From (3, 8) down to (3, 0): in leads to larger x.
    private static LinePlan Door(double band) => new("door", new PlanePoint(3, 8), new PlanePoint(3, 0), InIsPositive: true, band, Entrance: true);

    private static void ForAny(Action<Random> law) => Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed => law(new Random((int)seed))).QuickCheckThrowOnFailure();
}
