using StoreSensing.Hardware.Calibration;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Tests.Calibration;

public sealed class ResistorCalibrationTests
{
    private static readonly GroveGsr Grove = new(3.3);
    private static readonly ResistiveDivider Divider = new(3.3, 100e3);
    private static readonly Transimpedance Amplifier = new(47e3);

    [Theory]
    [InlineData(512, 1.0)]
    [InlineData(498.4, 1.0)]
    [InlineData(530, 0.97)]
    [InlineData(450, 1.08)]
    public void Fit_Grove_FindsOpenCircuitAndGain(double cal, double gain)
    {
        var fit = ResistorCalibration.Fit(Grove, Read(new GroveGsr(3.3, cal, gain), 0));
        var grove = fit.Circuit.ShouldBeOfType<GroveGsr>();
        grove.OpenCircuit.ShouldBe(cal, 1e-6);
        grove.Gain.ShouldBe(gain, 1e-9);
        fit.WorstRelativeError.ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Fit_GroveWithOpenElectrodes_UsesThemToo()
    {
        var truth = new GroveGsr(3.3, 505, 1.02);
        List<ResistorReading> readings = [.. Read(truth, 0).Take(3), new(double.PositiveInfinity, truth.VoltsAt(0))];
        var fit = ResistorCalibration.Fit(Grove, readings);
        ((GroveGsr)fit.Circuit).OpenCircuit.ShouldBe(505, 1e-6);
        fit.Readings.Count.ShouldBe(4);
    }

    [Fact]
    public void Fit_Divider_FindsTheReference() =>
        ((ResistiveDivider)ResistorCalibration.Fit(Divider, Read(new ResistiveDivider(3.3, 101.3e3), 0)).Circuit).ReferenceOhms.ShouldBe(101.3e3, 1e-3);

    [Fact]
    public void Fit_Transimpedance_FindsTheFeedback()
    {
        var fit = ResistorCalibration.Fit(new Transimpedance(47e3, 2.0), Read(new Transimpedance(46.1e3), 0));
        ((Transimpedance)fit.Circuit).FeedbackOhms.ShouldBe(46.1e3, 1e-3);
        ((Transimpedance)fit.Circuit).HighestVolts.ShouldBe(2.0);
    }

    // What a real bench gives: 1 % resistors and a converter's grid. The fit must be better than the worst resistor.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_OnePercentResistorsAndSixteenBits_IsGoodToOnePercent(int seed)
    {
        var random = new Random(seed);
        var truth = new GroveGsr(3.3, 517, 1.015);
        var lsb = new Ads1115Settings().VoltsPerCode;
        var readings = ResistorCalibration.SuggestedOhms
            .Select(ohms => new ResistorReading(ohms, Math.Round(truth.VoltsAt(1e6 / (ohms * (1 + ((random.NextDouble() - 0.5) * 0.02)))) / lsb) * lsb)).ToList();
        var fit = ResistorCalibration.Fit(Grove, readings);
        fit.WorstRelativeError.ShouldBeLessThan(0.02);
        fit.RmsRelativeError.ShouldBeLessThanOrEqualTo(fit.WorstRelativeError);
        foreach (var microsiemens in (double[])[2, 5, 10, 20])
            fit.Circuit.Convert(truth.VoltsAt(microsiemens)).Microsiemens.ShouldBe(microsiemens, microsiemens * 0.015);
    }

    // An uncalibrated board against the same one calibrated: the reason for it all.
    [Fact]
    public void Fit_BoardOffItsPotentiometer_RemovesTheError()
    {
        var truth = new GroveGsr(3.3, 480);
        var volts = truth.VoltsAt(2);
        Math.Abs((Grove.Convert(volts).Microsiemens - 2) / 2).ShouldBeGreaterThan(0.5);
        ResistorCalibration.Fit(Grove, Read(truth, 0)).Circuit.Convert(volts).Microsiemens.ShouldBe(2, 1e-6);
    }

    [Fact]
    public void Fit_TooFewResistors_IsRefused()
    {
        Refused(Grove, Read(Grove, 0).Take(2)).ShouldContain("3 different resistors are needed, 2 were read");
        var one = Read(Grove, 0)[1];
        Refused(Grove, [one, one, one]).ShouldContain("1 was read");
        Refused(Grove, []).ShouldContain("0 were read");
    }

    [Fact]
    public void Fit_ResistorsTooClose_IsRefused() =>
        Refused(Divider, Read(Divider, 0, 100e3, 150e3, 220e3)).ShouldContain("100 kΩ to 220 kΩ");

    [Fact]
    public void Fit_WrongResistorAmongGoodOnes_IsRefusedWithTheResidual()
    {
        var readings = Read(Divider, 0);
        readings[2] = readings[2] with { Ohms = 270e3 }; // it was 220 kΩ
        Refused(Divider, readings).ShouldContain("the worst is off by");
    }

    [Fact]
    public void Fit_SwappedReadings_IsRefused()
    {
        var readings = Read(Grove, 0);
        (readings[1], readings[2]) = (readings[1] with { Volts = readings[2].Volts }, readings[2] with { Volts = readings[1].Volts });
        Refused(Grove, readings).ShouldContain("were two swapped?");
    }

    [Fact]
    public void Fit_SameVoltageForAll_IsRefused() =>
        Refused(Divider, [new(47e3, 1), new(100e3, 1), new(470e3, 1)]).ShouldContain("must fall with resistance");

    [Fact]
    public void Fit_ReadingAtARail_IsRefused()
    {
        Refused(Grove, [.. Read(Grove, 0), new ResistorReading(10e3, 0)]).ShouldContain("10 kΩ (0 V) is at an end of the range; take a larger resistor");
        Refused(Divider, [.. Read(Divider, 0), new ResistorReading(100e6, 0)]).ShouldContain("take a smaller resistor");
        Refused(Divider, [.. Read(Divider, 0), new ResistorReading(10, 3.3)]).ShouldContain("take a larger resistor");
        Refused(Divider, [.. Read(Divider, 0), new ResistorReading(680e3, 0.4, AtRail: true)]).ShouldContain("680 kΩ");
    }

    [Fact]
    public void Fit_AnotherResistorThanSaid_IsRefused()
    {
        Refused(Divider, Read(new ResistiveDivider(3.3, 47e3), 0)).ShouldContain("comes out at 47 kΩ, and 100 kΩ was said");
        Refused(Amplifier, Read(new Transimpedance(33e3), 0)).ShouldContain("the feedback resistor comes out at 33 kΩ");
    }

    [Fact]
    public void Fit_GroveOutOfAdjustment_IsRefused()
    {
        Refused(Grove, Read(new GroveGsr(3.3, 250), 0, 100e3, 220e3, 470e3, 1e6)).ShouldContain("potentiometer");
        // Supplied with 5 V, and 3.3 V said: readings come out half as high again.
        Refused(Grove, Read(new GroveGsr(5, 480), 0)).ShouldContain("is the board supplied with 3.3 V?");
    }

    [Fact]
    public void Fit_NonsenseReadings_AreRefused()
    {
        Refused(Grove, [.. Read(Grove, 0), new ResistorReading(-1, 1)]).ShouldContain("is none");
        Refused(Grove, [.. Read(Grove, 0), new ResistorReading(1e5, double.NaN)]).ShouldContain("is none");
        Refused(Divider, [.. Read(Divider, 0), new ResistorReading(double.PositiveInfinity, 0.1)]).ShouldContain("open electrodes");
    }

    internal static List<ResistorReading> Read(IElectrodeCircuit truth, double offset, params double[] ohms) =>
        [.. (ohms.Length == 0 ? ResistorCalibration.SuggestedOhms : ohms).Select(o => new ResistorReading(o, truth.VoltsAt(1e6 / o) + offset))];

    private static string Refused(IElectrodeCircuit nominal, IEnumerable<ResistorReading> readings)
    {
        var message = Should.Throw<CalibrationException>(() => ResistorCalibration.Fit(nominal, [.. readings])).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
