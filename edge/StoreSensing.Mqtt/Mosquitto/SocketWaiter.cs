using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>What a wait ended with; several may hold.</summary>
[Flags]
internal enum SocketReady
{
    None = 0,
    Readable = 1,
    Writable = 2,
    Broken = 4,
}

/// <summary>
/// Waits for a socket and for <see cref="Wake"/> at once: poll(2) with an eventfd(2). One thread waits; any thread wakes.
/// </summary>
internal sealed unsafe partial class SocketWaiter : IDisposable
{
    /// <summary>errno of a connection that the other side has thrown away.</summary>
    public const int ConnectionReset = 104;

    private const int NonBlockingCloseOnExec = 0x80800;
    private const int Interrupted = 4;
    private const int LevelSocket = 1;
    private const int OptionError = 4;
    private const short PollIn = 1;
    private const short PollOut = 4;
    private const short PollBroken = 0x8 | 0x10 | 0x20;

    private readonly SafeFileHandle _event;
    private int _signalled;

    public SocketWaiter()
    {
        var descriptor = eventfd(0, NonBlockingCloseOnExec);
        if (descriptor < 0)
            throw new MqttException($"no event descriptor: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        _event = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
            return;
        try
        {
            ulong one = 1;
            _ = write(_event, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    /// <summary>Waits until the socket is ready, somebody calls <see cref="Wake"/>, or the time is over.</summary>
    public SocketReady Wait(int socket, bool forWriting, int milliseconds)
    {
        var added = false;
        _event.DangerousAddRef(ref added);
        try
        {
            var entries = stackalloc PollEntry[2];
            entries[0] = new PollEntry { Descriptor = socket, Events = forWriting ? (short)(PollIn | PollOut) : PollIn };
            entries[1] = new PollEntry { Descriptor = (int)_event.DangerousGetHandle(), Events = PollIn };
            if (poll(entries, 2, milliseconds) < 0)
                return Marshal.GetLastPInvokeError() == Interrupted ? SocketReady.None : SocketReady.Broken;
            if (entries[1].Happened != 0)
            {
                ulong count;
                _ = read(_event, &count, sizeof(ulong));
                // Cleared before the caller looks for work: a wake-up that comes from here on ends the next wait.
                Volatile.Write(ref _signalled, 0);
            }
            return Meaning(entries[0].Happened);
        }
        finally
        {
            if (added)
                _event.DangerousRelease();
        }
    }

    /// <summary>True when a read would find something now.</summary>
    public static bool IsReadable(int socket)
    {
        var entry = new PollEntry { Descriptor = socket, Events = PollIn };
        return poll(&entry, 1, 0) > 0 && (entry.Happened & PollIn) != 0;
    }

    /// <summary>Why the socket failed (errno), or 0; reading it clears it.</summary>
    public static int ErrorOf(int socket)
    {
        var error = 0;
        var length = sizeof(int);
        return getsockopt(socket, LevelSocket, OptionError, &error, &length) == 0 ? error : Marshal.GetLastPInvokeError();
    }

    public void Dispose() => _event.Dispose();

    private static SocketReady Meaning(short happened) =>
        ((happened & PollIn) != 0 ? SocketReady.Readable : 0)
        | ((happened & PollOut) != 0 ? SocketReady.Writable : 0)
        | ((happened & PollBroken) != 0 ? SocketReady.Broken : 0);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc")]
    private static partial nint read(SafeFileHandle descriptor, void* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint write(SafeFileHandle descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockopt(int socket, int level, int option, int* value, int* length);
}
