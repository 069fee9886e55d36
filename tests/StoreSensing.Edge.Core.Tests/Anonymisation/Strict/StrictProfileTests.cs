using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

public sealed class StrictProfileTests
{
    private readonly MemoryLedger _ledger = new();

    [Fact]
    public void WithoutNoise_FourVisitors_AreWithheldLikeNobody()
    {
        var zones = Zones(Quiet(), 0, Visits("a", 1, 4), Visits("b", 1, 0)).Zones;
        zones.ShouldAllBe(z => z.Visits == null && z.EngagedVisits == null && z.CountsWithheld == "below-threshold" && z.DwellWithheld == "below-threshold");
        zones.ShouldAllBe(z => z.OccupancyPeak == null && z.OccupancyNow == null && z.PersonSeconds == null);
    }

    [Fact]
    public void WithoutNoise_OneVisitorManyTimes_IsNobody() =>
        Zones(Quiet(), 0, new RawZone("a", 40, 0, 0, 0, 0, []) { VisitsOf = [.. Enumerable.Repeat(7L, 40)] }).Zones[0].Visits.ShouldBeNull();

    // In steps of five, nothing lost but what waits, and where the steps lie is not known: over many devices the same visitors are first told as five or as ten.
    [Fact]
    public void WithoutNoise_OverManyWindows_StepsOfFiveAndNothingLost()
    {
        var firsts = new HashSet<int>();
        for (var seed = 0; seed < 40; seed++)
        {
            var anonymiser = Quiet(seed);
            var (told, visits) = (0, 0);
            for (var number = 0; number < 60; number++)
            {
                var count = Zones(anonymiser, number, Visits("a", 1 + (number * 10), number % 4)).Zones[0].Visits;
                visits += number % 4;
                if (told == 0 && count > 0)
                    firsts.Add(count.Value);
                ((count ?? 0) % 5).ShouldBe(0);
                told += count ?? 0;
            }
            Math.Abs(told - visits).ShouldBeLessThanOrEqualTo(8);
        }
        firsts.Order().ShouldBe([5, 10]);
    }

    [Fact]
    public void WithoutNoise_LinesAndHeat_WaitForFive()
    {
        var anonymiser = Quiet();
        var first = anonymiser.Anonymise(Device(0, 4));
        Lines(first).ShouldAllBe(l => l.In == null && l.Out == null && l.Withheld == "below-threshold");
        Heat(first).Cells.ShouldBeEmpty();
        var later = anonymiser.Anonymise(Device(1, 9, firstId: 100));
        Lines(later).Single().In.ShouldNotBeNull().ShouldBeInRange(10, 15);
        Lines(later).Single().Out.ShouldBeNull("nobody went out");
        Heat(later).Cells.ShouldBe([2]);
        (Heat(later).PersonSeconds![0] % 5).ShouldBe(0);
    }

    [Fact]
    public void WithNoise_SameDay_TellsOnlyCountsAndHeatAndFollowsTheSchemas()
    {
        var anonymiser = Noisy(4);
        for (var number = 0; number < 12; number++)
        {
            var messages = anonymiser.Anonymise(Device(number, 30, firstId: number * 100) with
            {
                Attention = [new RawAttention("window", [], [])], Queues = [new RawQueue("a", 1, 0, 0, 0, 3, 1, 1)], Crossings = [],
            });
            messages.Select(m => m.Kind).ShouldBe([MessageKind.Zone, MessageKind.Heat, MessageKind.Line]);
            foreach (var message in messages)
                WireSchemas.Validator(message.Kind).Problem(message.Payload.Span).ShouldBeNull();
            Read(messages[0], WireJson.Default.ZoneMessage).Zones.ShouldAllBe(z => z.Dwell == null && z.DwellWithheld == "profile" && z.PersonSecondsWithheld == "profile");
        }
    }

    // One track that visits without end, beside nobody: its contribution ends at its bound, so its zone's told sum does, but for the noise.
    [Fact]
    public void WithNoise_OneTrackWithoutEnd_ContributesItsBound()
    {
        var bounds = new ContributionBounds(new StrictOptions { EpsilonPerDay = 1, Visits = 6 });
        Enumerable.Range(0, 1000).Sum(_ => bounds.Take(42, FigureGroup.Visits, 1)).ShouldBe(6);
        bounds.Take(42, FigureGroup.Heat, long.MaxValue).ShouldBe(120_000);
        bounds.Take(43, FigureGroup.Visits, 1).ShouldBe(1);
    }

    [Fact]
    public void Bounds_MoreTracksThanRoom_CountNoMoreButKeepTheirPromise()
    {
        var bounds = new ContributionBounds(new StrictOptions { EpsilonPerDay = 1, Visits = 6 });
        for (var track = 0L; track < ContributionBounds.MostTracks + 10_000; track++)
            foreach (var group in Enum.GetValues<FigureGroup>())
                bounds.Take(track, group, 1);
        bounds.Count.ShouldBe(ContributionBounds.MostTracks);
        bounds.Take(ContributionBounds.MostTracks + 5, FigureGroup.Visits, 1).ShouldBe(0);
        bounds.Take(3, FigureGroup.Visits, 100).ShouldBe(5);
    }

    [Fact]
    public void WithNoise_BudgetSpent_SaysSoAndTellsNothing()
    {
        _ledger.Written = new LedgerEntry(DateOnly.FromDateTime(RawFigures.Start.Date), 4_000_000, 9, "boot-1", TimeSpan.Zero, 1);
        var messages = Noisy(4).Anonymise(Device(0, 500));
        var zones = Read(messages[0], WireJson.Default.ZoneMessage);
        zones.Zones.ShouldAllBe(z => z.Visits == null && z.CountsWithheld == "budget");
        Lines(messages).ShouldAllBe(l => l.In == null && l.Withheld == "budget");
        Heat(messages).Cells.ShouldBeEmpty();
    }

    private static Anonymiser Quiet(int seed = 1) => Make(PrivacyProfile.Strict, new StrictOptions(), null, seed);

    private Anonymiser Noisy(double epsilon, int seed = 1) =>
        Make(PrivacyProfile.StrictWithNoise, new StrictOptions { EpsilonPerDay = epsilon }, new PrivacyBudget(epsilon, _ledger, _ => { }), seed);

    private static Anonymiser Make(PrivacyProfile profile, StrictOptions options, PrivacyBudget? budget, int seed) => new(
        "0123456789abcdef", profile, [RawFigures.Floor], [],
        strict: new StrictProfile(options, new FigureGroups(true, true), GeometricNoiseTests.Seeded(seed), budget, TimeZoneInfo.Utc));

    private static RawZone Visits(string zone, long firstId, int people) =>
        new(zone, people, 0, 0, people, 0, []) { VisitsOf = [.. Enumerable.Range(0, people).Select(i => firstId + i)] };

    private static RawDeviceWindow Device(int number, int people, long firstId = 1) => RawFigures.Device(RawFigures.Window("cam", number, 60, Visits("a", firstId, people)) with
    {
        Lines = [new RawLine("door", people, 0) { Crossers = [.. Enumerable.Range(0, people).Select(i => new RawCrosser(firstId + i, true))] }],
        HeatOf = [.. Enumerable.Range(0, people).Select(i => new RawStand(firstId + i, 2, 3.3))],
    });

    private static ZoneMessage Zones(Anonymiser anonymiser, int number, params RawZone[] zones) =>
        Read(anonymiser.Anonymise(RawFigures.Device(RawFigures.Window("cam", number, 60, zones)))[0], WireJson.Default.ZoneMessage);

    private static IReadOnlyList<LineFigures> Lines(IReadOnlyList<PublishableMessage> messages) => Read(messages.Single(m => m.Kind == MessageKind.Line), WireJson.Default.LineMessage).Lines;

    private static HeatFigures Heat(IReadOnlyList<PublishableMessage> messages) => Read(messages.Single(m => m.Kind == MessageKind.Heat), WireJson.Default.HeatMessage).Surfaces.Single();

    private static T Read<T>(PublishableMessage message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(message.Payload.Span, type)!;
}
