namespace StoreSensing.Hardware.Converters;

/// <summary>What an ADS1115 measures; the values are the register's bits MUX (SBAS444, "Config Register").</summary>
public enum Ads1115Channel
{
    /// <summary>AIN0 − AIN1.</summary>
    Ain0MinusAin1 = 0b000,

    /// <summary>AIN0 − AIN3.</summary>
    Ain0MinusAin3 = 0b001,

    /// <summary>AIN1 − AIN3.</summary>
    Ain1MinusAin3 = 0b010,

    /// <summary>AIN2 − AIN3.</summary>
    Ain2MinusAin3 = 0b011,

    /// <summary>AIN0 against ground.</summary>
    Ain0 = 0b100,

    /// <summary>AIN1 against ground.</summary>
    Ain1 = 0b101,

    /// <summary>AIN2 against ground.</summary>
    Ain2 = 0b110,

    /// <summary>AIN3 against ground.</summary>
    Ain3 = 0b111,
}

/// <summary>Full scale of an ADS1115; the values are the register's bits PGA. Inputs may never exceed the supply by more than 0.3 V, whatever the scale.</summary>
public enum Ads1115Gain
{
    /// <summary>±6.144 V.</summary>
    Volts6144 = 0b000,

    /// <summary>±4.096 V.</summary>
    Volts4096 = 0b001,

    /// <summary>±2.048 V.</summary>
    Volts2048 = 0b010,

    /// <summary>±1.024 V.</summary>
    Volts1024 = 0b011,

    /// <summary>±0.512 V.</summary>
    Volts0512 = 0b100,

    /// <summary>±0.256 V.</summary>
    Volts0256 = 0b101,
}

/// <summary>Conversions a second of an ADS1115, ±10 %; the values are the register's bits DR.</summary>
public enum Ads1115Rate
{
    /// <summary>8 a second.</summary>
    PerSecond8 = 0b000,

    /// <summary>16 a second.</summary>
    PerSecond16 = 0b001,

    /// <summary>32 a second.</summary>
    PerSecond32 = 0b010,

    /// <summary>64 a second.</summary>
    PerSecond64 = 0b011,

    /// <summary>128 a second.</summary>
    PerSecond128 = 0b100,

    /// <summary>250 a second.</summary>
    PerSecond250 = 0b101,

    /// <summary>475 a second.</summary>
    PerSecond475 = 0b110,

    /// <summary>860 a second.</summary>
    PerSecond860 = 0b111,
}

/// <summary>Whether conversions are asked for one by one or follow each other by themselves.</summary>
public enum Ads1115Mode
{
    /// <summary>The chip converts all the time; a reading is its last whole conversion.</summary>
    Continuous = 0,

    /// <summary>Each reading starts a conversion and waits for it.</summary>
    SingleShot = 1,
}

/// <summary>How an ADS1115 is to measure.</summary>
/// <param name="Channel">What it measures.</param>
/// <param name="Gain">Full scale.</param>
/// <param name="Rate">Conversions a second; the slower, the less noise.</param>
/// <param name="Mode">One by one, or all the time.</param>
public sealed record Ads1115Settings(
    Ads1115Channel Channel = Ads1115Channel.Ain0,
    Ads1115Gain Gain = Ads1115Gain.Volts4096,
    Ads1115Rate Rate = Ads1115Rate.PerSecond250,
    Ads1115Mode Mode = Ads1115Mode.SingleShot)
{
    /// <summary>Full scale in volts.</summary>
    public double FullScaleVolts => Gain switch
    {
        Ads1115Gain.Volts6144 => 6.144,
        Ads1115Gain.Volts4096 => 4.096,
        Ads1115Gain.Volts2048 => 2.048,
        Ads1115Gain.Volts1024 => 1.024,
        Ads1115Gain.Volts0512 => 0.512,
        Ads1115Gain.Volts0256 => 0.256,
        _ => throw new ArgumentOutOfRangeException(nameof(Gain), "not a full scale of the ADS1115"),
    };

    /// <summary>Volts from one code to the next: full scale / 2¹⁵.</summary>
    public double VoltsPerCode => FullScaleVolts / 32768;

    /// <summary>How long a conversion takes, nominally.</summary>
    public TimeSpan ConversionTime => TimeSpan.FromSeconds(1.0 / Rate switch
    {
        Ads1115Rate.PerSecond8 => 8,
        Ads1115Rate.PerSecond16 => 16,
        Ads1115Rate.PerSecond32 => 32,
        Ads1115Rate.PerSecond64 => 64,
        Ads1115Rate.PerSecond128 => 128,
        Ads1115Rate.PerSecond250 => 250,
        Ads1115Rate.PerSecond475 => 475,
        Ads1115Rate.PerSecond860 => 860,
        _ => throw new ArgumentOutOfRangeException(nameof(Rate), "not a data rate of the ADS1115"),
    });
}
