using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>A GPIO chip by Linux's character device <c>/dev/gpiochipN</c> (linux/gpio.h, version 2 of its interface, kernel 5.10 and later).</summary>
public sealed unsafe class GpioChip : IDisposable
{
    internal const byte Type = 0xB4;
    internal static readonly uint ChipInfo = DeviceFile.Reading(Type, 0x01, sizeof(Info));
    internal static readonly uint GetLine = DeviceFile.Exchanging(Type, 0x07, sizeof(LineRequest));

    private const int NameBytes = 32;
    private const uint DebounceAttribute = 3; // GPIO_V2_LINE_ATTR_ID_DEBOUNCE
    private const string Consumer = "storesensing";

    // Labels of the chips behind the 40-pin header: Raspberry Pi 5, 4, and before.
    private static readonly string[] HeaderLabels = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    private readonly SafeFileHandle _file;

    private GpioChip(string path, SafeFileHandle file)
    {
        Name = path;
        _file = file;
        var info = default(Info);
        if (DeviceFile.Ask(file, ChipInfo, &info) is not 0 and var error)
        {
            file.Dispose();
            throw BusSentences.Gpio(path, 0, error);
        }
        Label = Encoding.ASCII.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(info.Label));
        Lines = (int)info.Lines;
    }

    /// <summary>The device file.</summary>
    public string Name { get; }

    /// <summary>What the kernel calls the chip, e.g. <c>pinctrl-rp1</c>.</summary>
    public string Label { get; }

    /// <summary>How many lines it has.</summary>
    public int Lines { get; }

    /// <summary>Whether it is the one behind a Raspberry Pi's 40-pin header.</summary>
    public bool IsHeader => Array.IndexOf(HeaderLabels, Label) >= 0;

    /// <summary>Opens a chip.</summary>
    /// <exception cref="BusException">Not there, not allowed, or not a GPIO chip.</exception>
    public static GpioChip Open(string path) => new(path, DeviceFile.Open(DeviceKind.Gpio, path));

    /// <summary>Opens the chip behind the 40-pin header: number 0 or 4 on a Raspberry Pi 5 (it depends on the kernel), 0 on others.</summary>
    /// <exception cref="BusException">There is none.</exception>
    public static GpioChip OpenHeader()
    {
        BusException? why = null;
        foreach (var path in (string[])["/dev/gpiochip0", "/dev/gpiochip4"])
        {
            try
            {
                var chip = Open(path);
                if (chip.IsHeader)
                    return chip;
                chip.Dispose();
            }
            catch (BusException fault)
            {
                why ??= fault;
            }
        }
        throw why ?? new BusException(BusFault.Absent, "neither /dev/gpiochip0 nor /dev/gpiochip4 is a Raspberry Pi's header; name the chip that 'gpiodetect' shows");
    }

    /// <summary>Takes a line (BCM number) to drive it; it begins inactive.</summary>
    /// <exception cref="BusException">The line is taken or does not exist.</exception>
    public IOutputLine RequestOutput(int line, bool activeLow = false) =>
        new OutputLine(Name, line, Request(line, LineFlags.Output | (activeLow ? LineFlags.ActiveLow : 0), TimeSpan.Zero));

    /// <summary>
    /// Takes a line (BCM number) to watch its edges, with the chip's own pull-up and active when pulled low: a button to ground.
    /// The kernel leaves out what is shorter than <paramref name="debounce"/>.
    /// </summary>
    /// <exception cref="BusException">The line is taken or does not exist.</exception>
    public IInputLine RequestButton(int line, TimeSpan debounce) => new InputLine(Name, line, Request(line,
        LineFlags.Input | LineFlags.ActiveLow | LineFlags.PullUp | LineFlags.RisingEdge | LineFlags.FallingEdge, debounce));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private SafeFileHandle Request(int line, LineFlags flags, TimeSpan debounce)
    {
        if (line < 0 || line >= Lines)
            throw new BusException(BusFault.Absent, $"{Name}: no line {line}; it has 0 to {Lines - 1}");
        var request = new LineRequest { LineCount = 1 };
        request.Offsets[0] = (uint)line;
        Encoding.ASCII.GetBytes(Consumer, new Span<byte>(request.Consumer, NameBytes - 1));
        request.Config.Flags = (ulong)flags;
        if (debounce > TimeSpan.Zero)
        {
            request.Config.AttributeCount = 1;
            request.Config.First = new LineAttribute { Id = DebounceAttribute, Value = (uint)debounce.TotalMicroseconds, Mask = 1 };
        }
        if (DeviceFile.Ask(_file, GetLine, &request) is not 0 and var error)
            throw BusSentences.Gpio(Name, line, error);
        return new SafeFileHandle(request.Descriptor, ownsHandle: true);
    }

    /// <summary><c>enum gpio_v2_line_flag</c>.</summary>
    [Flags]
    internal enum LineFlags : ulong
    {
        ActiveLow = 1 << 1,
        Input = 1 << 2,
        Output = 1 << 3,
        RisingEdge = 1 << 4,
        FallingEdge = 1 << 5,
        PullUp = 1 << 8,
    }

    /// <summary><c>struct gpiochip_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Info
    {
        public fixed byte Name[NameBytes];
        public fixed byte Label[NameBytes];
        public uint Lines;
    }

    /// <summary><c>struct gpio_v2_line_config_attribute</c>, whose value is a union of 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineAttribute
    {
        public uint Id;
        public uint Padding;
        public ulong Value;
        public ulong Mask;
    }

    /// <summary><c>struct gpio_v2_line_config</c>: room for ten attributes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public fixed uint Padding[5];
        public LineAttribute First;
        public fixed ulong Others[9 * 3];
    }

    /// <summary><c>struct gpio_v2_line_request</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LineRequest
    {
        public fixed uint Offsets[64];
        public fixed byte Consumer[NameBytes];
        public LineConfig Config;
        public uint LineCount;
        public uint EventBufferSize;
        public fixed uint Padding[5];
        public int Descriptor;
    }
}
