using System.Globalization;
using System.Runtime.InteropServices;

namespace StoreSensing.Hardware.Buses;

/// <summary>The kernel's error numbers, in sentences that say what to do. The numbers are the same on x64 and arm64.</summary>
internal static class BusSentences
{
    private const int NotPermitted = 1; // EPERM
    private const int NoEntry = 2; // ENOENT
    private const int InputOutput = 5; // EIO
    private const int NoSuchAddress = 6; // ENXIO
    private const int Again = 11; // EAGAIN
    private const int AccessDenied = 13; // EACCES
    private const int DeviceBusy = 16; // EBUSY
    private const int NoDevice = 19; // ENODEV
    private const int NotATerminal = 25; // ENOTTY: an ioctl that this kind of file doesn't know
    private const int Unsupported = 95; // EOPNOTSUPP
    private const int TimedOut = 110; // ETIMEDOUT
    private const int RemoteInputOutput = 121; // EREMOTEIO

    /// <summary>Why a device file could not be opened.</summary>
    public static BusException Opening(DeviceKind kind, string path, int error) => error switch
    {
        NoEntry or NoSuchAddress or NoDevice => new(BusFault.Absent, $"{path}: no such {kind.Noun()}; {kind.HowToSwitchOn()}"),
        AccessDenied or NotPermitted => new(BusFault.Denied,
            $"{path}: this user may not open it; put it into the group '{kind.Group()}' (sudo usermod -aG {kind.Group()} USER) and sign in again"),
        DeviceBusy => new(BusFault.Busy, $"{path}: another program holds it"),
        _ => new(BusFault.Refused, $"{path}: can't be opened: {Text(error)}"),
    };

    /// <summary>Why an exchange with an I²C address failed.</summary>
    // A NACK of the address is EREMOTEIO from the Raspberry Pi's controllers, ENXIO by the kernel's own convention, EIO from some others
    // (Documentation/i2c/fault-codes.rst).
    public static BusException I2c(string path, byte address, int error) => error switch
    {
        NoSuchAddress or RemoteInputOutput or InputOutput => new(BusFault.NoAnswer, string.Create(CultureInfo.InvariantCulture,
            $"{path}: nobody answers at address 0x{address:X2}; check power and wires (SDA, SCL), and the address with i2cdetect -y {Number(path)}")),
        TimedOut => new(BusFault.TimedOut, $"{path}: the bus is stuck: a wire (SDA or SCL) is held low, or lacks its pull-up"),
        Again => new(BusFault.Busy, $"{path}: another master was faster (arbitration lost)"),
        DeviceBusy => new(BusFault.Busy, $"{path}: a driver of the kernel holds address 0x{address:X2}; remove its dtoverlay line from /boot/firmware/config.txt"),
        NoDevice => new(BusFault.Absent, $"{path}: the bus has gone"),
        NotATerminal => NotA(DeviceKind.I2c, path),
        Unsupported => new(BusFault.Refused, $"{path}: this adapter knows no plain I²C transfers (SMBus only)"),
        _ => new(BusFault.Refused, string.Create(CultureInfo.InvariantCulture, $"{path}: exchange with 0x{address:X2} failed: {Text(error)}")),
    };

    /// <summary>Why an SPI transfer or setting failed.</summary>
    public static BusException Spi(string path, string what, int error) => error switch
    {
        NotATerminal => NotA(DeviceKind.Spi, path),
        NoDevice => new(BusFault.Absent, $"{path}: the bus has gone"),
        TimedOut => new(BusFault.TimedOut, $"{path}: {what} did not end in time"),
        DeviceBusy => new(BusFault.Busy, $"{path}: another program holds it"),
        _ => new(BusFault.Refused, $"{path}: {what} failed: {Text(error)}"),
    };

    /// <summary>Why a GPIO line could not be had or used.</summary>
    public static BusException Gpio(string path, int line, int error) => error switch
    {
        NotATerminal => NotA(DeviceKind.Gpio, path),
        DeviceBusy => new(BusFault.Busy, $"{path}: line {line} is taken; 'gpioinfo' says by whom"),
        NoDevice => new(BusFault.Absent, $"{path}: the chip has gone"),
        _ => new(BusFault.Refused, $"{path}: line {line}: {Text(error)}"),
    };

    private static BusException NotA(DeviceKind kind, string path) => new(BusFault.Refused, $"{path}: is no {kind.Noun()}");

    private static string Number(string path) => path[(path.LastIndexOf('-') + 1)..];

    private static string Text(int error) => Marshal.GetPInvokeErrorMessage(error);
}
