using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Gpio;

namespace StoreSensing.Hardware.Tests.Gpio;

/// <summary>A pipe in place of the kernel's line: the same poll and read.</summary>
public sealed class InputLineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    private readonly AnonymousPipeServerStream _kernel = new(PipeDirection.Out);
    private readonly InputLine _line;

    public InputLineTests() => _line = new InputLine("/dev/gpiochip0", 27, new SafeFileHandle(_kernel.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: false));

    [Fact]
    public void TryWait_Edges_AreReadOneByOneAndThenNone()
    {
        Happen(active: true, nanoseconds: 1_500_000_000);
        Happen(active: false, nanoseconds: 1_700_000_000);

        _line.TryWait(Patience, out var pressed).ShouldBeTrue();
        _line.TryWait(Patience, out var released).ShouldBeTrue();
        _line.TryWait(Patience, out _).ShouldBeFalse();
        (pressed, released).ShouldBe((new LineEdge(true, TimeSpan.FromSeconds(1.5)), new LineEdge(false, TimeSpan.FromSeconds(1.7))));
    }

    [Fact]
    public void TryWait_LineThatIsLost_IsNamed()
    {
        _kernel.Dispose();

        Should.Throw<BusException>(() => _line.TryWait(Patience, out _)).Message.ShouldBe("/dev/gpiochip0: line 27 can't be read any more");
    }

    public void Dispose()
    {
        _line.Dispose();
        _kernel.Dispose();
    }

    private void Happen(bool active, ulong nanoseconds)
    {
        InputLine.Event[] happened = [new() { Nanoseconds = nanoseconds, Id = active ? 1u : 2u }];
        _kernel.Write(MemoryMarshal.AsBytes(happened.AsSpan()));
    }
}
