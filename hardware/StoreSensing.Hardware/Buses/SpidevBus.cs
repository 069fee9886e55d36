using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Hardware.Buses;

/// <summary>
/// The <c>system</c> driver of <see cref="ISpiBus"/>: Linux's <c>/dev/spidevB.C</c> by ioctl (linux/spi/spidev.h), 8 bits a word, chip select low.
/// </summary>
public sealed unsafe class SpidevBus : ISpiBus
{
    internal const byte Type = (byte)'k';
    internal static readonly uint WriteMode = DeviceFile.Writing(Type, 1, sizeof(byte));
    internal static readonly uint WriteBitsPerWord = DeviceFile.Writing(Type, 3, sizeof(byte));
    internal static readonly uint WriteMaxSpeed = DeviceFile.Writing(Type, 4, sizeof(uint));
    internal static readonly uint OneMessage = DeviceFile.Writing(Type, 0, sizeof(Message));

    private const byte BitsPerWord = 8;
    private const int Longest = 4096; // spidev's default bufsiz

    private readonly SafeFileHandle _file;
    private readonly uint _hertz;

    private SpidevBus(string path, SafeFileHandle file, uint hertz)
    {
        Name = path;
        _file = file;
        _hertz = hertz;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens <paramref name="path"/> with SPI mode 0 to 3 and a clock in Hz.</summary>
    /// <exception cref="BusException">Not there, not allowed, taken, or not an SPI bus.</exception>
    public static SpidevBus Open(string path, int hertz, int mode = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hertz);
        ArgumentOutOfRangeException.ThrowIfNegative(mode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mode, 3);
        var file = DeviceFile.Open(DeviceKind.Spi, path);
        try
        {
            var (modeBits, bits, speed) = ((byte)mode, BitsPerWord, (uint)hertz);
            Set(WriteMode, &modeBits, "setting the mode");
            Set(WriteBitsPerWord, &bits, "setting 8 bits a word");
            Set(WriteMaxSpeed, &speed, "setting the clock");
            return new SpidevBus(path, file, speed);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        void Set(uint request, void* value, string what)
        {
            if (DeviceFile.Ask(file, request, value) is not 0 and var error)
                throw BusSentences.Spi(path, what, error);
        }
    }

    /// <inheritdoc/>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (write.Length != read.Length || write.Length is 0 or > Longest)
            throw new ArgumentException($"SPI transfers 1 to {Longest} bytes, as many out as in");
        fixed (byte* from = write, to = read)
        {
            var message = new Message { From = (ulong)from, To = (ulong)to, Length = (uint)write.Length, Hertz = _hertz, BitsPerWord = BitsPerWord };
            if (DeviceFile.Ask(_file, OneMessage, &message) is not 0 and var error)
                throw BusSentences.Spi(Name, "a transfer", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary><c>struct spi_ioc_transfer</c>: the same for 32-bit and 64-bit programs. What is not named must be zero.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        public ulong From;
        public ulong To;
        public uint Length;
        public uint Hertz;
        public ushort DelayMicroseconds;
        public byte BitsPerWord;
        public byte ChangeChipSelect;
        public byte WriteWires;
        public byte ReadWires;
        public byte WordDelayMicroseconds;
        public byte Padding;
    }
}
