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
        object[] messages = [Wire.Zones(1, 0), Wire.Heat(2, 0), Wire.Lines(3, 0), Wire.Expressions(4, 0), Wire.Status(), Wire.Describe()];
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

    [Fact]
    public void Rejection_LongDirtyTopic_IsCutAndCleaned()
    {
        var text = new Rejection(new string('x', 200) + "\n", "no").Topic;
        text.Length.ShouldBe(161);
        new Rejection("a\nb\u001b[31m", "no").Topic.ShouldBe("a?b?[31m");
    }

    public static TheoryData<MetricMessage, string> Contradictions => new()
    {
        { Wire.Zones(1, 0) with { WindowStart = Wire.T0.AddSeconds(3) }, "$.windowStart is not a multiple of 10 s" },
        { Wire.Zones(1, 0) with { ObservedSeconds = 11 }, "$.observedSeconds is longer than the window" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { ObservedSeconds = 11 }), "$.zones[0].observedSeconds is longer than the window" },
        { Wire.Lines(1, 0, new LineFigures { Line = "d", ObservedSeconds = 11, In = 1, Out = 0 }), "$.lines[0].observedSeconds is longer than the window" },
        { Wire.Zones(1, 0, Wire.Zone("a"), Wire.Zone("a")), "$.zones has 'a' twice" },
        { Wire.Zones(1, 0, Wire.Zone("a") with { DwellWithheld = null }), "$.zones[0] must have either dwell or dwellWithheld" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1)) with { DwellWithheld = "profile" }), "$.zones[0] must have either dwell or dwellWithheld" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(2, 1))), "$.zones[0].dwell.censored is more than visits" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1, 2) with { Visits = 3 })), "$.zones[0].dwell.sketch.counts do not add up to visits" },
        { Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(1, 1, 2) with { Censored = 2 })), "$.zones[0].dwell.censoredSketch.counts do not add up to censored" },
        { WithSketch([1, 2], [1]), "$.zones[0].dwell.sketch has buckets and counts of different length" },
        { WithSketch([2, 1], [1, 1]), "$.zones[0].dwell.sketch.buckets is not ascending" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { Cells = [1] }), "$.surfaces[0] has cells and personSeconds of different length" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { Cells = [1], People = [], PersonSeconds = null }), "$.surfaces[0] has cells and people of different length" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { People = [] }), "$.surfaces[0] must have either personSeconds or people" },
        { Wire.Heat(1, 0, Wire.Surface("f", (79, 1), (80, 1))), "$.surfaces[0].cells goes beyond columns × rows" },
        { Wire.Heat(1, 0, Wire.Surface("f", (5, 1), (5, 1))), "$.surfaces[0].cells is not ascending" },
        { Wire.Heat(1, 0, Wire.Surface("f") with { ObservedSeconds = 11 }), "$.surfaces[0].observedSeconds is longer than the window" },
        { Wire.Heat(1, 0, Wire.Surface("f"), Wire.Surface("f")), "$.surfaces has 'f/path' twice" },
        { Wire.Lines(1, 0, new LineFigures { Line = "d", ObservedSeconds = 10, In = 1, Out = 0 }, new LineFigures { Line = "d", ObservedSeconds = 10, In = 1, Out = 0 }), "$.lines has 'd' twice" },
        { Wire.Expressions(1, 0, Wire.Shares("w", 5, 0.5, 0.5, 0.5, 0, 0)), "$.zones[0].shares do not add up to 1" },
        { Wire.Expressions(1, 0, Wire.NoShares("w", "no-faces") with { Withheld = null }), "$.zones[0] must have either shares or withheld" },
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
    public void TryRead_LastCellOfTheGrid_IsAccepted() => Wire.Accept(Wire.Device, Wire.Heat(1, 0, Wire.Surface("f", (0, 1), (79, 2)))).ShouldBeOfType<AcceptedMetric>();

    private static ZoneMessage WithSketch(int[] buckets, int[] counts) =>
        Wire.Zones(1, 0, Wire.Zone("a", dwell: Wire.Dwell(0, 1, 2) with { Sketch = new SketchFigures { Buckets = buckets, Counts = counts } }));

    private static string Refusal(string topic, ReadOnlySpan<byte> payload)
    {
        MessageReader.TryRead(topic, payload, Now, out var accepted, out var rejection).ShouldBeFalse();
        accepted.ShouldBeNull();
        return rejection!.Reason;
    }
}
