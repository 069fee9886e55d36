using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Converters;

public sealed class Ads1115Tests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    private Ads1115 Open(II2cBus bus, Ads1115Settings settings, byte address = 0x48) => new(bus, address, settings, _time, _time.Advance);

    // SBAS444, "Config Register": the register after power-up, 8583h, is AIN0 − AIN1, ±2.048 V, single-shot, 128 a second, comparator off, idle.
    [Fact]
    public void Bits_SettingsOfPowerUp_Are8583() =>
        (Ads1115Registers.Bits(new(Ads1115Channel.Ain0MinusAin1, Ads1115Gain.Volts2048, Ads1115Rate.PerSecond128, Ads1115Mode.SingleShot)) | Ads1115Registers.Idle)
            .ShouldBe(Ads1115Registers.PowerUp);

    // SBAS444, "Quick-Start Guide": the config register is written with 0x84 0x83 for continuous conversions at the other defaults.
    [Fact]
    public void Bits_QuickStart_Are8483() =>
        (Ads1115Registers.Bits(new(Ads1115Channel.Ain0MinusAin1, Ads1115Gain.Volts2048, Ads1115Rate.PerSecond128, Ads1115Mode.Continuous)) | Ads1115Registers.Idle)
            .ShouldBe(0x8483);

    // Every field alone, against the data sheet's own bits.
    [Theory]
    [InlineData(Ads1115Channel.Ain0MinusAin1, 0x0000)]
    [InlineData(Ads1115Channel.Ain0MinusAin3, 0x1000)]
    [InlineData(Ads1115Channel.Ain1MinusAin3, 0x2000)]
    [InlineData(Ads1115Channel.Ain2MinusAin3, 0x3000)]
    [InlineData(Ads1115Channel.Ain0, 0x4000)]
    [InlineData(Ads1115Channel.Ain1, 0x5000)]
    [InlineData(Ads1115Channel.Ain2, 0x6000)]
    [InlineData(Ads1115Channel.Ain3, 0x7000)]
    public void Bits_Channel_AreThoseOfTheDataSheet(Ads1115Channel channel, int bits) =>
        (Ads1115Registers.Bits(new(channel)) & 0x7000).ShouldBe(bits);

    [Theory]
    [InlineData(Ads1115Gain.Volts6144, 0x0000, 187.5e-6)]
    [InlineData(Ads1115Gain.Volts4096, 0x0200, 125e-6)]
    [InlineData(Ads1115Gain.Volts2048, 0x0400, 62.5e-6)]
    [InlineData(Ads1115Gain.Volts1024, 0x0600, 31.25e-6)]
    [InlineData(Ads1115Gain.Volts0512, 0x0800, 15.625e-6)]
    [InlineData(Ads1115Gain.Volts0256, 0x0A00, 7.8125e-6)]
    public void Gain_BitsAndSize_AreThoseOfTheDataSheet(Ads1115Gain gain, int bits, double lsb)
    {
        var settings = new Ads1115Settings(Gain: gain);
        (Ads1115Registers.Bits(settings) & 0x0E00).ShouldBe(bits);
        settings.VoltsPerCode.ShouldBe(lsb, lsb * 1e-12); // "Full-Scale Range (FSR) and LSB Size"
    }

    [Theory]
    [InlineData(Ads1115Rate.PerSecond8, 0x0000, 8)]
    [InlineData(Ads1115Rate.PerSecond16, 0x0020, 16)]
    [InlineData(Ads1115Rate.PerSecond32, 0x0040, 32)]
    [InlineData(Ads1115Rate.PerSecond64, 0x0060, 64)]
    [InlineData(Ads1115Rate.PerSecond128, 0x0080, 128)]
    [InlineData(Ads1115Rate.PerSecond250, 0x00A0, 250)]
    [InlineData(Ads1115Rate.PerSecond475, 0x00C0, 475)]
    [InlineData(Ads1115Rate.PerSecond860, 0x00E0, 860)]
    public void Rate_BitsAndTime_AreThoseOfTheDataSheet(Ads1115Rate rate, int bits, double perSecond)
    {
        var settings = new Ads1115Settings(Rate: rate);
        (Ads1115Registers.Bits(settings) & 0x00E0).ShouldBe(bits);
        settings.ConversionTime.TotalSeconds.ShouldBe(1 / perSecond, 1e-6);
        using var input = Open(new SimulatedAds1115(_time) { Inputs = { [0] = 1 } }, settings);
        input.Read().Code.ShouldBe(8000);
    }

    // "Data Format", table "Input Signal versus Ideal Output Code": ≥ FS·(2¹⁵−1)/2¹⁵ is 7FFFh, FS/2¹⁵ is 0001h, 0 is 0, −FS/2¹⁵ is FFFFh, ≤ −FS is 8000h.
    [Theory]
    [InlineData(2.048 * 32767 / 32768, 0x7FFF, true)]
    [InlineData(3.0, 0x7FFF, true)]
    [InlineData(2.048 * 32766 / 32768, 0x7FFE, false)]
    [InlineData(2.048 / 32768, 0x0001, false)]
    [InlineData(0.0, 0x0000, false)]
    [InlineData(-2.048 / 32768, 0xFFFF, false)]
    [InlineData(-2.048 * 32767 / 32768, 0x8001, false)]
    [InlineData(-2.048, 0x8000, true)]
    [InlineData(-3.0, 0x8000, true)]
    public void Read_Voltage_GivesTheCodeOfTheDataSheet(double volts, int code, bool atRail)
    {
        var chip = new SimulatedAds1115(_time);
        chip.Inputs[volts < 0 ? 1 : 0] = Math.Abs(volts);
        using var input = Open(chip, new(Ads1115Channel.Ain0MinusAin1, Ads1115Gain.Volts2048));
        var reading = input.Read();
        reading.Code.ShouldBe((short)code);
        reading.AtRail.ShouldBe(atRail);
        reading.Volts.ShouldBe((short)code * 62.5e-6, 1e-15);
    }

    // A single-shot reading on the wire: config with OS, then config until OS reads 1, then the conversion register.
    [Fact]
    public void Read_SingleShot_WritesAsksAndReads()
    {
        var chip = new SimulatedAds1115(_time) { Records = true, Inputs = { [0] = 1.65 } };
        using var input = Open(chip, new(Ads1115Channel.Ain0, Ads1115Gain.Volts4096, Ads1115Rate.PerSecond250));
        chip.Traffic.ShouldBe(["0143A3", "01 R2"]);
        chip.Traffic.Clear();
        input.Read().Volts.ShouldBe(1.65, 125e-6 / 2);
        chip.Traffic[0].ShouldBe("01C3A3");
        chip.Traffic[^1].ShouldBe("00 R2");
        chip.Traffic[1..^1].ShouldNotBeEmpty();
        chip.Traffic[1..^1].ShouldAllBe(t => t == "01 R2");
    }

    // Every reading is a conversion of its own, begun after it was asked for.
    [Fact]
    public void Read_SingleShot_IsNeverTheConversionOfBefore()
    {
        var chip = new SimulatedAds1115(_time);
        using var input = Open(chip, new());
        for (var i = 1; i <= 20; i++)
        {
            chip.Inputs[0] = i * 0.1;
            input.Read().Volts.ShouldBe(i * 0.1, 125e-6);
        }
        chip.Conversions.ShouldBe(20);
    }

    [Fact]
    public void Read_Continuous_GivesTheLastConversion()
    {
        var chip = new SimulatedAds1115(_time) { Inputs = { [2] = 0.5 } };
        using var input = Open(chip, new(Ads1115Channel.Ain2, Mode: Ads1115Mode.Continuous));
        input.Read().Volts.ShouldBe(0.5, 125e-6);
        chip.Inputs[2] = 0.7;
        _time.Advance(TimeSpan.FromMilliseconds(10));
        input.Read().Volts.ShouldBe(0.7, 125e-6);
    }

    [Fact]
    public void Read_NeverReady_GivesUpInBoundedTime()
    {
        var chip = new SimulatedAds1115(_time);
        using var input = Open(chip, new(Rate: Ads1115Rate.PerSecond250));
        chip.NeverReady = true;
        var began = _time.GetTimestamp();
        var fault = Should.Throw<BusException>(() => input.Read());
        fault.Fault.ShouldBe(BusFault.TimedOut);
        fault.Message.ShouldContain("0x48");
        _time.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMilliseconds(4 * 4 + 25));
    }

    [Fact]
    public void Open_NobodyAtTheAddress_NamesTheFourAddressesAndWhoAnswers()
    {
        var chip = new SimulatedAds1115(_time) { Address = 0x4A };
        var fault = Should.Throw<BusException>(() => Open(chip, new()));
        chip.IsDisposed.ShouldBeTrue("a sensor that stays unplugged must not use up the process's files");
        fault.Fault.ShouldBe(BusFault.NoAnswer);
        foreach (var address in (string[])["0x48", "0x49", "0x4A", "0x4B"])
            fault.Message.ShouldContain(address);
        fault.Message.ShouldContain("something answers at 0x4A");
    }

    [Theory]
    [InlineData(0x47)]
    [InlineData(0x4C)]
    [InlineData(0x90)]
    public void Open_AddressOfNoAds1115_IsRefused(byte address) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Open(new SimulatedAds1115(_time), new(), address)).Message.ShouldContain("0x4B");

    [Fact]
    public void Open_SomethingElseAtTheAddress_IsTold()
    {
        var fault = Should.Throw<BusException>(() => Open(new SimulatedAds1115(_time) { IgnoresWrites = true }, new()));
        fault.Fault.ShouldBe(BusFault.WrongReply);
        fault.Message.ShouldContain("not an ADS1115");
        fault.Message.ShouldContain("0x43A3");
    }

    [Theory]
    [InlineData(Ads1115Mode.SingleShot)]
    [InlineData(Ads1115Mode.Continuous)]
    public void Read_ChipWasReset_IsToldUnlessTheConversionSetItUpAnew(Ads1115Mode mode)
    {
        var chip = new SimulatedAds1115(_time) { Inputs = { [0] = 1 } };
        using var input = Open(chip, new(Mode: mode));
        input.Read();
        chip.Reset();
        if (mode == Ads1115Mode.SingleShot)
        {
            // Each reading writes the settings, so a reset between two readings costs nothing.
            input.Read().Volts.ShouldBe(1, 125e-6);
        }
        else
        {
            var fault = Should.Throw<BusException>(() => input.Read());
            fault.Fault.ShouldBe(BusFault.WrongReply);
            fault.Message.ShouldContain("lost its settings");
        }
    }

    [Fact]
    public void Read_ResetDuringAConversion_IsTold()
    {
        var chip = new SimulatedAds1115(_time);
        var reset = false;
        using var input = new Ads1115(chip, 0x48, new(), _time, pause =>
        {
            _time.Advance(pause);
            if (reset)
                chip.Reset();
        });
        input.Read();
        reset = true;
        Should.Throw<BusException>(() => input.Read()).Fault.ShouldBe(BusFault.WrongReply);
    }

    [Theory]
    [InlineData(BusFault.NoAnswer)]
    [InlineData(BusFault.TimedOut)]
    public void Read_BusFault_Passes(BusFault kind)
    {
        var chip = new SimulatedAds1115(_time);
        using var input = Open(chip, new());
        chip.Fault = new BusException(kind, "stuck");
        Should.Throw<BusException>(() => input.Read()).Fault.ShouldBe(kind);
        chip.Fault = null;
        input.Read();
    }
}
