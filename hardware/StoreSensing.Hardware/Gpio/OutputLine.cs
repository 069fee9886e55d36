using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>The <c>system</c> driver of <see cref="IOutputLine"/>.</summary>
internal sealed unsafe class OutputLine(string chip, int line, SafeFileHandle file) : IOutputLine
{
    internal static readonly uint SetValues = DeviceFile.Exchanging(GpioChip.Type, 0x0F, sizeof(Values));

    public void Set(bool active)
    {
        var values = new Values { Bits = active ? 1u : 0, Mask = 1 };
        if (DeviceFile.Ask(file, SetValues, &values) is not 0 and var error)
            throw BusSentences.Gpio(chip, line, error);
    }

    public void Dispose() => file.Dispose();

    /// <summary><c>struct gpio_v2_line_values</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Values
    {
        public ulong Bits;
        public ulong Mask;
    }
}
