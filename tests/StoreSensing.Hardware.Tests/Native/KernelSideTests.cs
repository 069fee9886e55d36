using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.Gpio;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Native;

/// <summary>The native drivers against a kernel side compiled from the kernel's own headers.</summary>
public sealed class KernelSideTests
{
    public KernelSideTests() => Skip.IfNot(KernelSide.IsThere, "no C compiler, or no kernel headers");

    [SkippableFact]
    public void Open_DeniedOrTaken_IsTold()
    {
        foreach (var (open, group) in ((Action<string>, string)[])
            [(path => SpidevBus.Open(path, 1_000_000), "spi"), (path => I2cDevBus.Open(path), "i2c"), (path => GpioChip.Open(path), "gpio")])
        {
            var denied = Should.Throw<BusException>(() => open("/dev/fake-denied"));
            denied.Fault.ShouldBe(BusFault.Denied);
            denied.Message.ShouldContain($"group '{group}'");
            Should.Throw<BusException>(() => open("/dev/fake-taken")).Fault.ShouldBe(BusFault.Busy);
        }
    }

    [SkippableFact]
    public void I2cDev_AdapterWithoutPlainTransfers_IsRefused() =>
        Should.Throw<BusException>(() => I2cDevBus.Open("/dev/fake-i2c-smbus")).Message.ShouldContain("SMBus only");

    [SkippableFact]
    public void Spidev_Mcp3008_ReadsEveryChannel()
    {
        for (var channel = 0; channel < 8; channel++)
        {
            using var input = new Mcp3008(SpidevBus.Open("/dev/fake-spi", Mcp3008.Hertz), Mcp3008Channel.SingleEnded(channel), 3.3);
            input.Read().Code.ShouldBe(100 + (107 * channel));
        }
        using var differential = new Mcp3008(SpidevBus.Open("/dev/fake-spi", Mcp3008.Hertz), Mcp3008Channel.Differential(0), 3.3);
        Should.Throw<BusException>(() => differential.Read()).Fault.ShouldBe(BusFault.WrongReply);
    }

    [SkippableFact]
    public void Spidev_RefusedTransfer_IsToldByItsErrno()
    {
        using var bus = SpidevBus.Open("/dev/fake-spi", 500_000);
        var fault = Should.Throw<BusException>(() => bus.Transfer([1, 0x80, 0], new byte[3]));
        fault.Fault.ShouldBe(BusFault.Refused);
        fault.Message.ShouldStartWith("/dev/fake-spi: a transfer failed");
        Should.Throw<ArgumentException>(() => bus.Transfer([1, 2], new byte[3]));
        Should.Throw<ArgumentException>(() => bus.Transfer([], []));
    }

    [SkippableFact]
    public void I2cDev_Ads1115_IsSetUpAndRead()
    {
        using var input = new Ads1115(I2cDevBus.Open("/dev/fake-i2c-1"), 0x48, new(Gain: Ads1115Gain.Volts2048), TimeProvider.System);
        for (var i = 0; i < 3; i++)
            input.Read().ShouldBe(new AnalogReading(0x1234 * 62.5e-6, 0x1234, false));
    }

    [SkippableFact]
    public void I2cDev_FaultsOfTheKernel_AreTheirOwnKinds()
    {
        using var bus = I2cDevBus.Open("/dev/fake-i2c-1");
        var two = new byte[2];
        Should.Throw<BusException>(() => bus.WriteRead(0x4B, [0], two)).Fault.ShouldBe(BusFault.NoAnswer);
        Should.Throw<BusException>(() => bus.Write(0x4B, [0])).Message.ShouldContain("0x4B");
        Should.Throw<BusException>(() => bus.Read(0x49, two)).Fault.ShouldBe(BusFault.TimedOut);
        Should.Throw<BusException>(() => bus.Read(0x4A, two)).Fault.ShouldBe(BusFault.Busy); // held by a driver of the kernel
        bus.Read(0x48, two);
        Should.Throw<ArgumentOutOfRangeException>(() => bus.Read(0x90, two));
        Should.Throw<ArgumentException>(() => bus.Read(0x48, []));
    }

    [SkippableFact]
    public void I2cDev_WrongAddressOfAnAds1115_SaysWhoAnswers() =>
        Should.Throw<BusException>(() => new Ads1115(I2cDevBus.Open("/dev/fake-i2c-1"), 0x4B, new(), TimeProvider.System)).Message.ShouldContain("something answers at 0x48");

    [SkippableFact]
    public void Buses_AReading_AllocatesNothing()
    {
        using var spi = new Mcp3008(SpidevBus.Open("/dev/fake-spi", Mcp3008.Hertz), Mcp3008Channel.SingleEnded(3), 3.3);
        Allocations.Of(() => spi.Read()).ShouldBe(0);
        using var i2c = new Ads1115(I2cDevBus.Open("/dev/fake-i2c-1"), 0x48, new(), TimeProvider.System, _ => { });
        Allocations.Of(() => i2c.Read()).ShouldBe(0);
    }

    [SkippableFact]
    public void Gpio_Led_IsLitAndDarkened()
    {
        using var chip = GpioChip.Open("/dev/fake-gpio");
        chip.Label.ShouldBe("pinctrl-rp1");
        chip.IsHeader.ShouldBeTrue();
        chip.Lines.ShouldBe(54);
        using (var led = new StatusLed(chip.RequestOutput(17), TimeProvider.System))
        {
            led.Show(LedState.Contact);
            led.Fault.ShouldBeNull();
            KernelSide.Lit.ShouldBe(1);
        }
        KernelSide.Lit.ShouldBe(0);
    }

    [SkippableFact]
    public void Gpio_Button_GivesItsEdges()
    {
        using var chip = GpioChip.Open("/dev/fake-gpio");
        using var line = chip.RequestButton(27, TimeSpan.FromMilliseconds(5));
        line.TryWait(TimeSpan.FromSeconds(5), out var down).ShouldBeTrue();
        down.ShouldBe(new LineEdge(true, TimeSpan.FromSeconds(1)));
        line.TryWait(TimeSpan.FromSeconds(5), out var up).ShouldBeTrue();
        up.ShouldBe(new LineEdge(false, TimeSpan.FromSeconds(1.25)));
        line.TryWait(TimeSpan.FromMilliseconds(1), out _).ShouldBeFalse();
    }

    [SkippableFact]
    public void Gpio_LineTakenOrAbsent_IsTold()
    {
        using var chip = GpioChip.Open("/dev/fake-gpio");
        Should.Throw<BusException>(() => chip.RequestOutput(22)).Fault.ShouldBe(BusFault.Busy);
        Should.Throw<BusException>(() => chip.RequestOutput(54)).Message.ShouldContain("it has 0 to 53");
    }
}
