using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Delivery;

public sealed class LateMarkTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static byte[] Message(bool late = false) => JsonSerializer.SerializeToUtf8Bytes(
        new ZoneMessage
        {
            Schema = "zone/1",
            Session = "0123456789abcdef",
            Seq = 7,
            WindowStart = Start,
            WindowSeconds = 60,
            ObservedSeconds = 59.5,
            Late = late,
            Suppressed = 0,
            Zones = [],
        },
        WireJson.Default.ZoneMessage);

    private static string Apply(byte[] payload, double secondsAfterStart) =>
        Encoding.UTF8.GetString(LateMark.Apply(payload, Start.AddSeconds(secondsAfterStart)).Span);

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(180)]
    public void Apply_WithinTwoWindowsOfItsEnd_LeavesItAlone(double seconds)
    {
        var payload = Message();
        LateMark.Apply(payload, Start.AddSeconds(seconds)).ShouldBe(payload);
    }

    [Theory]
    [InlineData(180.001)]
    [InlineData(86400)]
    public void Apply_LongAfter_ChangesTheFlagAndNothingElse(double seconds) =>
        Apply(Message(), seconds).ShouldBe(Encoding.UTF8.GetString(Message(late: true)));

    [Fact]
    public void Apply_WhatItMarked_IsStillAValidMessage()
    {
        var marked = LateMark.Apply(Message(), Start.AddHours(1));
        var message = JsonSerializer.Deserialize(marked.Span, WireJson.Default.ZoneMessage)!;
        message.Late.ShouldBeTrue();
        message.Seq.ShouldBe(7);
    }

    [Fact]
    public void Apply_MarkedAlready_LeavesItAlone() => Apply(Message(late: true), 1e6).ShouldBe(Encoding.UTF8.GetString(Message(late: true)));

    [Theory]
    [InlineData("""{"zones":[{"late":false}],"windowStart":"2026-03-02T09:00:00+00:00","windowSeconds":60}""")]
    [InlineData("""{"text":"\"late\":false","windowStart":"2026-03-02T09:00:00+00:00","windowSeconds":60,"suppressed":0}""")]
    [InlineData("""{"late":false,"windowStart":"2026-03-02T09:00:00+00:00","windowSeconds":60}""")]
    [InlineData("""{"windowStart":5,"windowSeconds":"x","late":false}""")]
    [InlineData("""{"windowStart":"2026-03-02T09:00:00+00:00","windowSeconds":60,"late":null}""")]
    [InlineData("""[1,2,"late"]""")]
    [InlineData("""{"windowStart":""")]
    [InlineData("not json")]
    [InlineData("")]
    public void Apply_NotAMetricHeader_LeavesItAlone(string payload) => Apply(Encoding.UTF8.GetBytes(payload), 1e6).ShouldBe(payload);
}
