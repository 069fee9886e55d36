using System.Text;
using StoreSensing.Contracts.Audit;

namespace StoreSensing.Contracts.Tests.Audit;

public sealed class CaptureLineTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{\"a\": \"è\", \"b\": [1, 2]}")]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("abcd")]
    [InlineData("{broken")]
    public void Parse_WhatWasWritten_IsTheSameBytes(string payload) => RoundTrip(Encoding.UTF8.GetBytes(payload));

    [Fact]
    public void Parse_BytesThatAreNoText_AreTheSameBytes() => RoundTrip([0x7b, 0xff, 0xd8, 0x00, 0x22]);

    [Fact]
    public void Parse_MosquittoSub_IsRead()
    {
        var message = CaptureLine.Parse("""{"tst":"2026-03-02T11:00:00.000000+0100","topic":"a/b","qos":1,"retain":0,"payloadlen":7,"payload":{"a": 1}}""", out _)!;
        (message.Topic, message.At, Encoding.UTF8.GetString(message.Payload.Span)).ShouldBe(("a/b", At, """{"a": 1}"""));
    }

    [Theory]
    [InlineData("x", "is no JSON")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{\"payload\":\"\"}", "has no 'topic' that is a text")]
    [InlineData("{\"topic\":\"a\",\"payload\":7}", "has no 'payload' that is a text, base64 or a JSON object")]
    [InlineData("{\"topic\":\"\\ud800\",\"payload\":\"\"}", "has text that is not Unicode")]
    public void Parse_NoCapture_SaysWhy(string line, string expected)
    {
        CaptureLine.Parse(line, out var problem).ShouldBeNull();
        problem.ShouldBe(expected);
    }

    private static void RoundTrip(byte[] payload)
    {
        var line = CaptureLine.Of(new CapturedMessage(At, "a/b", payload));
        line.ShouldNotContain("\n");
        var read = CaptureLine.Parse(line, out var problem).ShouldNotBeNull(problem);
        (read.Topic, read.At).ShouldBe(("a/b", At));
        read.Payload.ToArray().ShouldBe(payload);
    }
}
