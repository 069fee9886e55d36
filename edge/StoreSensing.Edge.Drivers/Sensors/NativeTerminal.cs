using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>Linux's terminals by the C library: what is needed to read a serial line raw, and to wait for its bytes.</summary>
internal static unsafe partial class NativeTerminal
{
    private const int ReadWrite = 0x2;
    private const int NotControlling = 0x100; // O_NOCTTY
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const uint LocalLine = 0x800; // CLOCAL: don't wait for a modem's carrier
    private const uint Receive = 0x80; // CREAD
    private const int Now = 0; // TCSANOW
    private const int InputQueue = 0; // TCIFLUSH
    private const short Readable = 0x1;
    private const int Interrupted = 4; // EINTR
    private const int Again = 11; // EAGAIN

    /// <summary>Baud rates that a line can be set to, with the C library's names for them (asm-generic/termbits.h).</summary>
    public static IReadOnlyDictionary<int, uint> Speeds { get; } = new Dictionary<int, uint>
    {
        [9600] = 13, [19200] = 14, [38400] = 15, [57600] = 0x1001, [115200] = 0x1002, [230400] = 0x1003, [460800] = 0x1004, [500000] = 0x1005,
        [921600] = 0x1007, [1000000] = 0x1008,
    };

    /// <summary>Opens a terminal raw (no echo, no line editing, 8 bits) at a speed; throws <see cref="IOException"/> with the system's reason.</summary>
    public static SafeFileHandle Open(string path, int baud)
    {
        var descriptor = OpenFile(path, ReadWrite | NotControlling | NonBlocking | CloseOnExec);
        if (descriptor < 0)
            throw Fault();
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Settings settings;
        if (GetSettings(handle, &settings) != 0)
        {
            handle.Dispose();
            throw new IOException("is no serial line");
        }
        MakeRaw(&settings);
        settings.Control |= LocalLine | Receive;
        if (SetSpeed(&settings, Speeds[baud]) != 0 || SetSettings(handle, Now, &settings) != 0)
        {
            var fault = Fault();
            handle.Dispose();
            throw fault;
        }
        Flush(handle, InputQueue);
        return handle;
    }

    /// <summary>Bytes that have come, 0 when none came in time, −1 at the end.</summary>
    public static int Read(SafeFileHandle handle, Span<byte> into, TimeSpan patience)
    {
        var waiting = new Waiting { Descriptor = (int)handle.DangerousGetHandle(), Events = Readable };
        var ready = Poll(&waiting, 1, (int)Math.Ceiling(patience.TotalMilliseconds));
        if (ready == 0)
            return 0;
        if (ready < 0)
            return Marshal.GetLastPInvokeError() == Interrupted ? 0 : throw Fault();
        fixed (byte* bytes = into)
        {
            var count = ReadFile(handle, bytes, into.Length);
            if (count < 0)
                return Marshal.GetLastPInvokeError() is Again or Interrupted ? 0 : throw Fault();
            return count == 0 ? -1 : (int)count;
        }
    }

    private static IOException Fault() => new(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

    // struct termios of glibc and musl on Linux, the same on x64 and arm64.
    [StructLayout(LayoutKind.Sequential)]
    private struct Settings
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Discipline;
        public fixed byte Characters[32];
        public uint InputSpeed;
        public uint OutputSpeed;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetSettings(SafeFileHandle handle, Settings* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetSettings(SafeFileHandle handle, int when, Settings* settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(Settings* settings);

    [LibraryImport("libc", EntryPoint = "cfsetspeed", SetLastError = true)]
    private static partial int SetSpeed(Settings* settings, uint speed);

    [LibraryImport("libc", EntryPoint = "tcflush")]
    private static partial int Flush(SafeFileHandle handle, int queue);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(Waiting* waiting, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle handle, byte* into, nint count);
}
