using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Anonymisation;

public sealed class ArousalTests
{
    private const string Session = "0123456789abcdef";
    private readonly Anonymiser _anonymiser = Make(PrivacyProfile.Standard);

    [Fact]
    public void Anonymise_TwoPeople_IsWithheldAndCounted()
    {
        var message = Tell(0, Person(1), Person(2));

        message.Zones.Select(z => (z.Zone, z.Withheld)).ShouldBe([("shelf", "below-threshold"), ("till", "below-threshold")], "whether anybody took part is not told");
        message.Zones.ShouldAllBe(z => z.Arousal == null);
        (message.Suppressed, message.ObservedSeconds, message.Study).ShouldBe((2, 60, null));
    }

    // 30, 20 and 10 clean seconds, scores 1, 2 and 3 on average: the mean counts people, not seconds. s = 1, t(0.975; 2) = 4.302653.
    [Fact]
    public void Anonymise_ThreePeople_IsToldOfPeopleNotOfSeconds()
    {
        var message = Tell(
            0,
            new RawArousal(1, "till", 30, 20, 20, 5, 2, 3), new RawArousal(2, "till", 20, 10, 20, 10, 8, 0), new RawArousal(3, "till", 20, 10, 30, 0, 5, 1));

        var block = message.Zones.Single(z => z.Zone == "till").Arousal.ShouldNotBeNull();
        (block.Since, block.Contributors, block.ObservedSeconds).ShouldBe((RawFigures.Start, 3, 70));
        block.SclMedianMicrosiemens.ShouldBe(5);
        block.ScrPerMinute.ShouldBe(3); // (3 of 30 s, none, 1 of 20 s) / 3
        block.AbstainedShare.ShouldBe(0.4444); // (1/3, 1/2, 1/2) / 3
        var estimate = block.Estimate.ShouldNotBeNull();
        (estimate.Contributors, estimate.Mean).ShouldBe((3, 2));
        estimate.Low.ShouldBe(2 - (4.302653 / Math.Sqrt(3)), 1e-4);
        estimate.High.ShouldBe(2 + (4.302653 / Math.Sqrt(3)), 1e-4);
        estimate.ElevatedShare.ShouldBe(Math.Round((0.25 + 1 + 0) / 3, 4));
        message.Suppressed.ShouldBe(1);
    }

    // Two touches beside one person: what is told would be that person's.
    [Fact]
    public void Anonymise_TouchesOfLessThanTwentySeconds_AreNoContributors()
    {
        Tell(0, Person(1), Person(2) with { ObservedSeconds = 19 }, Person(3) with { ObservedSeconds = 1 }).Zones.ShouldAllBe(z => z.Arousal == null);

        var block = Tell(1, Person(2) with { ObservedSeconds = 1 }, Person(4)).Zones.Single(z => z.Zone == "till").Arousal.ShouldNotBeNull();

        block.Contributors.ShouldBe(3);
    }

    [Fact]
    public void Anonymise_Level_IsToldToATenth()
    {
        var block = Tell(0, Person(1) with { SclMedian = 7.3123 }, Person(2) with { SclMedian = 2.001 }, Person(3) with { SclMedian = 11.9 }).Zones.Single(z => z.Zone == "till").Arousal.ShouldNotBeNull();

        block.SclMedianMicrosiemens.ShouldBe(7.3);
    }

    [Fact]
    public void Forget_SessionThatWaits_IsNeverToldAndCountsNowhere()
    {
        Tell(0, Person(1), Person(2));

        _anonymiser.Forget(2);

        Tell(1, Person(3)).Zones.ShouldAllBe(z => z.Arousal == null);
        Tell(2, Person(4)).Zones.Single(z => z.Zone == "till").Arousal.ShouldNotBeNull().Contributors.ShouldBe(3);
    }

    // Critical values of Student's t, two-sided 95 %, as printed in every table: 4 and 29 degrees of freedom.
    [Theory]
    [InlineData(5, 2.776)]
    [InlineData(30, 2.045)]
    public void Anonymise_Interval_IsStudents(int people, double t)
    {
        var crowd = Enumerable.Range(0, people).Select(i => Person(i, score: i % 2)).ToArray();
        var estimate = Tell(0, crowd).Zones[1].Arousal!.Estimate!;
        var mean = crowd.Average(p => p.ScoreSum / p.ScoredSeconds);
        var deviation = Math.Sqrt(crowd.Sum(p => Math.Pow((p.ScoreSum / p.ScoredSeconds) - mean, 2)) / (people - 1));
        (estimate.High - estimate.Mean).ShouldBe(t * deviation / Math.Sqrt(people), 1e-3);
    }

    [Fact]
    public void Anonymise_OnePersonOverManyWindows_StaysOne()
    {
        for (var window = 0; window < 20; window++)
            Tell(window, Person(7)).Zones[1].Withheld.ShouldBe("below-threshold");
        Tell(20, Person(7), Person(8)).Zones[1].Withheld.ShouldBe("below-threshold");

        var block = Tell(21, Person(9)).Zones[1].Arousal.ShouldNotBeNull();

        (block.Contributors, block.ObservedSeconds, block.Since).ShouldBe((3, 23 * 50, RawFigures.Start));
        Tell(22).Zones[1].Withheld.ShouldBe("below-threshold");
        Tell(23, Person(9), Person(8)).Zones[1].Withheld.ShouldBe("below-threshold"); // anew, though they are the same people
    }

    [Fact]
    public void Anonymise_LatePart_MovesSinceBack()
    {
        Tell(5, Person(1), Person(2));
        Tell(3, Person(3)).Zones[1].Arousal!.Since.ShouldBe(RawFigures.Start.AddMinutes(3));
    }

    [Fact]
    public void Anonymise_OnlyTwoScored_IsToldWithoutEstimate()
    {
        var block = Tell(0, Person(1), Person(2), Person(3) with { ScoredSeconds = 0, ScoreSum = 0 }, Person(4) with { ScoreSum = double.NaN }).Zones[1].Arousal.ShouldNotBeNull();
        (block.Contributors, block.Estimate, block.AbstainedShare).ShouldBe((4, null, Math.Round(1 - (80.0 / 200), 4)));
    }

    [Fact]
    public void Anonymise_OnlyTwoLevelsKnown_LevelIsNull()
    {
        var block = Tell(0, Person(1), Person(2), Person(3) with { SclMedian = double.NaN }).Zones[1].Arousal.ShouldNotBeNull();
        (block.Contributors, block.SclMedianMicrosiemens).ShouldBe((3, null));
        block.Estimate.ShouldNotBeNull();
    }

    [Fact]
    public void Anonymise_ContactWithoutCleanSeconds_IsNoContributor() =>
        Tell(0, Person(1), Person(2), new RawArousal(3, "till", 0, 0, 0, 0, double.NaN, 4)).Zones[1].Withheld.ShouldBe("below-threshold");

    [Fact]
    public void Anonymise_WildNumbers_StayWithinTheSchema()
    {
        var raw = Device(
            0, null, Person(1) with { ScoreSum = 1e9, Scrs = 1_000_000, SclMedian = 1e6 }, Person(2) with { ScoreSum = -1e9, ElevatedSeconds = 400, SclMedian = 1e6 },
            new RawArousal(3, "till", 0.001, 0.002, 0.1, 0.001, 1e6, 2)) with { ObservedSeconds = 60.4 };
        var message = _anonymiser.Anonymise(raw).ShouldNotBeNull();
        WireSchemas.Validator(MessageKind.Arousal).Problem(message.Payload.Span).ShouldBeNull();
    }

    // Neither zones nor studies are mixed: two people of one study and one of another are nowhere three.
    [Fact]
    public void Anonymise_StudiesAndZones_WaitApart()
    {
        _anonymiser.Anonymise(Device(0, "a", Person(1), Person(2))).ShouldBeNull("that a study goes on says that somebody takes part");
        _anonymiser.Anonymise(Device(0, "b", Person(3))).ShouldBeNull();
        Tell(0, Person(4)).Zones[1].Withheld.ShouldBe("below-threshold");
        _anonymiser.Anonymise(Device(1, "a", Person(5) with { Zone = "shelf" })).ShouldBeNull();
        var told = Read(_anonymiser.Anonymise(Device(2, "a", Person(6))));
        (told.Study, told.Zones[1].Arousal!.Contributors).ShouldBe(("a", 3));
    }

    [Fact]
    public void Anonymise_ZoneThatNoSensorClaims_IsNotTold() =>
        Tell(0, [.. Enumerable.Range(0, 9).Select(i => Person(i) with { Zone = "staff" })]).Zones.ShouldAllBe(z => z.Withheld == "below-threshold");

    [Fact]
    public void Anonymise_Traffic_NeverTells()
    {
        var message = Read(Make(PrivacyProfile.Traffic).Anonymise(Device(0, null, [.. Enumerable.Range(0, 9).Select(i => Person(i))])));
        message.Zones.ShouldAllBe(z => z.Withheld == "profile" && z.Arousal == null);
        message.Suppressed.ShouldBe(2);
    }

    [Fact]
    public void Anonymise_Seq_GoesOnFromTheOtherKinds()
    {
        var first = _anonymiser.Anonymise(RawFigures.Device(RawFigures.Window("cam", 0)));
        var message = _anonymiser.Anonymise(Device(0, null)).ShouldNotBeNull();
        (message.Seq, message.Kind, message.Session, message.WindowStart).ShouldBe((first[^1].Seq + 1, MessageKind.Arousal, Session, RawFigures.Start));
        Read(message).Seq.ShouldBe(message.Seq);
    }

    // The list is what may leave the device. A new property has to be put here by somebody who thought about it.
    [Fact]
    public void Payload_PropertyNames_AreTheApprovedOnesAndNoSessionIsIn()
    {
        string[] approved =
        [
            "schema", "session", "seq", "windowStart", "windowSeconds", "observedSeconds", "late", "suppressed", "study", "zones", "zone", "arousal", "withheld",
            "since", "contributors", "sclMedianMicrosiemens", "scrPerMinute", "abstainedShare", "estimate", "mean", "low", "high", "elevatedShare",
        ];
        var payload = _anonymiser.Anonymise(Device(0, null, [.. Enumerable.Range(0, 4).Select(i => Person(918273645 + i))])).ShouldNotBeNull().Payload;
        var names = new HashSet<string>();
        Names(JsonDocument.Parse(payload).RootElement, names);
        names.Order().ShouldBe(approved.Order());
        Encoding.UTF8.GetString(payload.Span).ShouldNotContain("9182736");
    }

    [Fact]
    public void Anonymise_TenThousandSessions_FewerThanTheThresholdStay()
    {
        var waiting = new WaitingArousal(3);
        var (told, contributors) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            waiting.Add(null, Person(i), RawFigures.Start.AddMinutes(i));
            if (waiting.Take(null, "till").Arousal is not { } block)
                continue;
            told++;
            contributors += block.Contributors;
            waiting.Count.ShouldBe(0);
        }
        (told, contributors, waiting.Count).ShouldBe((3333, 9999, 1));
    }

    [Fact]
    public void Anonymise_TenThousandStudies_TheOldestWaitNoLonger()
    {
        var waiting = new WaitingArousal(3);
        for (var i = 0; i < 10_000; i++)
        {
            waiting.Add($"study-{i}", Person(i), RawFigures.Start.AddMinutes(i));
            waiting.Take($"study-{i}", "till").Withheld.ShouldBe("below-threshold");
        }
        waiting.Count.ShouldBe(WaitingArousal.Most);
        Fifth("study-8999").ShouldBeNull("who waited for longest was given up");
        Fifth("study-9999").ShouldNotBeNull();

        ArousalBlock? Fifth(string study)
        {
            waiting.Add(study, Person(20_000), RawFigures.Start);
            waiting.Add(study, Person(20_001), RawFigures.Start);
            return waiting.Take(study, "till").Arousal;
        }
    }

    // Over random visits every clean second of every session is told at most once, and in blocks of three or more.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Anonymise_OverManyWindows_EverySecondIsInOneBlock(int seed)
    {
        var random = new Random(seed);
        var (seconds, told, nextId) = (0.0, new List<ArousalBlock>(), 1L);
        for (var window = 0; window <= 60; window++)
        {
            RawArousal[] people = window == 60
                ? [.. Enumerable.Range(0, 3).Select(i => Person(90_000 + i))] // the last flush
                : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Person(random.Next(2) == 0 ? nextId : ++nextId) with { ObservedSeconds = Math.Round(40 + (10 * random.NextDouble()), 1) })];
            seconds += people.Sum(p => p.ObservedSeconds);
            if (Tell(window, people).Zones[1].Arousal is { } block)
                told.Add(block);
        }
        told.Count.ShouldBeGreaterThan(5);
        told.ShouldAllBe(b => b.Contributors >= 3);
        told.Sum(b => b.ObservedSeconds).ShouldBe(seconds, 0.01 * told.Count);
    }

    private static Anonymiser Make(PrivacyProfile profile) => new(Session, profile, [RawFigures.Floor], []);

    private ArousalMessage Tell(int number, params RawArousal[] people) => Read(_anonymiser.Anonymise(Device(number, null, people)));

    private static RawDeviceArousal Device(int number, string? study, params RawArousal[] people) => new()
    {
        Window = TimeWindow.Holding(RawFigures.Start.AddMinutes(number), 60), Study = study, ObservedSeconds = 60, Zones = ["shelf", "till"], People = people,
    };

    private static RawArousal Person(long id, double score = 0.5) => new(id, "till", 50, 40, 40 * score, 10, 4, 2);

    private static ArousalMessage Read(PublishableMessage? message)
    {
        message.ShouldNotBeNull();
        WireSchemas.Validator(MessageKind.Arousal).Problem(message.Payload.Span).ShouldBeNull();
        return JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.ArousalMessage).ShouldNotBeNull();
    }

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
}
