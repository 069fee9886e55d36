using System.Globalization;
using System.Runtime.InteropServices;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Bench;

/// <summary>The machine that figures were measured on: a number of milliseconds means nothing without it.</summary>
/// <param name="Board">A board's own name, e.g. <c>Raspberry Pi 5 Model B Rev 1.0</c>; null on a PC.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="MemoryMegabytes">Main memory.</param>
/// <param name="System">Operating system and kernel.</param>
/// <param name="Platform"><c>linux-arm64</c>, <c>linux-x64</c>.</param>
/// <param name="Int8">The processor's instructions for 8-bit dot products, or none: with them int8 models pay.</param>
/// <param name="Governor">Frequency governor of the first core; null where it can't be read.</param>
internal sealed record Device(string? Board, string Processor, int Cores, int MemoryMegabytes, string System, string Platform, string Int8, string? Governor)
{
    /// <summary>Reads the kernel's files under <paramref name="root"/>, <c>/</c> but in tests.</summary>
    public static Device Read(string root = "/")
    {
        var processor = Lines(root, "proc/cpuinfo");
        var flags = (Value(processor, "flags") ?? Value(processor, "Features") ?? "").Split(' ');
        return new Device(
            Text(root, "proc/device-tree/model")?.TrimEnd('\0'),
            Value(processor, "model name") ?? Arm(processor) ?? "unknown processor",
            Environment.ProcessorCount,
            Memory(root),
            $"{Value(Lines(root, "etc/os-release"), "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription}, kernel {Text(root, "proc/sys/kernel/osrelease") ?? "unknown"}",
            ModelStore.Platform,
            // x86: VNNI; Arm: the dot product of ARMv8.2 (Cortex-A76 of a Pi 5 has it, Cortex-A72 of a Pi 4 has not).
            new[] { "avx512_vnni", "avx_vnni", "asimddp", "i8mm" }.Where(flags.Contains) is var found && found.Any() ? string.Join(", ", found) : "none",
            Text(root, "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
    }

    /// <summary>Degrees Celsius of the hottest thermal zone; null where there is none.</summary>
    public static double? Temperature(string root = "/")
    {
        var folder = Path.Combine(root, "sys/class/thermal");
        if (!Directory.Exists(folder))
            return null;
        var degrees = Directory.GetDirectories(folder, "thermal_zone*")
            .Select(zone => int.TryParse(Text(zone, "temp"), CultureInfo.InvariantCulture, out var milli) ? milli / 1000.0 : double.NaN)
            .Where(double.IsFinite).ToList();
        return degrees.Count == 0 ? null : degrees.Max();
    }

    /// <summary>What slows this machine down right now, in words, or null. A Pi's firmware reports bits: 0 undervoltage, 1 frequency capped, 2 throttled, 3 soft temperature limit; 16 to 19 the same since the start.</summary>
    public static string? Throttling(string root = "/")
    {
        if (Text(root, "sys/devices/platform/soc/soc:firmware/get_throttled") is not { } text
            || !uint.TryParse(text.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) || bits == 0)
        {
            return null;
        }
        string[] meanings = ["too little voltage", "frequency capped", "throttled", "temperature limit"];
        var now = meanings.Where((_, bit) => (bits >> bit & 1) == 1).Select(meaning => meaning + " now");
        var before = meanings.Where((_, bit) => (bits >> bit & 1) == 0 && (bits >> (bit + 16) & 1) == 1).Select(meaning => meaning + " since the start");
        return string.Join(", ", now.Concat(before));
    }

    /// <summary>Processes that wanted to run during the last minute, on average; null where it can't be read.</summary>
    public static double? Load(string root = "/") =>
        double.TryParse(Text(root, "proc/loadavg")?.Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : null;

    public override string ToString() =>
        $"{(Board is null ? "" : Board + ", ")}{Processor}, {Cores} core{(Cores == 1 ? "" : "s")}, {MemoryMegabytes / 1000.0:F1} GB, {System}, {Platform}; int8 instructions: {Int8}"
        + (Governor is null ? "" : $"; governor {Governor}");

    // An Arm kernel names no processor, only its part number.
    private static string? Arm(string[] lines) => Value(lines, "CPU part") is not { } part ? null : part switch
    {
        "0xd03" => "Cortex-A53",
        "0xd08" => "Cortex-A72",
        "0xd0b" => "Cortex-A76",
        _ => $"Arm part {part}",
    };

    private static int Memory(string root) =>
        Value(Lines(root, "proc/meminfo"), "MemTotal") is { } total && long.TryParse(total.Split(' ')[0], CultureInfo.InvariantCulture, out var kibibytes)
            ? (int)(kibibytes * 1024 / 1_000_000) : 0;

    private static string? Value(string[] lines, string key, char separator = ':') =>
        lines.FirstOrDefault(line => line.Split(separator)[0].Trim() == key)?.Split(separator, 2)[1].Trim();

    private static string[] Lines(string root, string path) => File.Exists(Path.Combine(root, path)) ? File.ReadAllLines(Path.Combine(root, path)) : [];

    private static string? Text(string root, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
