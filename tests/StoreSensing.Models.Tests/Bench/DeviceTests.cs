using StoreSensing.Models.Bench;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Bench;

public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Read_RaspberryPi_NamesBoardProcessorMemoryAndGovernor()
    {
        Write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
        Write("proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd crc32 asimddp\nCPU part\t: 0xd0b\n");
        Write("proc/meminfo", "MemTotal:        8252032 kB\nMemFree:         100 kB\n");
        Write("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        Write("proc/sys/kernel/osrelease", "6.6.20+rpt-rpi-2712\n");
        Write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");

        var device = Device.Read(_root.Path);

        (device.Board, device.Processor, device.MemoryMegabytes, device.System, device.Int8, device.Governor)
            .ShouldBe(("Raspberry Pi 5 Model B Rev 1.0", "Cortex-A76", 8450, "Debian GNU/Linux 12 (bookworm), kernel 6.6.20+rpt-rpi-2712", "asimddp", "ondemand"));
        device.ToString().ShouldStartWith("Raspberry Pi 5 Model B Rev 1.0, Cortex-A76, ");
        device.ToString().ShouldEndWith("; int8 instructions: asimddp; governor ondemand");
    }

    [Fact]
    public void Read_Pc_TakesTheModelNameAndItsVectorInstructions()
    {
        Write("proc/cpuinfo", "model name\t: Some Processor 3.2 GHz\nflags\t\t: avx2 avx512_vnni\n");

        var device = Device.Read(_root.Path);

        (device.Board, device.Processor, device.Int8, device.Governor).ShouldBe((null, "Some Processor 3.2 GHz", "avx512_vnni", null));
    }

    [Fact]
    public void Read_ThisMachine_KnowsItsMemoryAndCores()
    {
        var device = Device.Read();

        device.MemoryMegabytes.ShouldBeGreaterThan(100);
        device.Cores.ShouldBe(Environment.ProcessorCount);
    }

    [Theory]
    [InlineData("0x0", null)]
    [InlineData("0", null)]
    [InlineData("0x50005", "too little voltage now, throttled now")]
    [InlineData("0x80000", "temperature limit since the start")]
    public void Throttling_FirmwareBits_AreWords(string bits, string? expected)
    {
        Write("sys/devices/platform/soc/soc:firmware/get_throttled", bits + "\n");

        Device.Throttling(_root.Path).ShouldBe(expected);
    }

    [Fact]
    public void Temperature_SeveralZones_IsTheHottest()
    {
        Device.Temperature(_root.Path).ShouldBeNull("no zone is no temperature");
        Write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        Write("sys/class/thermal/thermal_zone1/temp", "61000\n");
        Write("sys/class/thermal/thermal_zone2/temp", "unreadable\n");

        Device.Temperature(_root.Path).ShouldBe(61);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root.File(path))!);
        File.WriteAllText(_root.File(path), text);
    }
}
