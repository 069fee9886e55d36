namespace StoreSensing.Hardware.Buses;

/// <summary>The kinds of device file that this project opens.</summary>
internal enum DeviceKind
{
    Spi,
    I2c,
    Gpio,
}

/// <summary>How the kinds are called, who may open them, and how a Raspberry Pi is made to have them.</summary>
internal static class DeviceKinds
{
    public static string Noun(this DeviceKind kind) => kind switch
    {
        DeviceKind.Spi => "SPI bus",
        DeviceKind.I2c => "I²C bus",
        _ => "GPIO chip",
    };

    // The groups of Raspberry Pi OS (udev rules of raspberrypi-sys-mods) and of Debian's i2c-tools.
    public static string Group(this DeviceKind kind) => kind switch
    {
        DeviceKind.Spi => "spi",
        DeviceKind.I2c => "i2c",
        _ => "gpio",
    };

    public static string HowToSwitchOn(this DeviceKind kind) => kind switch
    {
        DeviceKind.Spi => "switch it on with 'sudo raspi-config nonint do_spi 0' (dtparam=spi=on in /boot/firmware/config.txt) and restart",
        DeviceKind.I2c => "switch it on with 'sudo raspi-config nonint do_i2c 0' (dtparam=i2c_arm=on in /boot/firmware/config.txt, module i2c-dev)",
        _ => "'gpiodetect' lists the chips that there are",
    };
}
