using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Core.Tests.Faces;

namespace StoreSensing.Edge.Core.Tests.Anonymisation;

public sealed class AnonymiserTests
{
    private const string Session = "0123456789abcdef";
    private readonly Anonymiser _standard = Make(PrivacyProfile.Standard);

    [Fact]
    public void Dwell_FourPeople_IsWithheldAndCounted()
    {
        var message = Zones(_standard, RawFigures.Zone("a", RawFigures.Dwells(4)));
        var zone = message.Zones.ShouldHaveSingleItem();
        zone.Dwell.ShouldBeNull();
        zone.DwellWithheld.ShouldBe("below-threshold");
        zone.Visits.ShouldBe(4);
        message.Suppressed.ShouldBe(1);
    }

    [Fact]
    public void Dwell_FivePeople_IsTold()
    {
        var message = Zones(_standard, RawFigures.Zone("a", RawFigures.Dwells(5)));
        var zone = message.Zones.ShouldHaveSingleItem();
        message.Suppressed.ShouldBe(0);
        zone.DwellWithheld.ShouldBeNull();
        var dwell = zone.Dwell.ShouldNotBeNull();
        dwell.Visits.ShouldBe(5);
        zone.PersonSeconds.ShouldBe(4 + 5 + 6 + 7 + 8);
        dwell.MedianSeconds.ShouldBe(6, 0.061);
        dwell.Sketch.Counts.Sum().ShouldBe(5);
        dwell.CensoredSketch.Counts.ShouldBeEmpty();
        dwell.KaplanMeier.MedianSeconds.ShouldNotBeNull().ShouldBe(6, 0.061);
    }

    // Three times five visits, of which two were cut: the plain median is 6 s, the one that knows of it is 7 s.
    [Fact]
    public void Dwell_CutVisits_RaiseTheMedian()
    {
        RawDwell[] five = [new(1, 4, false), new(2, 5, true), new(3, 6, true), new(4, 7, false), new(5, 8, false)];
        Zones(_standard, RawFigures.Zone("a", five)).Zones[0].Dwell.ShouldBeNull("neither three seen visits nor two cut ones are enough");
        var more = five.Concat(five).Select((d, i) => d with { TrackId = 10 + i });
        var dwell = Zones(_standard, RawFigures.Zone("a", [.. more])).Zones[0].Dwell.ShouldNotBeNull();
        dwell.MedianSeconds.ShouldBe(6, 0.061);
        (dwell.Censored, dwell.CensoredSketch.Counts.Sum()).ShouldBe((6, 6));
        // 4 of 5 are left after 4 s; of the two that are known to have reached 7 s one ends then, which leaves 4/5 × 1/2.
        dwell.KaplanMeier.MedianSeconds.ShouldNotBeNull().ShouldBe(7, 0.071);
    }

    [Fact]
    public void Dwell_OnePersonFiveTimes_IsWithheld()
    {
        var visits = Enumerable.Range(0, 5).Select(i => new RawDwell(77, 3 + i, false)).ToArray();
        Zones(_standard, RawFigures.Zone("a", visits)).Zones[0].DwellWithheld.ShouldBe("below-threshold");
    }

    [Fact]
    public void Dwell_NobodyEnded_LooksLikeTooFew()
    {
        // Else the window in which the word changes would say when a lone visitor left.
        var message = Zones(_standard, RawFigures.Zone("a"));
        message.Zones[0].DwellWithheld.ShouldBe("below-threshold");
        message.Suppressed.ShouldBe(1);
    }

    // Random visits over fifty windows: every one is in exactly one block, no block has fewer than five people, and the block says since when.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Dwell_OverManyWindows_EveryVisitIsInExactlyOneBlock(int seed)
    {
        var random = new Random(seed);
        var (visits, seconds, censored, nextId) = (0, 0.0, 0, 1L);
        var told = new List<DwellFigures>();
        var toldSeconds = 0.0;
        var (seenSince, cutSince) = (default(DateTimeOffset?), default(DateTimeOffset?));
        for (var number = 0; number < 51; number++)
        {
            RawDwell[] ended = number == 50
                ? [.. RawFigures.Dwells(5, firstId: 100_000), .. RawFigures.Dwells(5, firstId: 200_000).Select(d => d with { Censored = true })] // the last flush
                : [.. Enumerable.Range(0, random.Next(4)).Select(_ => new RawDwell(nextId++, Math.Round(1 + (random.NextDouble() * 100), 1), random.Next(3) == 0))];
            visits += ended.Length;
            seconds += ended.Sum(d => d.Seconds);
            censored += ended.Count(d => d.Censored);
            if (ended.Any(d => !d.Censored))
                seenSince ??= RawFigures.Start.AddMinutes(number);
            if (ended.Any(d => d.Censored))
                cutSince ??= RawFigures.Start.AddMinutes(number);
            var zone = Zones(_standard, number, RawFigures.Zone("a", ended)).Zones[0];
            zone.PersonSeconds.HasValue.ShouldBe(zone.Dwell is not null, "they are told together, so that nobody takes one from the other");
            if (zone.Dwell is not { } dwell)
                continue;
            toldSeconds += zone.PersonSeconds!.Value;
            dwell.Visits.ShouldBeGreaterThanOrEqualTo(5);
            // Visits that were cut and visits that were seen to their end wait each for themselves.
            var (isSeen, isCut) = (dwell.Visits > dwell.Censored, dwell.Censored > 0);
            DateTimeOffset?[] since = [isSeen ? seenSince : null, isCut ? cutSince : null];
            dwell.Since.ShouldBe(since.Min().ShouldNotBeNull());
            (seenSince, cutSince) = (isSeen ? null : seenSince, isCut ? null : cutSince);
            told.Add(dwell);
        }
        told.Count.ShouldBeGreaterThan(2);
        told.ShouldAllBe(d => d.Censored == 0 || d.Censored >= 5);
        told.Sum(d => d.Visits).ShouldBe(visits);
        told.Sum(d => d.Sketch.Counts.Sum()).ShouldBe(visits);
        told.Sum(d => d.Censored).ShouldBe(censored);
        toldSeconds.ShouldBe(seconds, 50, "only the last sum's rounding is left");
    }

    [Fact]
    public void Dwell_TwoZones_WaitSeparately()
    {
        var message = Zones(_standard, RawFigures.Zone("a", RawFigures.Dwells(3)), RawFigures.Zone("b", RawFigures.Dwells(3, firstId: 50)));
        message.Suppressed.ShouldBe(2);
        Zones(_standard, RawFigures.Zone("a", RawFigures.Dwells(2, firstId: 90)), RawFigures.Zone("b")).Zones.Select(z => z.Dwell?.Visits).ShouldBe([5, null]);
    }

    [Fact]
    public void Traffic_TellsCountsAndHeatOnly()
    {
        var traffic = Make(PrivacyProfile.Traffic, "a");
        var messages = traffic.Anonymise(WithExpressions(8, RawFigures.Zone("a", RawFigures.Dwells(9))));
        messages.Select(m => m.Kind).ShouldBe([MessageKind.Zone, MessageKind.Heat, MessageKind.Line]);
        var zones = Read(messages[0], WireJson.Default.ZoneMessage);
        zones.Zones[0].Dwell.ShouldBeNull();
        zones.Zones[0].DwellWithheld.ShouldBe("profile");
        zones.Zones[0].Visits.ShouldBe(9);
        zones.Zones[0].PersonSeconds.ShouldBe(72);
        zones.Suppressed.ShouldBe(1);
    }

    [Fact]
    public void Seq_OverAllKindsAndWindows_HasNoGap()
    {
        var anonymiser = Make(PrivacyProfile.Standard, "a");
        var messages = new List<PublishableMessage>();
        for (var number = 0; number < 6; number++)
            messages.AddRange(anonymiser.Anonymise(RawFigures.Device(number % 2 == 0
                ? RawFigures.Window("cam", number, 60, RawFigures.Zone("a"))
                : RawFigures.Window("cam", number) with { Lines = [] })));
        messages.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, messages.Count).Select(i => (long)i));
        anonymiser.LastSeq.ShouldBe(messages.Count);
        messages.ShouldAllBe(m => m.Session == Session);
        foreach (var message in messages)
        {
            using var json = JsonDocument.Parse(message.Payload);
            json.RootElement.GetProperty("seq").GetInt64().ShouldBe(message.Seq);
            json.RootElement.GetProperty("schema").GetString().ShouldBe(message.Kind.Name() + "/1");
            json.RootElement.GetProperty("session").GetString().ShouldBe(Session);
            json.RootElement.GetProperty("windowStart").GetDateTimeOffset().ShouldBe(message.WindowStart);
            json.RootElement.GetProperty("late").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public void Heat_Cells_AreRoundedAscendingAndOfFivePeople()
    {
        var surface = Heat(_standard, 0, [.. People(2, 1.234, 6), .. People(7, 3, 4), .. People(1, 0.001, 9)]).ShouldHaveSingleItem();
        surface.Cells.ShouldBe([2]); // in cell 7 are four people, and what is in cell 1 rounds to nothing
        surface.PersonSeconds.ShouldBe([7]);
        (surface.Columns, surface.Rows).ShouldBe((4, 3));
    }

    [Fact]
    public void Heat_FewPeople_WaitForTheFifth()
    {
        Heat(_standard, 0, People(7, 3, 4))[0].Cells.ShouldBeEmpty();
        Heat(_standard, 1, People(7, 3, 1))[0].Cells.ShouldBeEmpty("the first of them again is no fifth person");
        var surface = Heat(_standard, 2, People(7, 3, 1, firstId: 50))[0];
        surface.Cells.ShouldBe([7]);
        surface.PersonSeconds.ShouldBe([18]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Heat_OverManyWindows_LosesNothingButWhatWaits(int seed)
    {
        var random = new Random(seed);
        var (told, seconds) = (0.0, 0.0);
        for (var number = 0; number < 400; number++)
        {
            var people = People(3, Math.Round(random.NextDouble() * 30, 3), random.Next(4), firstId: 1000 * number);
            seconds += people.Sum(p => p.Seconds);
            told += Heat(_standard, number, people)[0].PersonSeconds!.Sum();
        }
        told.ShouldBe(seconds, 150, "at most four people, and one rounding, wait");
        told.ShouldBeGreaterThan(1000);
    }

    // Zone a covers cells 0 and 1, in which one person stands alone. Told by itself, cell 0 would be the zone's seconds but for hers.
    [Fact]
    public void Heat_OnePersonBesideAToldCell_HoldsItBack()
    {
        var anonymiser = new Anonymiser(Session, PrivacyProfile.Standard, [RawFigures.Floor], [], zoneCells: _ => [[0, 1], [5, 6]]);
        Heat(anonymiser, 0, [.. People(0, 2, 7), .. People(1, 40, 1, firstId: 99), .. People(5, 2, 7), .. People(9, 3, 5)])[0].Cells.ShouldBe([5, 9]);
        Heat(anonymiser, 1, [.. People(1, 12, 4, firstId: 200)])[0].Cells.ShouldBe([0, 1]);
    }

    // Four people for a moment and one for long: what would be told is hers.
    [Fact]
    public void Heat_OnePersonIsMostOfTheCell_WaitsForOthers()
    {
        Heat(_standard, 0, [.. People(3, 0.2, 4), .. People(3, 37, 1, firstId: 99)])[0].Cells.ShouldBeEmpty();
        Heat(_standard, 1, People(3, 10, 4, firstId: 200))[0].PersonSeconds.ShouldBe([78]);
    }

    [Fact]
    public void Figures_Seconds_HaveTwoDecimals()
    {
        var raw = RawFigures.Device(RawFigures.Window("cam", 0, 59.987654, RawFigures.Zone("a", [.. RawFigures.Dwells(6, 3.14159)])));
        foreach (var message in _standard.Anonymise(raw))
            foreach (var number in Numbers(message))
                (number * 100).ShouldBe(Math.Round(number * 100), 1e-6);
    }

    [Fact]
    public void ObservedSeconds_ALittleTooMany_NeverExceedTheWindow()
    {
        var raw = RawFigures.Device(RawFigures.Window("cam", 0, 60.4, RawFigures.Zone("a")));
        var messages = _standard.Anonymise(raw);
        var zones = Read(messages.Single(m => m.Kind == MessageKind.Zone), WireJson.Default.ZoneMessage);
        (zones.ObservedSeconds, zones.Zones[0].ObservedSeconds).ShouldBe((60, 60));
        Read(messages.Single(m => m.Kind == MessageKind.Line), WireJson.Default.LineMessage).Lines[0].ObservedSeconds.ShouldBe(60);
    }

    // Who is there at one moment comes and goes with single people; 0 would say when the last one left.
    [Fact]
    public void Occupancy_FewerThanFive_IsNullAndSoIsNone()
    {
        var zones = Zones(_standard, RawFigures.Zone("a", RawFigures.Dwells(5)) with { OccupancyNow = 4 }, RawFigures.Zone("b") with { OccupancyNow = 6, OccupancyPeak = 6 }, RawFigures.Zone("c")).Zones;
        zones.Select(z => (z.OccupancyPeak, z.OccupancyNow)).ShouldBe([(5, null), (6, 6), (null, null)]);
    }

    [Fact]
    public void Anonymise_WindowOfZeroObservedSeconds_GivesNumbers()
    {
        var message = Zones(_standard, RawFigures.Window("cam", 0, 0, RawFigures.Zone("a", new RawDwell(1, 8, false)), RawFigures.Zone("quiet")));
        message.Zones.ShouldHaveSingleItem().Zone.ShouldBe("a"); // the other was not observed
        message.Zones[0].Visits.ShouldBe(1);
    }

    // The list is what may leave the device. A new property has to be put here by somebody who thought about it.
    [Fact]
    public void Payload_PropertyNames_AreTheApprovedOnes()
    {
        string[] approved =
        [
            "schema", "session", "seq", "windowStart", "windowSeconds", "observedSeconds", "late", "suppressed",
            "zones", "zone", "visits", "engagedVisits", "personSeconds", "personSecondsWithheld", "countsSince", "countsWithheld", "occupancyPeak", "occupancyNow",
            "dwell", "dwellWithheld", "since", "censored", "medianSeconds", "p90Seconds", "sketch", "buckets", "counts",
            "censoredSketch", "kaplanMeier", "lowSeconds", "highSeconds",
            "surfaces", "surface", "layer", "columns", "rows", "cells", "people", "merge",
            "lines", "line", "in", "out",
            "shares", "withheld", "contributors", "decisions", "estimate", "positive", "neutral", "negative", "surprise", "abstained",
        ];
        var names = new HashSet<string>();
        foreach (var message in Make(PrivacyProfile.Standard, "a").Anonymise(WithExpressions(8, RawFigures.Zone("a", RawFigures.Dwells(9)))))
            Names(JsonDocument.Parse(message.Payload).RootElement, names);
        names.Order().ShouldBe(approved.Order());
    }

    [Fact]
    public void Payload_TrackIds_AreNowhere()
    {
        const long id = 918273645;
        var raw = RawFigures.Device(RawFigures.Window("cam", 0, 60, RawFigures.Zone("a", RawFigures.Dwells(6, firstId: id))) with
        {
            Expressions = [.. Enumerable.Range(0, 6).Select(i => new RawExpression("a", id + i, 0.7f, 0.1f, 0.1f, 0.1f))],
        });
        foreach (var message in Make(PrivacyProfile.Standard, "a").Anonymise(raw))
            Encoding.UTF8.GetString(message.Payload.Span).ShouldNotContain("9182736");
    }

    // Two cameras see a zone, each with tracks of its own: three people may be six tracks.
    [Fact]
    public void Expression_TwoCamerasLookAtTheZone_NeedsTwiceAsManyTracks()
    {
        var anonymiser = new Anonymiser(Session, PrivacyProfile.Standard, [RawFigures.Floor], ["a"], watchers: new Dictionary<string, int> { ["a"] = 2 });
        Expressions(anonymiser, WithExpressions(9)).Zones[0].Shares.ShouldBeNull();
        Expressions(anonymiser, WithExpressions(1, 60)).Zones[0].Shares.ShouldNotBeNull().Contributors.ShouldBe(10);
    }

    [Fact]
    public void Expression_FourPeople_Withheld_FifthTellsAll()
    {
        var anonymiser = Make(PrivacyProfile.Standard, "a", "b");
        var first = Expressions(anonymiser, WithExpressions(4));
        first.Zones.Select(z => (z.Zone, z.Withheld)).ShouldBe([("a", "below-threshold"), ("b", "below-threshold")]);
        first.Suppressed.ShouldBe(2);
        var second = Expressions(anonymiser, WithExpressions(1, 60)).Zones[0].Shares.ShouldNotBeNull();
        second.Contributors.ShouldBe(5);
        second.Since.ShouldBe(RawFigures.Start);
        Expressions(anonymiser, WithExpressions(0)).Zones[0].Withheld.ShouldBe("below-threshold");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Expression_Decisions_AddUpWithTheAbstained(int seed)
    {
        var random = new Random(seed);
        var people = Enumerable.Range(0, 40 + random.Next(40)).Select(i =>
        {
            float[] p = [random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle()];
            var sum = p.Sum();
            return new RawExpression("a", i, p[0] / sum, p[1] / sum, p[2] / sum, p[3] / sum);
        }).ToArray();
        var shares = Expressions(Make(PrivacyProfile.Standard, "a"), RawFigures.Device(RawFigures.Window("cam", 0) with { Expressions = people })).Zones[0].Shares.ShouldNotBeNull();
        var d = shares.Decisions;
        (d.Positive + d.Neutral + d.Negative + d.Surprise + d.Abstained).ShouldBe(people.Length);
        d.Abstained.ShouldBe(people.Count(p => new[] { p.Positive, p.Neutral, p.Negative, p.Surprise }.Max() < 0.5f));
        shares.Estimate.ShouldBeNull(); // these networks were never measured
        shares.Contributors.ShouldBe(people.Length);
    }

    [Fact]
    public void Expression_ModelGivesNaN_CountsAsAbstained()
    {
        var people = Enumerable.Range(0, 10).Select(i => i < 5 ? new RawExpression("a", i, float.NaN, float.NaN, float.NaN, float.NaN) : new RawExpression("a", i, 1, 0, 0, 0)).ToArray();
        var shares = Expressions(Make(PrivacyProfile.Standard, "a"), RawFigures.Device(RawFigures.Window("cam", 0) with { Expressions = people })).Zones[0].Shares.ShouldNotBeNull();
        shares.Decisions.Abstained.ShouldBe(5);
        shares.Decisions.Positive.ShouldBe(5);
    }

    [Fact]
    public void Expression_MeasuredNetworks_EstimateIsTheCorrectedDecisions()
    {
        var set = ExpressionSetsTests.Set() with { Threshold = 0.6 };
        var people = Enumerable.Range(0, 30).Select(i => new RawExpression("a", i, i < 10 ? 0.7f : 0.1f, 0.1f, i < 10 ? 0.1f : i < 20 ? 0.7f : 0.55f, 0.1f)).ToArray();
        var anonymiser = new Anonymiser(Session, PrivacyProfile.Standard, [RawFigures.Floor], ["a"], null, set);
        var shares = Expressions(anonymiser, RawFigures.Device(RawFigures.Window("cam", 0) with { Expressions = people })).Zones[0].Shares.ShouldNotBeNull();
        shares.Decisions.ShouldBe(new ExpressionDecisions { Positive = 10, Neutral = 0, Negative = 10, Surprise = 0, Abstained = 10 });
        var expected = ShareCorrection.Correct([10, 0, 10, 0, 10], set.Matrix)!;
        var estimate = shares.Estimate.ShouldNotBeNull();
        estimate.Negative.Share.ShouldBe(expected.Negative.Share, 1e-4);
        estimate.Positive.High.ShouldBe(expected.Positive.High, 1e-4);
        estimate.Valence.Mean.ShouldBe(expected.Valence.Mean, 1e-4);
    }

    // With four abstained people beside it the shares would be one person's expression.
    [Fact]
    public void Expression_FourAbstainAndOneIsSure_Withheld()
    {
        var people = Enumerable.Range(0, 5).Select(i => i < 4 ? new RawExpression("a", i, 0.3f, 0.3f, 0.2f, 0.2f) : new RawExpression("a", i, 0, 0.06f, 0.94f, 0)).ToArray();

        var zone = Expressions(Make(PrivacyProfile.Standard, "a"), RawFigures.Device(RawFigures.Window("cam", 0) with { Expressions = people })).Zones[0];

        zone.Shares.ShouldBeNull();
        zone.Withheld.ShouldBe("below-threshold");
    }

    [Fact]
    public void Expression_ZoneNobodyAskedFor_IsNotTold()
    {
        var raw = RawFigures.Device(RawFigures.Window("cam", 0) with
        {
            Expressions = [.. Enumerable.Range(0, 9).Select(i => new RawExpression("staff", i, 1, 0, 0, 0))],
        });
        Expressions(Make(PrivacyProfile.Standard, "a"), raw).Zones.ShouldHaveSingleItem().Withheld.ShouldBe("below-threshold");
    }

    private static RawStand[] People(int cell, double seconds, int people, long firstId = 1) => [.. Enumerable.Range(0, people).Select(i => new RawStand(firstId + i, cell, seconds))];

    private static IReadOnlyList<HeatFigures> Heat(Anonymiser anonymiser, int number, RawStand[] people) => Read(
        anonymiser.Anonymise(RawFigures.Device(RawFigures.Window("cam", number) with { HeatOf = people })).Single(m => m.Kind == MessageKind.Heat), WireJson.Default.HeatMessage).Surfaces;

    private static Anonymiser Make(PrivacyProfile profile, params string[] expressionZones) => new(Session, profile, [RawFigures.Floor], expressionZones);

    private static RawDeviceWindow WithExpressions(int people, long firstId = 1) => WithExpressions(people, [], firstId);

    private static RawDeviceWindow WithExpressions(int people, params RawZone[] zones) => WithExpressions(people, zones, 1);

    private static RawDeviceWindow WithExpressions(int people, RawZone[] zones, long firstId) =>
        RawFigures.Device(RawFigures.Window("cam", 0, 60, zones) with
        {
            Expressions = [.. Enumerable.Range(0, people).Select(i => new RawExpression("a", firstId + i, 0.7f, 0.1f, 0.1f, 0.1f))],
        });

    private static ZoneMessage Zones(Anonymiser anonymiser, params RawZone[] zones) => Zones(anonymiser, 0, zones);

    private static ZoneMessage Zones(Anonymiser anonymiser, int number, params RawZone[] zones) => Zones(anonymiser, RawFigures.Window("cam", number, 60, zones));

    private static ZoneMessage Zones(Anonymiser anonymiser, RawWindow window) =>
        Read(anonymiser.Anonymise(RawFigures.Device(window)).Single(m => m.Kind == MessageKind.Zone), WireJson.Default.ZoneMessage);

    private static ExpressionMessage Expressions(Anonymiser anonymiser, RawDeviceWindow raw) =>
        Read(anonymiser.Anonymise(raw).Single(m => m.Kind == MessageKind.Expression), WireJson.Default.ExpressionMessage);

    private static T Read<T>(PublishableMessage message, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(message.Payload.Span, type).ShouldNotBeNull();

    private static void Names(JsonElement element, HashSet<string> into)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Names(item, into);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            into.Add(property.Name);
            Names(property.Value, into);
        }
    }

    private static IEnumerable<double> Numbers(PublishableMessage message)
    {
        static IEnumerable<double> Walk(JsonElement e) => e.ValueKind switch
        {
            JsonValueKind.Number => [e.GetDouble()],
            JsonValueKind.Array => e.EnumerateArray().SelectMany(Walk),
            JsonValueKind.Object => e.EnumerateObject().SelectMany(p => Walk(p.Value)),
            _ => [],
        };
        return Walk(JsonDocument.Parse(message.Payload).RootElement);
    }
}
