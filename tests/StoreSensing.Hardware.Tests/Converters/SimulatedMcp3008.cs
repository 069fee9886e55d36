using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Tests.Converters;

/// <summary>An MCP3008 clock by clock, as DS21295D describes it in section 5 and figure 5-1; what it doesn't drive reads as ones or zeros by choice.</summary>
internal sealed class SimulatedMcp3008 : ISpiBus
{
    private readonly double[] _volts = new double[8];

    public string Name => "/dev/spidev0.0";

    public double ReferenceVolts { get; init; } = 3.3;

    public bool UndrivenReadsAsOne { get; init; } = true;

    public bool IsDisconnected { get; set; }

    public BusException? Fault { get; set; }

    public byte[] LastWritten { get; } = new byte[3];

    public bool IsDisposed { get; private set; }

    public double this[int channel]
    {
        set => _volts[channel] = value;
    }

    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (Fault is not null)
            throw Fault;
        write.CopyTo(LastWritten);
        var (started, control, controlBits, clocksAfter, code) = (false, 0, 0, 0, 0);
        for (var clock = 0; clock < write.Length * 8; clock++)
        {
            var (at, mask) = (clock / 8, (byte)(0x80 >> (clock % 8)));
            var input = (write[at] & mask) != 0;
            var output = UndrivenReadsAsOne;
            if (!started)
            {
                started = input;
            }
            else if (controlBits < 4)
            {
                control = (control << 1) | (input ? 1 : 0);
                if (++controlBits == 4)
                    code = Code(control);
            }
            else
            {
                // One clock to hold the sample, the null bit, then B9 to B0.
                clocksAfter++;
                if (clocksAfter == 2)
                    output = false;
                else if (clocksAfter > 2)
                    output = ((code >> (12 - clocksAfter)) & 1) != 0;
            }
            if (IsDisconnected)
                output = UndrivenReadsAsOne;
            read[at] = (byte)(output ? read[at] | mask : read[at] & ~mask);
        }
    }

    public void Dispose() => IsDisposed = true;

    // Table 5-2 and equation 4-2.
    private int Code(int control)
    {
        var channel = control & 7;
        var volts = (control & 8) != 0 ? _volts[channel] : _volts[channel] - _volts[channel ^ 1];
        return Math.Clamp((int)(1024 * volts / ReferenceVolts), 0, 1023);
    }
}
