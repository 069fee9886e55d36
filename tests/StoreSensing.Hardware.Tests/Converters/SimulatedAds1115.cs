using StoreSensing.Hardware.Buses;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Converters;

/// <summary>An ADS1115 on an I²C bus, register by register as SBAS444 describes it; its conversions take time on the clock it is given.</summary>
internal sealed class SimulatedAds1115(ManualTime time) : II2cBus
{
    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly double[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];

    private byte _pointer;
    private ushort _config = 0x8583;
    private short _conversion;
    private long _ready;
    private bool _converting;

    public string Name => "/dev/i2c-1";

    public byte Address { get; init; } = 0x48;

    public double[] Inputs { get; } = new double[4];

    /// <summary>Every byte that was written, and "R n" for reads.</summary>
    public List<string> Traffic { get; } = [];

    public bool Records { get; init; }

    public BusException? Fault { get; set; }

    public bool NeverReady { get; set; }

    public bool IgnoresWrites { get; init; }

    public bool IsDisposed { get; private set; }

    public int Conversions { get; private set; }

    public ushort Config => _config;

    /// <summary>As after power was off and on.</summary>
    public void Reset() => (_config, _conversion, _converting, _pointer) = (0x8583, 0, false, 0);

    public void Write(byte address, ReadOnlySpan<byte> bytes)
    {
        Acknowledge(address);
        if (Records)
            Traffic.Add(Convert.ToHexString(bytes));
        Take(bytes);
    }

    public void Read(byte address, Span<byte> bytes)
    {
        Acknowledge(address);
        Give(bytes);
    }

    public void WriteRead(byte address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Acknowledge(address);
        if (Records)
            Traffic.Add($"{Convert.ToHexString(write)} R{read.Length}");
        Take(write);
        Give(read);
    }

    public void Dispose() => IsDisposed = true;

    private void Acknowledge(byte address)
    {
        if (Fault is not null)
            throw Fault;
        if (address != Address)
            throw new BusException(BusFault.NoAnswer, $"{Name}: nobody answers at address 0x{address:X2}");
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length < 3 || IgnoresWrites)
            return;
        if (bytes.Length != 3 || _pointer != 1)
            throw new InvalidOperationException("only the config register is written, and it has two bytes");
        var value = (ushort)((bytes[1] << 8) | bytes[2]);
        _config = (ushort)(value & 0x7FFF);
        if ((value & 0x8000) != 0 || (value & 0x0100) == 0)
        {
            _converting = true;
            _ready = time.GetTimestamp() + (long)(time.TimestampFrequency / Rates[(value >> 5) & 7]);
        }
    }

    private void Give(Span<byte> bytes)
    {
        if (_converting && !NeverReady && time.GetTimestamp() >= _ready)
        {
            _conversion = Converted();
            Conversions++;
            _converting = (_config & 0x0100) == 0;
            _ready = time.GetTimestamp() + (long)(time.TimestampFrequency / Rates[(_config >> 5) & 7]);
        }
        var register = _pointer switch
        {
            0 => (ushort)_conversion,
            1 => (ushort)((_config & 0x7FFF) | (_converting ? 0 : 0x8000)),
            _ => (ushort)0,
        };
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i % 2 == 0 ? register >> 8 : register);
    }

    // "Full-Scale Range" and the multiplexer of "Config Register".
    private short Converted()
    {
        var mux = (_config >> 12) & 7;
        var volts = mux switch
        {
            0 => Inputs[0] - Inputs[1],
            1 => Inputs[0] - Inputs[3],
            2 => Inputs[1] - Inputs[3],
            3 => Inputs[2] - Inputs[3],
            _ => Inputs[mux - 4],
        };
        return (short)Math.Clamp(Math.Round(volts / FullScales[(_config >> 9) & 7] * 32768), short.MinValue, short.MaxValue);
    }
}
