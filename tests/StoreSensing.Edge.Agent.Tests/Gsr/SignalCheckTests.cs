using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Commands;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Gsr;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Tests.Gsr;

public sealed class SignalCheckTests
{
    [Fact]
    public void Verdict_SteadyResistor_IsGood() => Check(250, _ => 4.5, 250).IsGood.ShouldBeTrue();

    [Fact]
    public void Verdict_Hum_IsMeasuredAtItsFrequency()
    {
        var (lines, good) = Check(250, t => 4.5 + (0.3 * Math.Sin(2 * Math.PI * 50 * t)), 250);

        good.ShouldBeFalse();
        var hum = lines.Single(l => l.StartsWith("bad   50 Hz: ", StringComparison.Ordinal))["bad   50 Hz: ".Length..];
        double.Parse(hum.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(0.3, 0.001);
        lines.ShouldContain(l => l.StartsWith("good  60 Hz: 0.00", StringComparison.Ordinal));
    }

    [Fact]
    public void Verdict_TooSlowToTellTheMains_SaysThatItWasNotMeasured()
    {
        var (lines, good) = Check(100, t => 4.5 + (0.3 * Math.Sin(2 * Math.PI * 50 * t)), 100);

        good.ShouldBeTrue();
        lines.TakeLast(2).ShouldBe(["–     50 Hz: not measured at 100 readings a second; use --rate 250", "–     60 Hz: not measured at 100 readings a second; use --rate 250"]);
    }

    [Theory]
    [InlineData("{input: simulated}", 250)]
    [InlineData("{}", 250)]
    [InlineData("{rate: 50}", 50)]
    [InlineData("{converter: mcp3008}", 100)]
    [InlineData("{input: stdin, unit: volts, rate: 20}", 20)]
    public void AtCheckingRate_NobodySaidHowFast_IsFastEnoughForTheMains(string written, double rate)
    {
        var sensor = ConfigFile.Parse($"sensor: {written.Replace("{", written == "{}" ? "{id: grip" : "{id: grip, ")}", "test", root => root.OptionalSection("sensor", "", SkinConductanceReader.Sensor)!);

        GsrCheckCommand.AtCheckingRate(sensor).Rate.ShouldBe(rate);
    }

    [Fact]
    public void Verdict_SlowerThanMeant_IsBad() => Check(50, _ => 4.5, 100).Lines.ShouldContain("bad   50.0 readings a second, 100 are meant");

    [Fact]
    public void Verdict_NobodyOrShorted_IsSaid()
    {
        Check(100, _ => 0, 100).Lines.ShouldContain(l => l.StartsWith("bad   nothing between the electrodes", StringComparison.Ordinal));
        Check(100, _ => 90, 100).Lines.ShouldContain("bad   shorted, or the converter is stuck at its end");
    }

    [Fact]
    public void Verdict_NoReadings_IsBad() => new SignalCheck(new MicrosiemensFrontEnd(), 100).Verdict().ShouldSatisfyAllConditions(v => v.IsGood.ShouldBeFalse(), v => v.Lines.ShouldBe(["bad   no readings came"]));

    [Fact]
    public void Verdict_Noise_IsItsDeviationAndATouchDoesNotCount()
    {
        var random = new Random(1);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        var (lines, good) = Check(100, t => (t < 3 ? 0 : 5) + (0.02 * Normal()), 100);

        good.ShouldBeTrue();
        var noise = lines.Single(l => l.Contains("noise", StringComparison.Ordinal));
        double.Parse(noise["good  noise ".Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(0.02, 0.003);
    }

    private static (IReadOnlyList<string> Lines, bool IsGood) Check(double rate, Func<double, double> signal, double nominal)
    {
        var check = new SignalCheck(new MicrosiemensFrontEnd(), nominal);
        for (var i = 0; i <= 10 * rate; i++)
            check.Add(new SensorReading(new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(i / rate)), signal(i / rate)));
        return check.Verdict();
    }
}
