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
        dwell.TotalSeconds.ShouldBe(4 + 5 + 6 + 7 + 8);
        dwell.MedianSeconds.ShouldBe(6, 0.061);
        dwell.Sketch.Counts.Sum().ShouldBe(5);
        dwell.CensoredSketch.Counts.ShouldBeEmpty();
        dwell.KaplanMeier.MedianSeconds.ShouldNotBeNull().ShouldBe(6, 0.061);
    }

    // Of five visits the two longest seen were cut: the plain median is 6 s, the one that knows of it is 7 s.
    [Fact]
    public void Dwell_CutVisits_RaiseTheMedian()
    {
        var dwell = Zones(_standard, RawFigures.Zone("a", new(1, 4, false), new(2, 5, true), new(3, 6, true), new(4, 7, false), new(5, 8, false))).Zones[0].Dwell.ShouldNotBeNull();
        dwell.MedianSeconds.ShouldBe(6, 0.061);
        (dwell.Censored, dwell.CensoredSketch.Counts.Sum()).ShouldBe((2, 2));
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
    public void Dwell_NobodyEnded_SaysNoVisits()
    {
        var message = Zones(_standard, RawFigures.Zone("a"));
        message.Zones[0].DwellWithheld.ShouldBe("no-visits");
        message.Suppressed.ShouldBe(0);
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
        var pendingSince = default(DateTimeOffset?);
        for (var number = 0; number < 51; number++)
        {
            RawDwell[] ended = number == 50
                ? RawFigures.Dwells(5, firstId: 100_000) // the last flush
                : [.. Enumerable.Range(0, random.Next(4)).Select(_ => new RawDwell(nextId++, Math.Round(1 + (random.NextDouble() * 100), 1), random.Next(3) == 0))];
            visits += ended.Length;
            seconds += ended.Sum(d => d.Seconds);
            censored += ended.Count(d => d.Censored);
            if (ended.Length > 0)
                pendingSince ??= RawFigures.Start.AddMinutes(number);
            if (Zones(_standard, number, RawFigures.Zone("a", ended)).Zones[0].Dwell is not { } dwell)
                continue;
            dwell.Visits.ShouldBeGreaterThanOrEqualTo(5);
            dwell.Since.ShouldBe(pendingSince.ShouldNotBeNull());
            pendingSince = null;
            told.Add(dwell);
        }
        told.Count.ShouldBeGreaterThan(5);
        told.Sum(d => d.Visits).ShouldBe(visits);
        told.Sum(d => d.Sketch.Counts.Sum()).ShouldBe(visits);
        told.Sum(d => d.Censored).ShouldBe(censored);
        told.Sum(d => d.TotalSeconds).ShouldBe(seconds, 0.01 * told.Count);
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
    public void Heat_Cells_AreRoundedAscendingAndNeverZero()
    {
        var message = Read(_standard.Anonymise(RawFigures.Device(RawFigures.Window("cam", 0))).Single(m => m.Kind == MessageKind.Heat), WireJson.Default.HeatMessage);
        var surface = message.Surfaces.ShouldHaveSingleItem();
        surface.Cells.ShouldBe([2]); // 0.004 rounds to nothing
        surface.PersonSeconds.ShouldBe([1.23]);
        (surface.Columns, surface.Rows).ShouldBe((4, 3));
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

    // Zone a was seen for 10 s by a camera that stalled, and somebody stood in it all the time.
    [Fact]
    public void OccupancyMean_CameraSawPartOfTheWindow_IsOverItsOwnTime()
    {
        var raw = RawFigures.Device(
            RawFigures.Window("one", 0, 10, RawFigures.Zone("a", new RawDwell(1, 10, true))), RawFigures.Window("two", 0, 60, RawFigures.Zone("b")));
        var zones = Read(_standard.Anonymise(raw)[0], WireJson.Default.ZoneMessage);
        zones.ObservedSeconds.ShouldBe(60);
        zones.Zones.Select(z => (z.Zone, z.ObservedSeconds, z.OccupancyMean)).ShouldBe([("a", 10, 1), ("b", 60, 0)]);
    }

    [Fact]
    public void Anonymise_WindowOfZeroObservedSeconds_GivesNumbers()
    {
        var message = Zones(_standard, RawFigures.Window("cam", 0, 0, RawFigures.Zone("a", new RawDwell(1, 8, false)), RawFigures.Zone("quiet")));
        message.Zones.ShouldHaveSingleItem().Zone.ShouldBe("a"); // the other was not observed
        message.Zones[0].OccupancyMean.ShouldBe(0);
    }

    // The list is what may leave the device. A new property has to be put here by somebody who thought about it.
    [Fact]
    public void Payload_PropertyNames_AreTheApprovedOnes()
    {
        string[] approved =
        [
            "schema", "session", "seq", "windowStart", "windowSeconds", "observedSeconds", "late", "suppressed",
            "zones", "zone", "visits", "engagedVisits", "personSeconds", "occupancyMean", "occupancyPeak", "occupancyNow",
            "dwell", "dwellWithheld", "since", "censored", "medianSeconds", "p90Seconds", "totalSeconds", "sketch", "buckets", "counts",
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

    [Fact]
    public void Expression_FourPeople_Withheld_FifthTellsAll()
    {
        var anonymiser = Make(PrivacyProfile.Standard, "a", "b");
        var first = Expressions(anonymiser, WithExpressions(4));
        first.Zones.Select(z => (z.Zone, z.Withheld)).ShouldBe([("a", "below-threshold"), ("b", "no-faces")]);
        first.Suppressed.ShouldBe(1);
        var second = Expressions(anonymiser, WithExpressions(1, 60)).Zones[0].Shares.ShouldNotBeNull();
        second.Contributors.ShouldBe(5);
        second.Since.ShouldBe(RawFigures.Start);
        Expressions(anonymiser, WithExpressions(0)).Zones[0].Withheld.ShouldBe("no-faces");
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
        Expressions(Make(PrivacyProfile.Standard, "a"), raw).Zones.ShouldHaveSingleItem().Withheld.ShouldBe("no-faces");
    }

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
