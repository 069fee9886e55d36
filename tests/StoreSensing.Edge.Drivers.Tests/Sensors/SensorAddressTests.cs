using StoreSensing.Edge.Drivers.Sensors;

namespace StoreSensing.Edge.Drivers.Tests.Sensors;

public sealed class SensorAddressTests
{
    [Theory]
    [InlineData("adc", SensorKind.Adc, "", 0)]
    [InlineData("replay:a:b.csv", SensorKind.Replay, "a:b.csv", 0)]
    [InlineData("serial:/dev/ttyACM0", SensorKind.Serial, "/dev/ttyACM0", 0)]
    [InlineData("stdin", SensorKind.StandardInput, "", 0)]
    [InlineData("simulated", SensorKind.Simulated, "", 1)]
    [InlineData("simulated:42", SensorKind.Simulated, "", 42)]
    public void Parse_EachForm_IsTakenApart(string text, SensorKind kind, string path, ulong seed) =>
        SensorAddress.Parse(text).ShouldBe(new SensorAddress(kind, path, seed));

    [Theory]
    [InlineData("")]
    [InlineData("replay")]
    [InlineData("replay:")]
    [InlineData("serial:")]
    [InlineData("stdin:x")]
    [InlineData("adc:0")]
    [InlineData("simulated:")]
    [InlineData("simulated:-1")]
    [InlineData("/dev/ttyACM0")]
    public void Parse_AnythingElse_IsNone(string text) => SensorAddress.Parse(text).ShouldBeNull();
}
