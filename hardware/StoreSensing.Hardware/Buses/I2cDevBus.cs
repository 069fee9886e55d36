using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Hardware.Buses;

/// <summary>The <c>system</c> driver of <see cref="II2cBus"/>: Linux's <c>/dev/i2c-N</c> by ioctl <c>I2C_RDWR</c> (linux/i2c-dev.h, linux/i2c.h).</summary>
public sealed unsafe class I2cDevBus : II2cBus
{
    // Numbers of their own, older than the scheme of asm-generic/ioctl.h.
    internal const uint UseAddress = 0x0703; // I2C_SLAVE
    internal const uint Functions = 0x0705; // I2C_FUNCS
    internal const uint Transfer = 0x0707; // I2C_RDWR
    internal const ushort ReadFlag = 1; // I2C_M_RD
    private const ulong PlainI2c = 1; // I2C_FUNC_I2C
    private const int Longest = 8192; // i2c-dev refuses more a message
    private const byte First = 0x08; // below and above lie reserved addresses (NXP UM10204, table 4)
    private const byte Last = 0x77;

    private readonly SafeFileHandle _file;
    private int _free = -1;

    private I2cDevBus(string path, SafeFileHandle file)
    {
        Name = path;
        _file = file;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens <paramref name="path"/>.</summary>
    /// <exception cref="BusException">Not there, not allowed, taken, or not an I²C bus that knows plain transfers.</exception>
    public static I2cDevBus Open(string path)
    {
        var file = DeviceFile.Open(DeviceKind.I2c, path);
        nuint functions = 0; // unsigned long
        var error = DeviceFile.Ask(file, Functions, &functions);
        if (error == 0 && (functions & PlainI2c) != 0)
            return new I2cDevBus(path, file);
        file.Dispose();
        throw BusSentences.I2c(path, 0, error == 0 ? 95 : error); // EOPNOTSUPP
    }

    /// <inheritdoc/>
    public void Write(byte address, ReadOnlySpan<byte> bytes)
    {
        Check(address, bytes.Length);
        fixed (byte* from = bytes)
        {
            var message = new Message { Address = address, Length = (ushort)bytes.Length, Bytes = from };
            Exchange(address, &message, 1);
        }
    }

    /// <inheritdoc/>
    public void Read(byte address, Span<byte> bytes)
    {
        Check(address, bytes.Length);
        fixed (byte* to = bytes)
        {
            var message = new Message { Address = address, Flags = ReadFlag, Length = (ushort)bytes.Length, Bytes = to };
            Exchange(address, &message, 1);
        }
    }

    /// <inheritdoc/>
    public void WriteRead(byte address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Check(address, write.Length);
        Check(address, read.Length);
        fixed (byte* from = write, to = read)
        {
            var messages = stackalloc Message[2];
            messages[0] = new Message { Address = address, Length = (ushort)write.Length, Bytes = from };
            messages[1] = new Message { Address = address, Flags = ReadFlag, Length = (ushort)read.Length, Bytes = to };
            Exchange(address, messages, 2);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Exchange(byte address, Message* messages, uint count)
    {
        AskWhetherFree(address);
        var exchange = new Messages { First = messages, Count = count };
        if (DeviceFile.Ask(_file, Transfer, &exchange) is not 0 and var error)
            throw BusSentences.I2c(Name, address, error);
    }

    // I2C_RDWR talks to any address, even to one that a driver of the kernel (an overlay for the very same chip) is using; I2C_SLAVE doesn't.
    private void AskWhetherFree(byte address)
    {
        if (_free == address)
            return;
        if (DeviceFile.Ask(_file, UseAddress, (void*)address) is not 0 and var error)
            throw BusSentences.I2c(Name, address, error);
        _free = address;
    }

    private static void Check(byte address, int length)
    {
        if (address is < First or > Last)
            throw new ArgumentOutOfRangeException(nameof(address), $"0x{address:X2} is not an I²C address: 0x{First:X2} to 0x{Last:X2} are");
        if (length is 0 or > Longest)
            throw new ArgumentException($"I²C transfers 1 to {Longest} bytes");
    }

    /// <summary><c>struct i2c_msg</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        public ushort Address;
        public ushort Flags;
        public ushort Length;
        public byte* Bytes;
    }

    /// <summary><c>struct i2c_rdwr_ioctl_data</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Messages
    {
        public Message* First;
        public uint Count;
    }
}
