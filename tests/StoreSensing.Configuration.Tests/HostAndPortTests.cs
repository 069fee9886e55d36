namespace StoreSensing.Configuration.Tests;

public sealed class HostAndPortTests
{
    [Theory]
    [InlineData("broker:1883", "broker", 1883)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("[fe80::1%eth0]:1883", "fe80::1%eth0", 1883)]
    public void Parse_HostAndPort_GivesBothAndWritesThemAgain(string text, string host, int port)
    {
        var parsed = HostAndPort.Parse(text).ShouldNotBeNull();
        (parsed.Host, parsed.Port).ShouldBe((host, port));
        parsed.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("broker")]
    [InlineData(":1883")]
    [InlineData("broker:")]
    [InlineData("broker:0")]
    [InlineData("broker:65536")]
    [InlineData("broker:+1")]
    [InlineData("broker: 1")]
    [InlineData("::1:1883")]
    [InlineData("[]:1883")]
    [InlineData("[::1:1883")]
    [InlineData("mqtt://broker:1883")]
    [InlineData("a b:1883")]
    public void Parse_AnythingElse_IsNull(string text) => HostAndPort.Parse(text).ShouldBeNull();

    [Fact]
    public void Parse_PortZero_OnlyWhereItIsAllowed() => HostAndPort.Parse("host:0", lowestPort: 0).ShouldBe(new HostAndPort("host", 0));
}
