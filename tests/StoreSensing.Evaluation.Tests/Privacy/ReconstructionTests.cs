using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Evaluation.Privacy;

namespace StoreSensing.Evaluation.Tests.Privacy;

/// <summary>Somebody with all messages of a day tries to single out one visitor, by differencing windows, zones, lines and cells.</summary>
public sealed class ReconstructionTests
{
    private const int People = 5;
    private static readonly Lazy<TwinDay> Quiet = new(() => TwinDay.Simulate(120, 900, 1, seed: 3, step: 0.5));
    private static readonly Lazy<TwinDay> Minutes = new(() => TwinDay.Simulate(200, 60, 1, seed: 4, step: 0.5));

    [Fact]
    public void LinearProgram_SmallPolygon_FindsBothEnds()
    {
        var program = new LinearProgram(2); // x + y ≤ 4, x + 3y ≤ 6, x ≥ 1
        program.AtMost(4, (0, 1), (1, 1));
        program.AtMost(6, (0, 1), (1, 3));
        program.AtLeast(1, (0, 1));
        program.Bounds(0).ShouldBe((1, 4));
        program.Bounds(1).High.ShouldBe(5.0 / 3, 1e-9);
        new LinearProgram(1).Bounds(0).ShouldBe((0, double.PositiveInfinity));
    }

    // A window of one to four visits, told as nothing: nobody can tell from everything else how many there were, nor that there was anybody.
    [Fact]
    public void Strict_WithheldVisits_AreNotDetermined()
    {
        var day = Quiet.Value;
        var told = ToldDay.Of(day, Utility.Quiet(day, PrivacyProfile.Strict));
        var withheld = 0;
        foreach (var (zone, _) in day.Zones)
        {
            var bounds = new CountAttack(People).Solve([.. told.Zones.Select(m => m.Zones.SingleOrDefault(z => z.Zone == zone)?.Visits)])[0];
            withheld += Judge(day, bounds, told.Zones.Select(m => m.Zones.SingleOrDefault(z => z.Zone == zone)?.Visits), w => w.Zones.SingleOrDefault(z => z.Zone == zone)?.Visits ?? 0);
        }
        withheld.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Strict_WithheldCrossings_OfAShopThatIsEmptyAtNight_AreNotDetermined()
    {
        var day = Quiet.Value;
        var told = ToldDay.Of(day, Utility.Quiet(day, PrivacyProfile.Strict));
        int?[] inwards = [.. told.Lines.Select(m => m.Lines.Single(l => l.Line == "door").In)], outwards = [.. told.Lines.Select(m => m.Lines.Single(l => l.Line == "door").Out)];
        var bounds = new CountAttack(People).Solve(inwards, outwards);
        (Judge(day, bounds[0], inwards, w => w.Lines.Single(l => l.Line == "door").In) + Judge(day, bounds[1], outwards, w => w.Lines.Single(l => l.Line == "door").Out))
            .ShouldBeGreaterThan(5);
    }

    // The same attack on counts that are withheld below five, but told exactly and without carrying over, finds single visitors: it can.
    [Fact]
    public void Control_TotalsBesideWithheldWindows_AreDetermined()
    {
        var program = new LinearProgram(4);
        program.Equal(12, (0, 1), (1, 1), (2, 1), (3, 1)); // the day's total
        foreach (var (window, count) in new[] { (0, 5), (1, 6), (3, 0) })
            program.Equal(count, (window, 1));
        program.Bounds(2).ShouldBe((1, 1));
    }

    // What a person did to a told figure must not be his alone: every told cell, block and sum is about five people who had not been told of there before.
    [Theory]
    [InlineData("traffic")]
    [InlineData("standard")]
    public void NotStrict_EveryToldSum_IsOfFivePeople(string profile)
    {
        var day = Minutes.Value;
        var told = ToldDay.Of(day, Utility.Quiet(day, PrivacyProfile.Of(profile)));
        var (cells, dwellers) = (new Dictionary<int, HashSet<long>>(), new Dictionary<string, HashSet<long>>());
        var (toldCells, toldSums) = (0, 0);
        for (var w = 0; w < day.Windows.Count; w++)
        {
            foreach (var stand in day.Windows[w].Heat.SelectMany(h => h.CellsOf))
                Set(cells, stand.Cell).Add(stand.TrackId);
            foreach (var cell in told.Heat[w].Surfaces.Where(s => s.Layer == "path").SelectMany(s => s.Cells))
            {
                cells[cell].Count.ShouldBeGreaterThanOrEqualTo(People);
                cells[cell].Clear();
                toldCells++;
            }
            foreach (var zone in day.Windows[w].Zones)
            {
                Set(dwellers, zone.Zone).UnionWith(zone.Ended.Select(e => e.TrackId));
                var figures = told.Zones[w].Zones.Single(z => z.Zone == zone.Zone);
                if (figures.PersonSeconds is null)
                    continue;
                dwellers[zone.Zone].Count.ShouldBeGreaterThanOrEqualTo(People);
                dwellers[zone.Zone].Clear();
                toldSums++;
            }
        }
        toldCells.ShouldBeGreaterThan(200);
        toldSums.ShouldBeGreaterThan(50);
    }

    // A zone's seconds less the cells under it leave what waits: that is about nobody, or about five people.
    [Fact]
    public void Standard_ZonesLessTheirCells_LeaveNobodyAlone()
    {
        var day = Minutes.Value;
        var anonymiser = Utility.Quiet(day, PrivacyProfile.Standard);
        var waiting = new Dictionary<int, HashSet<long>>();
        var looked = 0;
        foreach (var window in day.Windows)
        {
            foreach (var stand in window.Heat.SelectMany(h => h.CellsOf))
                Set(waiting, stand.Cell).Add(stand.TrackId);
            var told = ToldDay.Of(day with { Windows = [window] }, anonymiser).Heat.Single().Surfaces.Where(s => s.Layer == "path").SelectMany(s => s.Cells).ToHashSet();
            foreach (var cell in told)
                waiting[cell].Clear();
            foreach (var (zone, cells) in day.Zones)
            {
                if (!cells.Any(told.Contains))
                    continue;
                looked++;
                var rest = cells.SelectMany(cell => waiting.GetValueOrDefault(cell) ?? []).Distinct().Count();
                (rest == 0 || rest >= People).ShouldBeTrue($"{zone}: {rest} people are left beside what was told");
            }
        }
        looked.ShouldBeGreaterThan(20);
    }

    // One visitor alone in the shop for a whole day, in standard: nothing of what he did but that he came.
    [Fact]
    public void Standard_OneVisitor_LeavesNoDwellHeatOrPresence()
    {
        var day = TwinDay.Simulate(1, 60, 1, seed: 9, step: 0.5);
        day.Windows.SelectMany(w => w.Zones).Sum(z => z.Visits).ShouldBeGreaterThan(0);
        var told = ToldDay.Of(day, Utility.Quiet(day, PrivacyProfile.Standard));
        told.Zones.SelectMany(m => m.Zones).ShouldAllBe(z => z.PersonSeconds == null && z.Dwell == null && z.OccupancyNow == null && z.OccupancyPeak == null);
        told.Heat.SelectMany(m => m.Surfaces).ShouldAllBe(s => s.Cells.Count == 0);
        // The word for nobody must not become the word for too few in the window in which he left.
        told.Zones.SelectMany(m => m.Zones).Select(z => (z.DwellWithheld, z.PersonSecondsWithheld)).Distinct().ShouldHaveSingleItem();
        told.Zones.Select(m => m.Suppressed).Distinct().ShouldHaveSingleItem();
    }

    // And in strict a day of one visitor is, byte for byte but for its session, a day of nobody.
    [Fact]
    public void Strict_OneVisitor_IsADayOfNobody()
    {
        var one = TwinDay.Simulate(1, 900, 1, seed: 9, step: 0.5);
        var nobody = one with { Windows = [.. one.Windows.Select(Empty)] };
        ToldDay.Of(one, Utility.Quiet(one, PrivacyProfile.Strict)).All.Select(m => Convert.ToHexString(m.Payload.Span))
            .ShouldBe(ToldDay.Of(nobody, Utility.Quiet(nobody, PrivacyProfile.Strict)).All.Select(m => Convert.ToHexString(m.Payload.Span)));
    }

    private static RawDeviceWindow Empty(RawDeviceWindow window) => window with
    {
        Zones = [.. window.Zones.Select(z => new RawZone(z.Zone, 0, 0, 0, 0, 0, []) { ObservedSeconds = z.ObservedSeconds })],
        Lines = [.. window.Lines.Select(l => new RawLine(l.Line, 0, 0) { ObservedSeconds = l.ObservedSeconds })],
        Heat = [.. window.Heat.Select(h => new RawHeat(h.Surface, h.ObservedSeconds, new float[h.Cells.Length]))],
    };

    private static int Judge(TwinDay day, (double Low, double High)[] bounds, IEnumerable<int?> told, Func<RawDeviceWindow, int> truth)
    {
        var withheld = 0;
        foreach (var ((window, (low, high)), figure) in day.Windows.Zip(bounds).Zip(told))
        {
            if (figure is not null || truth(window) is < 1 or >= People)
                continue;
            withheld++;
            low.ShouldBeLessThan(1, $"{window.Window.Start:HH:mm}: that anybody was there");
            (high - low).ShouldBeGreaterThanOrEqualTo(1, $"{window.Window.Start:HH:mm}: how many");
        }
        return withheld;
    }

    private static HashSet<long> Set<T>(Dictionary<T, HashSet<long>> sets, T key)
        where T : notnull =>
        sets.TryGetValue(key, out var set) ? set : sets[key] = [];
}
