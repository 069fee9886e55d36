using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Testing;

/// <summary>A terminal of the kernel's without any hardware: what is sent here can be read from <see cref="Path"/> as from a board. Disposing unplugs it.</summary>
public sealed class PseudoTerminal : IDisposable
{
    private const int ReadWriteNotControlling = 0x2 | 0x100;
    private readonly SafeFileHandle _board;
    private readonly FileStream _stream;

    public PseudoTerminal()
    {
        var descriptor = OpenTerminal(ReadWriteNotControlling);
        if (descriptor < 0 || Grant(descriptor) != 0 || Unlock(descriptor) != 0)
            throw new IOException("no pseudo-terminal");
        _board = new SafeFileHandle(descriptor, ownsHandle: true);
        var name = new byte[64];
        if (NameOf(descriptor, name, name.Length) != 0)
            throw new IOException("the pseudo-terminal has no name");
        Path = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
        _stream = new FileStream(_board, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>The device file, e.g. <c>/dev/pts/3</c>.</summary>
    public string Path { get; }

    /// <summary>Sends bytes as they are.</summary>
    public void Send(string text) => _stream.Write(Encoding.ASCII.GetBytes(text));

    public void Dispose() => _stream.Dispose();

    [DllImport("libc", EntryPoint = "posix_openpt")]
    private static extern int OpenTerminal(int flags);

    [DllImport("libc", EntryPoint = "grantpt")]
    private static extern int Grant(int descriptor);

    [DllImport("libc", EntryPoint = "unlockpt")]
    private static extern int Unlock(int descriptor);

    [DllImport("libc", EntryPoint = "ptsname_r")]
    private static extern int NameOf(int descriptor, byte[] name, nint length);
}
