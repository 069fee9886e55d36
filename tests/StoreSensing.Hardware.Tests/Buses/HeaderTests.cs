using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;
using StoreSensing.Hardware.Tests.Native;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Buses;

/// <summary>The same numbers asked of a C compiler and this machine's own kernel headers, where there are any.</summary>
public sealed class HeaderTests
{
    private const string Program = """
        #include <stdio.h>
        #include <sys/ioctl.h>
        #include <linux/spi/spidev.h>
        #include <linux/i2c.h>
        #include <linux/i2c-dev.h>
        #include <linux/gpio.h>
        int main(void) {
            unsigned long v[] = { SPI_IOC_MESSAGE(1), SPI_IOC_WR_MODE, SPI_IOC_WR_BITS_PER_WORD, SPI_IOC_WR_MAX_SPEED_HZ, sizeof(struct spi_ioc_transfer),
                I2C_SLAVE, I2C_FUNCS, I2C_RDWR, I2C_M_RD, sizeof(struct i2c_msg), sizeof(struct i2c_rdwr_ioctl_data),
                GPIO_GET_CHIPINFO_IOCTL, GPIO_V2_GET_LINE_IOCTL, GPIO_V2_LINE_SET_VALUES_IOCTL, sizeof(struct gpiochip_info),
                sizeof(struct gpio_v2_line_request), sizeof(struct gpio_v2_line_config), sizeof(struct gpio_v2_line_values), sizeof(struct gpio_v2_line_event),
                GPIO_V2_LINE_FLAG_ACTIVE_LOW, GPIO_V2_LINE_FLAG_INPUT, GPIO_V2_LINE_FLAG_OUTPUT, GPIO_V2_LINE_FLAG_EDGE_RISING,
                GPIO_V2_LINE_FLAG_EDGE_FALLING, GPIO_V2_LINE_FLAG_BIAS_PULL_UP };
            for (unsigned i = 0; i < sizeof v / sizeof *v; i++) printf("%lu\n", v[i]);
            return 0;
        }
        """;

    [SkippableFact]
    public void Numbers_OfThisMachinesHeaders_AreOurs()
    {
        using var folder = new TemporaryFolder();
        var source = Path.Combine(folder.Path, "numbers.c");
        var program = Path.Combine(folder.Path, "numbers");
        File.WriteAllText(source, Program);
        Skip.IfNot(KernelSide.TryCompile("-o", program, source), "no C compiler, or no kernel headers");
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(n => ulong.Parse(n, CultureInfo.InvariantCulture)).ShouldBe(
        [
            SpidevBus.OneMessage, SpidevBus.WriteMode, SpidevBus.WriteBitsPerWord, SpidevBus.WriteMaxSpeed, (ulong)Unsafe.SizeOf<SpidevBus.Message>(),
            I2cDevBus.UseAddress, I2cDevBus.Functions, I2cDevBus.Transfer, I2cDevBus.ReadFlag, (ulong)Unsafe.SizeOf<I2cDevBus.Message>(), (ulong)Unsafe.SizeOf<I2cDevBus.Messages>(),
            GpioChip.ChipInfo, GpioChip.GetLine, OutputLine.SetValues, (ulong)Unsafe.SizeOf<GpioChip.Info>(),
            (ulong)Unsafe.SizeOf<GpioChip.LineRequest>(), (ulong)Unsafe.SizeOf<GpioChip.LineConfig>(), (ulong)Unsafe.SizeOf<OutputLine.Values>(), (ulong)Unsafe.SizeOf<InputLine.Event>(),
            (ulong)GpioChip.LineFlags.ActiveLow, (ulong)GpioChip.LineFlags.Input, (ulong)GpioChip.LineFlags.Output, (ulong)GpioChip.LineFlags.RisingEdge,
            (ulong)GpioChip.LineFlags.FallingEdge, (ulong)GpioChip.LineFlags.PullUp,
        ]);
    }
}
