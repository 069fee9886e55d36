using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Converters;

/// <summary>Microchip MCP3008: 10 bits, eight inputs, SPI mode 0 (data sheet DS21295D).</summary>
// Three bytes each way (section 6.1, figure 6-1: "SPI communication with the MCP3008 using 8-bit segments, mode 0,0"):
//
//   byte          0                 1                        2
//   bit   7 6 5 4 3 2 1 0   7   6  5  4  3 2 1  0    7  6  5  4  3  2  1  0
//   out   0 0 0 0 0 0 0 1  SGL D2 D1 D0  - - -  -    -  -  -  -  -  -  -  -
//   in    - - - - - - - -   -   -  -  -  - 0 B9 B8   B7 B6 B5 B4 B3 B2 B1 B0
//
// "0" in the reply is the null bit. What is before it is undriven: it may read as anything.
public sealed class Mcp3008 : IAnalogInput
{
    /// <summary>Codes: 0 to 1023.</summary>
    public const int Codes = 1024;

    /// <summary>A clock that the chip keeps up with at 3.3 V, Hz: 1.35 MHz is its limit at 2.7 V (section 1.0).</summary>
    public const int Hertz = 1_000_000;

    private const byte StartBit = 1;
    private const byte NullBit = 0b100;
    private const int TopBits = 0b11;

    private readonly ISpiBus _bus;
    private readonly byte _control;

    /// <summary>Takes over <paramref name="bus"/>; <paramref name="referenceVolts"/> is what lies at the pin V_REF, 0.25 to 5.5 V.</summary>
    public Mcp3008(ISpiBus bus, Mcp3008Channel channel, double referenceVolts)
    {
        if (!(referenceVolts is >= 0.25 and <= 5.5))
            throw new ArgumentOutOfRangeException(nameof(referenceVolts), "V_REF of an MCP3008 is 0.25 to 5.5 V");
        _bus = bus;
        _control = (byte)(channel.Bits << 4);
        VoltsPerCode = VoltsPerCodeAt(referenceVolts);
        Name = $"MCP3008 on {bus.Name}, {channel}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double VoltsPerCode { get; }

    /// <summary>Volts from one code to the next at a reference (equation 4-1).</summary>
    public static double VoltsPerCodeAt(double referenceVolts) => referenceVolts / Codes;

    /// <inheritdoc/>
    public AnalogReading Read()
    {
        ReadOnlySpan<byte> question = [StartBit, _control, 0];
        Span<byte> answer = stackalloc byte[3];
        _bus.Transfer(question, answer);
        if ((answer[1] & NullBit) != 0)
            throw new BusException(BusFault.WrongReply, $"{Name}: the reply lacks its null bit; is the chip powered, and is its D_OUT at MISO?");
        var code = ((answer[1] & TopBits) << 8) | answer[2];
        return new(code * VoltsPerCode, code, code is 0 or Codes - 1);
    }

    /// <summary>Closes the bus.</summary>
    public void Dispose() => _bus.Dispose();
}
