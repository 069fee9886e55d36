using System.Text;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Ingest;

public sealed class MessageReaderTests
{
    private static readonly DateTimeOffset Now = Wire.T0.AddMinutes(1);

    [Fact]
    public void TryRead_EveryKind_GivesItsRecord()
    {
        object[] messages = [Wire.Zones(1, 0), Wire.Heat(2, 0), Wire.Lines(3, 0), Wire.Expressions(4, 0), Wire.Flow(5, 0), Wire.Queues(6, 0), Wire.Occupancy(7, 0), Wire.Attention(8, 0), Wire.Arousal(9, 0), Wire.Status(), Wire.Describe()];
        foreach (var message in messages)
        {
            var accepted = Wire.Accept(Wire.Device, message);
            accepted.Device.ShouldBe(Wire.Device);
            var inside = accepted switch { AcceptedMetric m => m.Message, AcceptedStatus s => s.Message, AcceptedDescribe d => (object)d.Message, _ => null };
            inside.ShouldBeOfType(message.GetType());
        }
    }

    [Theory]
    [InlineData("storesensing/v1/acme/berlin/floor-1/set/ack")]
    [InlineData("storesensing/v1/acme/berlin/floor-1/arousals")]
    [InlineData("storesensing/v1/ACME/berlin/floor-1/zone")]
    [InlineData("storesensing/v1/acme//floor-1/zone")]
    [InlineData("elsewhere")]
    public void TryRead_OtherTopic_IsRefused(string topic)
    {
        var good = Wire.From(Wire.Device, Wire.Zones(1, 0));
        Refusal(topic, good.Payload.Span).ShouldBe("the topic is not storesensing/v1/<tenant>/<store>/<device>/<kind>");
    }

    [Fact]
    public void TryRead_MessageOfAnotherKind_IsRefused()
    {
        var line = Wire.From(Wire.Device, Wire.Lines(1, 0));
        Refusal(Wire.Device.TopicOf(MessageKind.Zone), line.Payload.Span).ShouldBe("$.schema must be zone/1");
    }

    [Fact]
    public void TryRead_UnknownField_IsRefusedBeforeAnythingElse()
    {
        var text = Encoding.UTF8.GetString(Wire.From(Wire.Device, Wire.Zones(1, 0)).Payload.Span).Replace("\"zones\":[]", "\"zones\":[],\"trackIds\":[4]");
        Refusal(Wire.Device.TopicOf(MessageKind.Zone), Encoding.UTF8.GetBytes(text)).ShouldBe("$ has the unknown field 'trackIds'");
    }

    // What could point at a person, smuggled into each kind at each depth.
    public static TheoryData<MetricMessage, string, string, string> Smuggled => new()
    {
        { Wire.Flow(1, 0), "\"surfaces\":[]", "\"surfaces\":[],\"tracks\":[]", "$ has the unknown field 'tracks'" },
        { Wire.Flow(1, 0, Wire.NoWays("floor")), "\"blockWithheld\"", "\"path\":[1],\"blockWithheld\"", "$.surfaces[0] has the unknown field 'path'" },
        { Wire.Flow(1, 0, Wire.Ways("floor", 9, "a", "b", 6)), "\"visitors\":9,\"tr", "\"visitors\":9,\"visitorIds\":[3],\"tr", "$.surfaces[0].block has the unknown field 'visitorIds'" },
        { Wire.Flow(1, 0, Wire.Ways("floor", 9, "a", "b", 6)), "\"from\":\"a\"", "\"from\":\"a\",\"at\":3", "$.surfaces[0].block.transitions[0] has the unknown field 'at'" },
        { Wire.Queues(1, 0, Wire.Queue("till")), "\"queue\":\"till\"", "\"queue\":\"till\",\"people\":[4]", "$.queues[0] has the unknown field 'people'" },
        { Wire.Queues(1, 0, Wire.Queue("till", wait: Wire.Wait(1, 2))), "\"people\":2", "\"people\":2,\"waits\":[1,2]", "$.queues[0].wait has the unknown field 'waits'" },
        { Wire.Occupancy(1, 0, Wire.Inside()), "\"in\":0", "\"in\":0,\"who\":1", "$.entrances[0] has the unknown field 'who'" },
        { Wire.Attention(1, 0), "\"displays\":[]", "\"displays\":[],\"gaze\":[]", "$ has the unknown field 'gaze'" },
        { Wire.Attention(1, 0, Wire.Display("w")), "\"funnelWithheld\"", "\"looks\":[1],\"funnelWithheld\"", "$.displays[0] has the unknown field 'looks'" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9))), "\"passed\":9", "\"passed\":9,\"who\":3", "$.displays[0].funnel has the unknown field 'who'" },
        { Wire.Attention(1, 0, Wire.Display("w", attention: Wire.Looks(1, 3))), "\"contributors\":2", "\"contributors\":2,\"seconds\":[1,3]", "$.displays[0].attention has the unknown field 'seconds'" },
        { Wire.Attention(1, 0, Wire.Display("w", interest: Wire.Interest(1, [2], []))), "\"lost\":1", "\"lost\":1,\"at\":2", "$.displays[0].interest has the unknown field 'at'" },
        { Wire.Expressions(1, 0, Wire.Shares("w", 3, 2, 0, 0, 0)), "\"surprise\":0", "\"surprise\":0,\"faces\":[1]", "$.zones[0].shares.decisions has the unknown field 'faces'" },
        { Wire.Arousal(1, 0), "\"study\":null", "\"study\":null,\"person\":1", "$ has the unknown field 'person'" },
        { Wire.Arousal(1, 0, "walk", Wire.NotAroused("w")), "\"withheld\"", "\"sessions\":[1],\"withheld\"", "$.zones[0] has the unknown field 'sessions'" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1))), "\"scrPerMinute\"", "\"responses\":[3],\"scrPerMinute\"", "$.zones[0].arousal has the unknown field 'responses'" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1, (-1, 0.5, 2)))), "\"elevatedShare\"", "\"scores\":[3],\"elevatedShare\"", "$.zones[0].arousal.estimate has the unknown field 'scores'" },
        { Wire.Heat(1, 0, Wire.Surface("floor")), "\"merge\":null", "\"merge\":null,\"tracks\":[2]", "$.surfaces[0] has the unknown field 'tracks'" },
    };

    [Theory]
    [MemberData(nameof(Smuggled))]
    public void TryRead_UnknownFieldAtAnyDepth_IsRefused(MetricMessage message, string where, string with, string reason)
    {
        var received = Wire.From(Wire.Device, message);
        var text = Encoding.UTF8.GetString(received.Payload.Span);
        text.ShouldContain(where);
        Refusal(received.Topic, Encoding.UTF8.GetBytes(text.Replace(where, with))).ShouldBe(reason);
    }

    [Fact]
    public void Rejection_LongDirtyTopic_IsCutAndCleaned()
    {
        var text = new Rejection(new string('x', 200) + "\n", RejectionCause.Topic, "no").Topic;
        text.Length.ShouldBe(161);
        new Rejection("a\nb\u001b[31m", RejectionCause.Topic, "no").Topic.ShouldBe("a?b?[31m");
    }

    public static TheoryData<MetricMessage, string> Contradictions => new()
    {
        { Wire.Zones(1, 0) with { WindowStart = Wire.T0.AddSeconds(3) }, "$.windowStart is not a multiple of 10 s" },
        { Wire.Zones(1, 0) with { ObservedSeconds = 11 }, "$.observedSeconds is longer than the window" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { ObservedSeconds = 11 }), "$.zones[0].observedSeconds is longer than the window" },
        { Wire.Lines(1, 0, Wire.Line("d", 1, 0) with { ObservedSeconds = 11 }), "$.lines[0].observedSeconds is longer than the window" },
        { Wire.Zones(1, 0, Wire.Zone("a"), Wire.Zone("a")), "$.zones has 'a' twice" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { DwellWithheld = null }), "$.zones[0] must have either dwell or dwellWithheld" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1)) with { DwellWithheld = "profile" }), "$.zones[0] must have either dwell or dwellWithheld" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(2, 1))), "$.zones[0].dwell.censored is more than visits" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1, 2) with { Visits = 3 })), "$.zones[0].dwell.sketch.counts do not add up to visits" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(1, 1, 2) with { Censored = 2 })), "$.zones[0].dwell.censoredSketch.counts do not add up to censored" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { Visits = null }), "$.zones[0] must have countsWithheld where visits or engagedVisits is null" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { EngagedVisits = null }), "$.zones[0] must have countsWithheld where visits or engagedVisits is null" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { CountsWithheld = "budget" }), "$.zones[0].countsWithheld is a reason, but nothing is withheld" },
        { Wire.Zones(1, 0, Wire.Silent("a") with { CountsSince = Wire.T0.AddSeconds(-10) }), "$.zones[0].countsSince is given, but nothing is told" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { CountsSince = Wire.T0.AddSeconds(10) }), "$.zones[0].countsSince is after the window's start" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { PersonSecondsWithheld = null }), "$.zones[0] must have either personSeconds or personSecondsWithheld" },
        { Wire.Zones(1, 0, Wire.Zone("a", personSeconds: 3) with { PersonSecondsWithheld = "profile" }), "$.zones[0] must have either personSeconds or personSecondsWithheld" },
        { Wire.Lines(1, 0, Wire.Line("d", 1, null)), "$.lines[0] must have withheld where in or out is null" },
        { Wire.Lines(1, 0, Wire.Line("d", 1, 0, "below-threshold")), "$.lines[0].withheld is a reason, but nothing is withheld" },
        { Wire.Lines(1, 0, Wire.Line("d", null, null, "budget", Wire.T0.AddSeconds(-10))), "$.lines[0].since is given, but nothing is told" },
        { Wire.Lines(1, 0, Wire.Line("d", 1, 0, since: Wire.T0.AddSeconds(10))), "$.lines[0].since is after the window's start" },
        { WithSketch([1, 2], [1]), "$.zones[0].dwell.sketch has buckets and counts of different length" },
        { WithSketch([2, 1], [1, 1]), "$.zones[0].dwell.sketch.buckets is not ascending" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { Cells = [1] }), "$.surfaces[0] has cells and personSeconds of different length" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { Cells = [1], People = [], PersonSeconds = null }), "$.surfaces[0] has cells and people of different length" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { People = [] }), "$.surfaces[0] must have either personSeconds or people" },
        { Wire.Heat(1, 0, Wire.Surface("f", (79, 1), (80, 1))), "$.surfaces[0].cells goes beyond columns × rows" },
        { Wire.Heat(1, 0, Wire.Surface("f", (5, 1), (5, 1))), "$.surfaces[0].cells is not ascending" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { ObservedSeconds = 11 }), "$.surfaces[0].observedSeconds is longer than the window" },
        { Wire.Heat(1, 0, Wire.Surface("f"), Wire.Surface("f")), "$.surfaces has 'f/path' twice" },
        { Wire.Lines(1, 0, Wire.Line("d", 1, 0), Wire.Line("d", 1, 0)), "$.lines has 'd' twice" },
        { Wire.Expressions(1, 0, MoreThanDecided(Wire.Shares("w", 3, 3, 3, 0, 0))), "$.zones[0].shares.decisions do not add up to contributors" },
        { Wire.Expressions(1, 0, Wire.NoShares("w", "no-faces") with { Withheld = null }), "$.zones[0] must have either shares or withheld" },
        { Wire.Flow(1, 0, Wire.NoWays("f") with { ObservedSeconds = 11 }), "$.surfaces[0].observedSeconds is longer than the window" },
        { Wire.Flow(1, 0, Wire.NoWays("f") with { BlockWithheld = null }), "$.surfaces[0] must have either block or blockWithheld" },
        { Wire.Flow(1, 0, Wire.NoWays("f"), Wire.NoWays("f")), "$.surfaces has 'f' twice" },
        { Wire.Flow(1, 0, Wire.Ways("f", 9, "a", "a", 6)), "$.surfaces[0].block.reached has 'a' twice" },
        { Wire.Flow(1, 0, Wire.Ways("f", 5, "a", "b", 6)), "$.surfaces[0].block.reached[1].people is more than visitors" },
        { WithReached(new FlowReached { Zone = "a", People = 5, Visitors = 10, Share = 0.9 }), "$.surfaces[0].block.reached[0].share is not people / visitors" },
        { Wire.Queues(1, 0, Wire.Queue("q") with { ObservedSeconds = 11 }), "$.queues[0].observedSeconds is longer than the window" },
        { Wire.Queues(1, 0, Wire.Queue("q") with { WaitWithheld = null }), "$.queues[0] must have either wait or waitWithheld" },
        { Wire.Queues(1, 0, Wire.Queue("q", wait: Wire.Wait(1, 2) with { People = 3 })), "$.queues[0].wait.sketch.counts do not add up to people" },
        { Wire.Queues(1, 0, Wire.Queue("q"), Wire.Queue("q")), "$.queues has 'q' twice" },
        { Wire.Occupancy(1, 0, Wire.Inside() with { ObservedSeconds = 11 }), "$.entrances[0].observedSeconds is longer than the window" },
        { Wire.Occupancy(1, 0, Wire.Inside(), Wire.Inside()), "$.entrances has 'store' twice" },
        { Wire.Expressions(1, 0, Wire.Shares("w", 3, 3, 3, 0, 0, Wire.Estimate(0.5, 0.3, 0.1, 0.2))), "$.zones[0].shares.estimate does not add up to 1" },
        { Wire.Expressions(1, 0, Wire.Shares("w", 3, 3, 3, 0, 0, Wire.Estimate(0.5, 0.3, 0.1, 0.1) with { Neutral = new ShareEstimate { Share = 0.3, Low = 0.4, High = 0.5 } })), "$.zones[0].shares.estimate.neutral is outside its interval" },
        { Wire.Expressions(1, 0, Wire.Shares("w", 3, 3, 3, 0, 0, Wire.Estimate(0.5, 0.3, 0.1, 0.1) with { Arousal = new ScaleEstimate { Mean = 0.3, Low = 0.1, High = 0.2 } })), "$.zones[0].shares.estimate.arousal is outside its interval" },
        { Wire.Arousal(1, 0, null, Wire.NotAroused("w") with { Withheld = null }), "$.zones[0] must have either arousal or withheld" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1)) with { Withheld = "profile" }), "$.zones[0] must have either arousal or withheld" },
        { Wire.Arousal(1, 0, null, Wire.NotAroused("v"), Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1, (0.6, 0.5, 2)))), "$.zones[1].arousal.estimate.mean is outside its interval" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1, (-1, 0.5, 0.4)))), "$.zones[0].arousal.estimate.mean is outside its interval" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1, (-1, 0.5, 2), scored: 6))), "$.zones[0].arousal.estimate.contributors is more than contributors" },
        { Wire.Arousal(1, 0, null, Wire.Aroused("w", Wire.Contact(5, 90, 2, 3, 0.1) with { Since = Wire.T0.AddSeconds(1) })), "$.zones[0].arousal.since is after the window's start" },
        { Wire.Arousal(1, 0, null, Wire.NotAroused("w"), Wire.NotAroused("w")), "$.zones has 'w' twice" },
        { Wire.Arousal(1, 0) with { ObservedSeconds = 11 }, "$.observedSeconds is longer than the window" },
        { Wire.Attention(1, 0, Wire.Display("w") with { ObservedSeconds = 11 }), "$.displays[0].observedSeconds is longer than the window" },
        { Wire.Attention(1, 0, Wire.Display("w") with { FunnelWithheld = null }), "$.displays[0] must have either funnel or funnelWithheld" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9)) with { FunnelWithheld = "profile" }), "$.displays[0] must have either funnel or funnelWithheld" },
        { Wire.Attention(1, 0, Wire.Display("w") with { AttentionWithheld = null }), "$.displays[0] must have either attention or attentionWithheld" },
        { Wire.Attention(1, 0, Wire.Display("w") with { InterestWithheld = null }), "$.displays[0] must have either interest or interestWithheld" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 10))), "$.displays[0].funnel has more people in a step than in the one before" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 5, 6))), "$.displays[0].funnel has more people in a step than in the one before" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 5, 3, 4))), "$.displays[0].funnel has more people in a step than in the one before" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 5, 3, 2, 3))), "$.displays[0].funnel has more people in a step than in the one before" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 5, 3, 2, anyhow: 1))), "$.displays[0].funnel.attendedAnyhow is not between attended and passed" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, 5, 3, 2, anyhow: 10))), "$.displays[0].funnel.attendedAnyhow is not between attended and passed" },
        { Wire.Attention(1, 0, Wire.Display("w", Wire.Funnel(9, known: 12, present: 11))), "$.displays[0].funnel.knownSeconds is longer than presentSeconds" },
        { Wire.Attention(1, 0, Wire.Display("w", attention: Wire.Looks(1, 3) with { Attended = 0, TotalSeconds = 3 })), "$.displays[0].attention.totalSeconds are nobody's" },
        { Wire.Attention(1, 0, Wire.Display("w", attention: Wire.Looks(1, 3) with { Contributors = 3 })), "$.displays[0].attention.sketch.counts do not add up to contributors" },
        { Wire.Attention(1, 0, Wire.Display("w", interest: Wire.Interest(0, [2], [3]) with { Visits = 1 })), "$.displays[0].interest.lost and cut are more than visits" },
        { Wire.Attention(1, 0, Wire.Display("w", interest: Wire.Interest(3, [2], []) with { LowShare = 0.6 })), "$.displays[0].interest.lostShare is outside its interval" },
        { Wire.Attention(1, 0, Wire.Display("w", interest: Wire.Interest(3, [2], [3]) with { Lost = 2 })), "$.displays[0].interest.lostSketch.counts do not add up to lost" },
        { Wire.Attention(1, 0, Wire.Display("w", interest: Wire.Interest(3, [2], [3]) with { Cut = 2 })), "$.displays[0].interest.cutSketch.counts do not add up to cut" },
        { Wire.Attention(1, 0, Wire.Display("w"), Wire.Display("w")), "$.displays has 'w' twice" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void TryRead_ContradictingFields_AreRefused(MetricMessage message, string reason)
    {
        var received = Wire.From(Wire.Device, message);
        Refusal(received.Topic, received.Payload.Span).ShouldBe(reason);
        MessageReader.TryRead(received.Topic, received.Payload.Span, Now, out _, out var rejection);
        rejection!.Identity.ShouldBe(new MessageIdentity(Wire.Device, Wire.Session, 1));
    }

    public static TheoryData<MetricMessage, string> WrongClocks => new()
    {
        { Wire.Zones(1, 0) with { WindowStart = DateTimeOffset.UnixEpoch.AddDays(1) }, "$.windowStart is before 2020-01-01: the device's clock is not set" },
        { Wire.Zones(1, 400), "$.windowStart is more than 1 h ahead of the cloud's clock" },
    };

    // Which clock is wrong nobody knows: the device keeps the message, and the same bytes are right when the clocks are.
    [Theory]
    [MemberData(nameof(WrongClocks))]
    public void TryRead_WindowThatClocksForbid_IsRefusedWithoutTellingTheDevice(MetricMessage message, string reason)
    {
        var received = Wire.From(Wire.Device, message);
        MessageReader.TryRead(received.Topic, received.Payload.Span, Now, out var accepted, out var rejection).ShouldBeFalse();
        accepted.ShouldBeNull();
        (rejection!.Reason, rejection.Identity).ShouldBe((reason, null));
        AckPlan.Of([], [rejection]).ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_WindowAheadOfUs_IsTakenWhenOurClockHasCaughtUp() =>
        Wire.Accept(Wire.Device, Wire.Zones(1, 400), Wire.T0.AddMinutes(30)).ShouldBeOfType<AcceptedMetric>();

    [Fact]
    public void TryRead_WithheldAndMergedCounts_AreAccepted()
    {
        Wire.Accept(Wire.Device, Wire.Zones(1, 0, Wire.Silent("a"), Wire.Silent("b", "budget", "profile"), Wire.Zone("c", 5) with { EngagedVisits = null, CountsWithheld = "below-threshold", CountsSince = Wire.T0.AddSeconds(-30) }))
            .ShouldBeOfType<AcceptedMetric>();
        Wire.Accept(Wire.Device, Wire.Lines(2, 0, Wire.Line("d", null, null, "below-threshold"), Wire.Line("e", 6, null, "below-threshold", Wire.T0.AddSeconds(-30)), Wire.Line("f", 6, 5, since: Wire.T0.AddSeconds(-10))))
            .ShouldBeOfType<AcceptedMetric>();
    }

    [Fact]
    public void TryRead_LastCellOfTheGrid_IsAccepted() => Wire.Accept(Wire.Device, Wire.Heat(1, 0, Wire.Surface("f", (0, 1), (79, 2)))).ShouldBeOfType<AcceptedMetric>();

    private static ZoneMessage WithSketch(int[] buckets, int[] counts) =>
        Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1, 2) with { Sketch = new SketchFigures { Buckets = buckets, Counts = counts } }));

    private static FlowMessage WithReached(FlowReached reached)
    {
        var ways = Wire.Ways("f", 10, "a", "b", 6);
        return Wire.Flow(1, 0, ways with { Block = ways.Block! with { Reached = [reached] } });
    }

    private static string Refusal(string topic, ReadOnlySpan<byte> payload)
    {
        MessageReader.TryRead(topic, payload, Now, out var accepted, out var rejection).ShouldBeFalse();
        accepted.ShouldBeNull();
        return rejection!.Reason;
    }

    private static ExpressionFigures MoreThanDecided(ExpressionFigures figures) => figures with { Shares = figures.Shares! with { Contributors = figures.Shares.Contributors + 1 } };

    // What the schema lets in can be merged: a message that can't would stop every roll-up.
    [Fact]
    public void TryRead_SketchBuckets_AreThoseThatASketchHas()
    {
        bool Reads(int bucket)
        {
            var sketch = new SketchFigures { Buckets = [bucket], Counts = [5] };
            var message = Wire.Zones(1, 0, Wire.Zone("entrance", personSeconds: 10, dwell: Wire.Dwell(0, 1, 1, 1, 1, 1) with { Sketch = sketch }));
            var received = Wire.From(Wire.Device, message);
            return MessageReader.TryRead(received.Topic, received.Payload.Span, Wire.T0.AddHours(1), out _, out _);
        }
        (Reads(DurationSketch.MinBucket), Reads(DurationSketch.MinBucket - 1), Reads(DurationSketch.MaxBucket), Reads(DurationSketch.MaxBucket + 1)).ShouldBe((true, false, true, false));
    }
}
