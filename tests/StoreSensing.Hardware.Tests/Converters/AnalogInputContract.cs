using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;

namespace StoreSensing.Hardware.Tests.Converters;

/// <summary>What every <see cref="IAnalogInput"/> keeps, whatever its driver set; a new converter inherits it.</summary>
public abstract class AnalogInputContract
{
    /// <summary>An input on a simulated chip, and the handles to that chip. Single-ended, full scale between 2 and 6 V.</summary>
    internal abstract Bench Open();

    [Fact]
    public void Read_KnownVoltage_IsWithinACode()
    {
        var bench = Open();
        using var input = bench.Input;
        for (var volts = 0.05; volts < 1.9; volts += 0.0731)
        {
            bench.Apply(volts);
            var reading = input.Read();
            reading.Volts.ShouldBe(volts, input.VoltsPerCode);
            reading.Volts.ShouldBe(reading.Code * input.VoltsPerCode, 1e-12);
            reading.AtRail.ShouldBeFalse();
        }
    }

    [Fact]
    public void Read_MoreVolts_IsNeverLess()
    {
        var bench = Open();
        using var input = bench.Input;
        var before = double.NegativeInfinity;
        for (var volts = 0.0; volts < 7; volts += 0.01)
        {
            bench.Apply(volts);
            var now = input.Read().Volts;
            now.ShouldBeGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    [Fact]
    public void Read_BeyondFullScale_IsAtTheRail()
    {
        var bench = Open();
        using var input = bench.Input;
        bench.Apply(7);
        input.Read().AtRail.ShouldBeTrue();
    }

    [Fact]
    public void Read_AfterAFaultOfTheBus_WorksAgain()
    {
        var bench = Open();
        using var input = bench.Input;
        bench.Apply(1);
        bench.Break(new BusException(BusFault.TimedOut, "stuck"));
        for (var i = 0; i < 3; i++)
            Should.Throw<BusException>(() => input.Read()).Fault.ShouldBe(BusFault.TimedOut);
        bench.Break(null);
        input.Read().Volts.ShouldBe(1, input.VoltsPerCode);
    }

    [Fact]
    public void Read_Allocates_Nothing()
    {
        using var input = Open().Input;
        Allocations.Of(() => input.Read()).ShouldBe(0);
    }

    [Fact]
    public void Name_SaysTheBus() => Open().Input.Name.ShouldContain("/dev/");

    [Fact]
    public void Dispose_ClosesTheBus()
    {
        var bench = Open();
        bench.IsClosed().ShouldBeFalse();
        bench.Input.Dispose();
        bench.Input.Dispose();
        bench.IsClosed().ShouldBeTrue();
    }

    internal sealed record Bench(IAnalogInput Input, Action<double> Apply, Action<BusException?> Break, Func<bool> IsClosed);
}
