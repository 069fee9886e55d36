namespace StoreSensing.Architecture.Tests;

/// <summary>Whoever wants to send a raw figure has to change a type: the compiler refuses everything else.</summary>
public sealed class RawFigureTests
{
    [Fact]
    public void Outbox_TakesWhatTheAnonymiserMade_Compiles() => Sample.Errors(
        "IOutbox outbox, Anonymiser anonymiser, RawDeviceWindow raw",
        "foreach (var message in anonymiser.Anonymise(raw)) outbox.Add(message);").ShouldBeEmpty();

    [Theory]
    [InlineData("RawDeviceWindow")]
    [InlineData("RawWindow")]
    [InlineData("RawZone")]
    [InlineData("RawLine")]
    [InlineData("RawHeat")]
    [InlineData("RawQueue")]
    [InlineData("RawFlow")]
    [InlineData("RawAttention")]
    [InlineData("RawArousalWindow")]
    [InlineData("RawDeviceArousal")]
    [InlineData("ZoneMessage")]
    [InlineData("Frame")]
    [InlineData("byte[]")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("string")]
    [InlineData("object")]
    public void Outbox_AddOfSomethingElse_IsNoArgument(string type) =>
        Refused("CS1503", $"IOutbox outbox, {type} raw", "outbox.Add(raw);");

    [Theory]
    [InlineData("RawDeviceWindow")]
    [InlineData("byte[]")]
    public void SqliteOutbox_AddOfSomethingElse_IsNoArgument(string type) =>
        Refused("CS1503", $"SqliteOutbox outbox, {type} raw", "outbox.Add(raw);");

    // The compiler doesn't even see the internal constructor.
    [Fact]
    public void PublishableMessage_MadeOutside_HasNoConstructor() => Refused(
        "CS1729", "IOutbox outbox, byte[] raw", "outbox.Add(new PublishableMessage(MessageKind.Zone, \"s\", 1, DateTimeOffset.UnixEpoch, raw));");

    [Fact]
    public void PublishableMessage_MadeEmptyAndFilled_HasNoConstructor() =>
        Refused("CS1729", "IOutbox outbox", "outbox.Add(new PublishableMessage());");

    [Fact]
    public void PublishableMessage_GivenOtherContents_IsReadOnly() =>
        Refused("CS0200", "PublishableMessage message, byte[] raw", "message.Payload = raw;");

    [Fact]
    public void PublishableMessage_CopiedWithOtherContents_IsNoRecord() =>
        Refused("CS8858", "PublishableMessage message, byte[] raw", "var other = message with { Payload = raw };");

    [Fact]
    public void PublishableMessage_WritingIntoItsPayload_IsReadOnly() =>
        Refused("CS8331", "PublishableMessage message", "message.Payload.Span[0] = 1;");

    [Fact]
    public void PublishableMessage_Inherited_IsSealed() =>
        Refused("CS0509", "IOutbox outbox", "outbox.Add(new Leak());", "public class Leak : PublishableMessage { }");

    [Fact]
    public void PublishableMessage_ConvertedFromARawFigure_IsNoConversion() =>
        Refused("CS0030", "IOutbox outbox, RawDeviceWindow raw", "outbox.Add((PublishableMessage)raw);");

    [Fact]
    public void OutboxPublisher_GivenBytes_HasNoSuchMember() =>
        Refused("CS1061", "OutboxPublisher publisher, byte[] raw", "publisher.Publish(raw);");

    [Fact]
    public void OutboxPublisher_NotifiedWithARawFigure_TakesNone() =>
        Refused("CS1501", "OutboxPublisher publisher, RawDeviceWindow raw", "publisher.Notify(raw);");

    [Fact]
    public void OutboxPublisher_OverABoxOfRawFigures_IsNoOutbox() => Refused(
        "CS0535",
        "",
        "",
        """
        public sealed class Box : IOutbox
        {
            public void Add(RawDeviceWindow raw) { }
            public IReadOnlyList<OutboxEntry> Pending(long after, int max) => throw new NotSupportedException();
            public int Acknowledge(string session, IReadOnlyList<SeqRange> ranges) => 0;
            public void GiveUp(string session, IReadOnlyList<SeqRange> ranges) { }
            public OutboxStatus Status => throw new NotSupportedException();
            public void Dispose() { }
        }
        """);

    private static void Refused(string id, string parameters, string statements, string beside = "")
    {
        var errors = Sample.Errors(parameters, statements, beside);
        errors.Select(e => e.Id).ShouldContain(id, string.Join('\n', errors));
        // Nothing but the leak is wrong with the sample: without a type that doesn't exist, a name mistyped or a missing assembly.
        errors.Select(e => e.Id).Intersect(["CS0103", "CS0246", "CS0234", "CS0012", "CS0518"]).ShouldBeEmpty(string.Join('\n', errors));
    }
}
