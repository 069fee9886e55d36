using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;

namespace StoreSensing.Hardware.Tests.Buses;

/// <summary>Layouts and request numbers, as a C compiler gives them for linux/spi/spidev.h, linux/i2c.h, linux/i2c-dev.h and linux/gpio.h on 64-bit machines.</summary>
public sealed unsafe class NativeLayoutTests
{
    [Fact]
    public void Spi_RequestsAndLayout_AreThoseOfTheHeader()
    {
        SpidevBus.OneMessage.ShouldBe(0x40206B00u);
        SpidevBus.WriteMode.ShouldBe(0x40016B01u);
        SpidevBus.WriteBitsPerWord.ShouldBe(0x40016B03u);
        SpidevBus.WriteMaxSpeed.ShouldBe(0x40046B04u);
        Unsafe.SizeOf<SpidevBus.Message>().ShouldBe(32);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.To)).ShouldBe(8);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.Length)).ShouldBe(16);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.Hertz)).ShouldBe(20);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.DelayMicroseconds)).ShouldBe(24);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.BitsPerWord)).ShouldBe(26);
        Offset<SpidevBus.Message>(nameof(SpidevBus.Message.ChangeChipSelect)).ShouldBe(27);
    }

    [Fact]
    public void I2c_RequestsAndLayout_AreThoseOfTheHeader()
    {
        I2cDevBus.UseAddress.ShouldBe(0x0703u);
        I2cDevBus.Functions.ShouldBe(0x0705u);
        I2cDevBus.Transfer.ShouldBe(0x0707u);
        I2cDevBus.ReadFlag.ShouldBe((ushort)1);
        Unsafe.SizeOf<I2cDevBus.Message>().ShouldBe(16);
        Unsafe.SizeOf<I2cDevBus.Messages>().ShouldBe(16);
        Offset<I2cDevBus.Message>(nameof(I2cDevBus.Message.Flags)).ShouldBe(2);
        Offset<I2cDevBus.Message>(nameof(I2cDevBus.Message.Length)).ShouldBe(4);
        Offset<I2cDevBus.Message>(nameof(I2cDevBus.Message.Bytes)).ShouldBe(8);
        Offset<I2cDevBus.Messages>(nameof(I2cDevBus.Messages.Count)).ShouldBe(8);
    }

    [Fact]
    public void Gpio_RequestsAndLayout_AreThoseOfTheHeader()
    {
        GpioChip.ChipInfo.ShouldBe(0x8044B401u);
        GpioChip.GetLine.ShouldBe(0xC250B407u);
        OutputLine.SetValues.ShouldBe(0xC010B40Fu);
        Unsafe.SizeOf<GpioChip.Info>().ShouldBe(68);
        Unsafe.SizeOf<GpioChip.LineAttribute>().ShouldBe(24);
        Unsafe.SizeOf<GpioChip.LineConfig>().ShouldBe(272);
        Unsafe.SizeOf<GpioChip.LineRequest>().ShouldBe(592);
        Unsafe.SizeOf<OutputLine.Values>().ShouldBe(16);
        Unsafe.SizeOf<InputLine.Event>().ShouldBe(48);
        Offset<GpioChip.LineConfig>(nameof(GpioChip.LineConfig.First)).ShouldBe(32);
        Offset<GpioChip.LineRequest>(nameof(GpioChip.LineRequest.Consumer)).ShouldBe(256);
        Offset<GpioChip.LineRequest>(nameof(GpioChip.LineRequest.Config)).ShouldBe(288);
        Offset<GpioChip.LineRequest>(nameof(GpioChip.LineRequest.LineCount)).ShouldBe(560);
        Offset<GpioChip.LineRequest>(nameof(GpioChip.LineRequest.Descriptor)).ShouldBe(588);
        Offset<InputLine.Event>(nameof(InputLine.Event.Id)).ShouldBe(8);
        Offset<InputLine.Event>(nameof(InputLine.Event.LineNumber)).ShouldBe(20);
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
