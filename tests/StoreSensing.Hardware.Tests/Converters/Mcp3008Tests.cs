using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Converters;

namespace StoreSensing.Hardware.Tests.Converters;

public sealed class Mcp3008Tests
{
    // DS21295D, figure 6-1: 0000 0001 | SGL D2 D1 D0 xxxx | xxxx xxxx; table 5-2 for the four bits.
    [Theory]
    [InlineData(0, 0b1000_0000)]
    [InlineData(1, 0b1001_0000)]
    [InlineData(2, 0b1010_0000)]
    [InlineData(3, 0b1011_0000)]
    [InlineData(4, 0b1100_0000)]
    [InlineData(5, 0b1101_0000)]
    [InlineData(6, 0b1110_0000)]
    [InlineData(7, 0b1111_0000)]
    public void Read_SingleEnded_SendsTheBytesOfFigure61(int channel, byte second)
    {
        var chip = new SimulatedMcp3008();
        using var input = new Mcp3008(chip, Mcp3008Channel.SingleEnded(channel), 3.3);
        input.Read();
        chip.LastWritten.ShouldBe([0b0000_0001, second, 0]);
    }

    [Theory]
    [InlineData(0, 0b0000_0000, 1)]
    [InlineData(1, 0b0001_0000, 0)]
    [InlineData(2, 0b0010_0000, 3)]
    [InlineData(3, 0b0011_0000, 2)]
    [InlineData(4, 0b0100_0000, 5)]
    [InlineData(5, 0b0101_0000, 4)]
    [InlineData(6, 0b0110_0000, 7)]
    [InlineData(7, 0b0111_0000, 6)]
    public void Read_Differential_SendsTheBitsOfTable52(int positive, byte second, int negative)
    {
        var chip = new SimulatedMcp3008();
        var channel = Mcp3008Channel.Differential(positive);
        using var input = new Mcp3008(chip, channel, 3.3);
        input.Read();
        chip.LastWritten.ShouldBe([0b0000_0001, second, 0]);
        channel.Negative.ShouldBe(negative);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_EveryCode_IsRecoveredWhateverTheUndrivenBits(bool ones)
    {
        var chip = new SimulatedMcp3008 { UndrivenReadsAsOne = ones };
        using var input = new Mcp3008(chip, Mcp3008Channel.SingleEnded(5), 3.3);
        for (var code = 0; code < 1024; code++)
        {
            chip[5] = (code + 0.5) * 3.3 / 1024;
            var reading = input.Read();
            reading.Code.ShouldBe(code);
            reading.Volts.ShouldBe(code * 3.3 / 1024, 1e-12);
            reading.AtRail.ShouldBe(code is 0 or 1023);
        }
    }

    [Fact]
    public void Read_Differential_GivesTheDifference()
    {
        var chip = new SimulatedMcp3008 { ReferenceVolts = 5, [2] = 3, [3] = 1 };
        using var input = new Mcp3008(chip, Mcp3008Channel.Differential(2), 5);
        input.Read().Volts.ShouldBe(2, 5.0 / 1024);
        using var reversed = new Mcp3008(chip, Mcp3008Channel.Differential(3), 5);
        reversed.Read().ShouldBe(new AnalogReading(0, 0, true));
    }

    [Fact]
    public void Read_DisconnectedOutput_IsToldByItsNullBit()
    {
        var chip = new SimulatedMcp3008();
        using var input = new Mcp3008(chip, Mcp3008Channel.SingleEnded(0), 3.3);
        input.Read();
        chip.IsDisconnected = true;
        var fault = Should.Throw<BusException>(() => input.Read());
        fault.Fault.ShouldBe(BusFault.WrongReply);
        fault.Message.ShouldContain("null bit");
        fault.Message.ShouldContain("/dev/spidev0.0");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Channel_OutsideTheChip_IsRefused(int channel)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Mcp3008Channel.SingleEnded(channel));
        Should.Throw<ArgumentOutOfRangeException>(() => Mcp3008Channel.Differential(channel));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(12.0)]
    [InlineData(double.NaN)]
    public void Reference_OutsideTheDataSheet_IsRefused(double volts) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Mcp3008(new SimulatedMcp3008(), Mcp3008Channel.SingleEnded(0), volts));
}
