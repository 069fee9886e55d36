using System.Buffers.Binary;
using System.Globalization;
using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Converters;

/// <summary>Texas Instruments ADS1115: 16 bits, four inputs, programmable gain, I²C (data sheet SBAS444).</summary>
/// <remarks>
/// Every reading reads the config register back: a chip that was unplugged for a moment wakes up with settings of its own, and something else at
/// its address does not keep them at all. An ADS1115 and an ADS1015 (12 bits) can't be told apart by it.
/// </remarks>
public sealed class Ads1115 : IAnalogInput
{
    /// <summary>The address with ADDR at GND.</summary>
    public const byte DefaultAddress = 0x48;

    private const int Longer = 3; // times the nominal conversion; the data rate may be off by 10 %
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20); // for a busy computer
    private static readonly TimeSpan BetweenPolls = TimeSpan.FromMilliseconds(0.5);

    private readonly II2cBus _bus;
    private readonly byte _address;
    private readonly ushort _bits;
    private readonly TimeSpan _conversion;
    private readonly TimeProvider _time;
    private readonly Action<TimeSpan> _pause;
    private bool _running;

    /// <summary>Takes over <paramref name="bus"/>, also when it fails, and sets the chip up.</summary>
    /// <exception cref="BusException">Nobody answers at the address, or it is not an ADS1115.</exception>
    public Ads1115(II2cBus bus, byte address, Ads1115Settings settings, TimeProvider time)
        : this(bus, address, settings, time, Thread.Sleep)
    {
    }

    internal Ads1115(II2cBus bus, byte address, Ads1115Settings settings, TimeProvider time, Action<TimeSpan> pause)
    {
        if (!IsAddress(address))
            throw new ArgumentOutOfRangeException(nameof(address), string.Create(CultureInfo.InvariantCulture, $"0x{address:X2}: {Addresses}"));
        _bus = bus;
        _address = address;
        _bits = Ads1115Registers.Bits(settings);
        _conversion = settings.ConversionTime;
        _time = time;
        _pause = pause;
        VoltsPerCode = settings.VoltsPerCode;
        IsContinuous = settings.Mode == Ads1115Mode.Continuous;
        Name = string.Create(CultureInfo.InvariantCulture, $"ADS1115 at 0x{address:X2} on {bus.Name}, {settings.Channel}");
        try
        {
            SetUp();
        }
        catch
        {
            bus.Dispose(); // a sensor that stays unplugged for hours is tried again and again
            throw;
        }
    }

    /// <summary>Whether an ADS1115 can be at this address.</summary>
    public static bool IsAddress(int address) => address is >= 0x48 and <= 0x4B;

    /// <summary>Where an ADS1115 can be, in words (SBAS444, "I2C Address Selection").</summary>
    public static string Addresses => "an ADS1115 is at 0x48 (ADDR to GND), 0x49 (ADDR to VDD), 0x4A (ADDR to SDA) or 0x4B (ADDR to SCL)";

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double VoltsPerCode { get; }

    /// <summary>Whether the chip converts by itself; a reading may then be the same conversion as the one before.</summary>
    public bool IsContinuous { get; }

    /// <inheritdoc/>
    public AnalogReading Read()
    {
        if (IsContinuous)
            Check(ReadRegister(Ads1115Registers.Config));
        else
            Convert();
        var code = (short)ReadRegister(Ads1115Registers.Conversion);
        return new(code * VoltsPerCode, code, code is short.MinValue or short.MaxValue);
    }

    /// <summary>Closes the bus. A chip in continuous mode goes on converting until it is set up anew.</summary>
    public void Dispose() => _bus.Dispose();

    private void SetUp()
    {
        try
        {
            WriteConfig(_bits);
            Check(ReadRegister(Ads1115Registers.Config));
        }
        catch (BusException fault) when (fault.Fault == BusFault.NoAnswer)
        {
            throw new BusException(BusFault.NoAnswer, $"{fault.Message}; {Addresses}{WhoElse()}");
        }
        // The first conversion register after a change is still that of before.
        if (IsContinuous)
            _pause(_conversion * 2);
    }

    private void Convert()
    {
        WriteConfig((ushort)(_bits | Ads1115Registers.Idle));
        var began = _time.GetTimestamp();
        _pause(_conversion);
        while ((Check(ReadRegister(Ads1115Registers.Config)) & Ads1115Registers.Idle) == 0)
        {
            if (_time.GetElapsedTime(began) > (_conversion * Longer) + Grace)
                throw new BusException(BusFault.TimedOut, $"{Name}: a conversion does not end");
            _pause(BetweenPolls);
        }
    }

    private ushort Check(ushort config)
    {
        if ((config & ~Ads1115Registers.Idle) == _bits)
        {
            _running = true;
            return config;
        }
        var what = _running ? "the chip lost its settings (power or a wire was off)" : "what answers is not an ADS1115";
        throw new BusException(BusFault.WrongReply, string.Create(CultureInfo.InvariantCulture,
            $"{Name}: {what}: config 0x{_bits:X4} was written, 0x{config & ~Ads1115Registers.Idle:X4} read"));
    }

    private void WriteConfig(ushort value) => _bus.Write(_address, [Ads1115Registers.Config, (byte)(value >> 8), (byte)value]);

    private ushort ReadRegister(byte pointer)
    {
        Span<byte> bytes = stackalloc byte[2];
        _bus.WriteRead(_address, [pointer], bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    private string WhoElse()
    {
        var others = "";
        Span<byte> ignored = stackalloc byte[1];
        for (byte address = 0x48; address <= 0x4B; address++)
        {
            try
            {
                if (address == _address)
                    continue;
                _bus.Read(address, ignored);
                others += string.Create(CultureInfo.InvariantCulture, $"; something answers at 0x{address:X2}");
            }
            catch (BusException)
            {
                // Nobody there either.
            }
        }
        return others;
    }
}
