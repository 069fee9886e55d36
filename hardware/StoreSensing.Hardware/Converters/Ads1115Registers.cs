namespace StoreSensing.Hardware.Converters;

/// <summary>The registers of the ADS1115 (data sheet SBAS444, "Register Map").</summary>
// Config register, pointer 01h, 8583h after power-up ("Config Register"):
//
//   bit  15   14 13 12   11 10 9   8      7 6 5   4           3          2          1 0
//        OS   MUX        PGA       MODE   DR      COMP_MODE   COMP_POL   COMP_LAT   COMP_QUE
//
//   OS    written 1: start a single conversion;  read 0: converting, 1: idle
//   MODE  0 continuous, 1 single-shot or powered down
//   COMP_QUE 11: comparator off, ALERT/RDY at high impedance; the three bits before it then mean nothing and stay 0
internal static class Ads1115Registers
{
    /// <summary>Pointer of the conversion register: two's complement, most significant byte first.</summary>
    public const byte Conversion = 0x00;

    /// <summary>Pointer of the config register.</summary>
    public const byte Config = 0x01;

    /// <summary>What the config register holds after power-up.</summary>
    public const ushort PowerUp = 0x8583;

    /// <summary>The bit OS.</summary>
    public const ushort Idle = 0x8000;

    private const ushort ComparatorOff = 0b11;

    /// <summary>Settings as the register's bits, without OS.</summary>
    public static ushort Bits(Ads1115Settings settings) => (ushort)(
        ((int)settings.Channel << 12) | ((int)settings.Gain << 9) | ((int)settings.Mode << 8) | ((int)settings.Rate << 5) | ComparatorOff);
}
