using System.Runtime.InteropServices;

namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>The kind of a file, which .NET does not tell; by <c>statx(2)</c>, whose layout is the same on every processor.</summary>
internal static unsafe partial class UnixFile
{
    // struct statx: … stx_mode is the 16-bit field at byte 28; the whole is 256 bytes.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int AtCurrentFolder = -100;
    private const uint TypeMask = 0x1;
    private const int FormatMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>True for a regular file or a folder, false for a pipe, socket or device, null when the file can't be looked at.</summary>
    public static bool? IsRegular(string path)
    {
        var buffer = stackalloc byte[StatxBytes];
        if (StatX(AtCurrentFolder, path, 0, TypeMask, buffer) != 0)
            return null;
        var format = *(ushort*)(buffer + ModeOffset) & FormatMask;
        return format is Regular or Folder;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);
}
