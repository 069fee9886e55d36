using StoreSensing.Hardware.Converters;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Converters;

public sealed class Mcp3008Contract : AnalogInputContract
{
    internal override Bench Open()
    {
        var chip = new SimulatedMcp3008();
        return new(new Mcp3008(chip, Mcp3008Channel.SingleEnded(3), 3.3), volts => chip[3] = volts, fault => chip.Fault = fault, () => chip.IsDisposed);
    }
}

public sealed class Ads1115SingleShotContract : AnalogInputContract
{
    internal override Bench Open() => Ads1115Bench.Open(Ads1115Mode.SingleShot);
}

public sealed class Ads1115ContinuousContract : AnalogInputContract
{
    internal override Bench Open() => Ads1115Bench.Open(Ads1115Mode.Continuous);
}

internal static class Ads1115Bench
{
    public static AnalogInputContract.Bench Open(Ads1115Mode mode)
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var chip = new SimulatedAds1115(time);
        var input = new Ads1115(chip, 0x48, new(Ads1115Channel.Ain1, Mode: mode), time, time.Advance);
        return new(
            input,
            volts =>
            {
                chip.Inputs[1] = volts;
                time.Advance(TimeSpan.FromMilliseconds(20)); // a continuous conversion of it is over
            },
            fault => chip.Fault = fault,
            () => chip.IsDisposed);
    }
}
