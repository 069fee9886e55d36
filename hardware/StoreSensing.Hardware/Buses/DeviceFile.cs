using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Hardware.Buses;

/// <summary>Opens device files and asks their drivers: open(2) and ioctl(2).</summary>
internal static unsafe partial class DeviceFile
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000; // O_CLOEXEC: ffmpeg must not inherit the bus
    private const int Interrupted = 4; // EINTR

    /// <summary>Opens for reading and writing.</summary>
    /// <exception cref="BusException">Not there, not allowed, or taken.</exception>
    public static SafeFileHandle Open(DeviceKind kind, string path)
    {
        var descriptor = open(path, ReadWrite | CloseOnExec);
        if (descriptor < 0)
            throw BusSentences.Opening(kind, path, Marshal.GetLastPInvokeError());
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>One request; 0 when it succeeded, else errno. Interrupted requests are asked again.</summary>
    public static int Ask(SafeFileHandle file, uint request, void* argument)
    {
        while (ioctl(file, request, argument) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                return error;
        }
        return 0;
    }

    // asm-generic/ioctl.h, the same on x64 and arm64: direction in bits 30–31, size of the argument 16–29, type 8–15, number 0–7.
    /// <summary>The number of a request that gives the kernel something: <c>_IOW</c>.</summary>
    public static uint Writing(byte type, byte number, int size) => (1u << 30) | Request(type, number, size);

    /// <summary>The number of a request that takes something from the kernel: <c>_IOR</c>.</summary>
    public static uint Reading(byte type, byte number, int size) => (2u << 30) | Request(type, number, size);

    /// <summary>The number of a request that does both: <c>_IOWR</c>.</summary>
    public static uint Exchanging(byte type, byte number, int size) => (3u << 30) | Request(type, number, size);

    private static uint Request(byte type, byte number, int size) => ((uint)size << 16) | ((uint)type << 8) | number;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    // Variadic in C; on Linux x64 and arm64 a third integer argument travels in the same register either way.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle file, nuint request, void* argument);
}
