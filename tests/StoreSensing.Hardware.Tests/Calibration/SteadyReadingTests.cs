using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.Converters;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Calibration;

public sealed class SteadyReadingTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public void Take_WithHum_AveragesItOut(double hertz)
    {
        var input = new FakeInput(() => 1.0 + (0.1 * Math.Sin(2 * Math.PI * hertz * _time.GetTimestamp() / _time.TimestampFrequency)));
        var reading = SteadyReading.Take(input, 100e3, _time, _time.Advance);
        reading.Volts.ShouldBe(1.0, 0.001);
        reading.Ohms.ShouldBe(100e3);
        reading.AtRail.ShouldBeFalse();
    }

    [Fact]
    public void Take_Drifting_IsRefused()
    {
        var input = new FakeInput(() => 1.0 + (0.1 * _time.GetTimestamp() / _time.TimestampFrequency));
        Should.Throw<CalibrationException>(() => SteadyReading.Take(input, 47e3, _time, _time.Advance)).Message.ShouldContain("47 kΩ drifts (50 mV");
    }

    [Fact]
    public void Take_OnceAtTheRail_SaysSo() =>
        SteadyReading.Take(new FakeInput(() => 3.3) { AtRail = true }, 1e3, _time, _time.Advance).AtRail.ShouldBeTrue();

    private sealed class FakeInput(Func<double> volts) : IAnalogInput
    {
        public bool AtRail { get; init; }

        public string Name => "fake";

        public double VoltsPerCode => 1e-4;

        public AnalogReading Read() => new(volts(), 0, AtRail);

        public void Dispose()
        {
        }
    }
}
