using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>The <c>system</c> driver of <see cref="IInputLine"/>: poll(2), then read(2) of one event.</summary>
internal sealed unsafe partial class InputLine(string chip, int line, SafeFileHandle file) : IInputLine
{
    private const short PollIn = 1;
    private const int Interrupted = 4;
    private const uint RisingEdge = 1; // GPIO_V2_LINE_EVENT_RISING_EDGE: inactive to active
    private const int NanosecondsPerTick = 100;

    public bool TryWait(TimeSpan patience, out LineEdge edge)
    {
        edge = default;
        var added = false;
        file.DangerousAddRef(ref added);
        try
        {
            var entry = new PollEntry { Descriptor = (int)file.DangerousGetHandle(), Events = PollIn };
            var (began, ready) = (Stopwatch.GetTimestamp(), -1);
            do
                ready = poll(&entry, 1, (int)Math.Ceiling(Math.Max(0, (patience - Stopwatch.GetElapsedTime(began)).TotalMilliseconds)));
            while (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            if (ready == 0)
                return false;
            Event happened;
            if (ready < 0 || (entry.Happened & PollIn) == 0 || Read(&happened) != sizeof(Event))
                throw new BusException(BusFault.Refused, $"{chip}: line {line} can't be read any more");
            edge = new LineEdge(happened.Id == RisingEdge, TimeSpan.FromTicks((long)(happened.Nanoseconds / NanosecondsPerTick)));
            return true;
        }
        finally
        {
            if (added)
                file.DangerousRelease();
        }
    }

    public void Dispose() => file.Dispose();

    private nint Read(Event* happened)
    {
        nint count;
        do
            count = read(file, happened, (nuint)sizeof(Event));
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return count;
    }

    /// <summary><c>struct gpio_v2_line_event</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Event
    {
        public ulong Nanoseconds;
        public uint Id;
        public uint Offset;
        public uint Number;
        public uint LineNumber;
        public fixed uint Padding[6];
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeFileHandle descriptor, void* buffer, nuint count);
}
