using Microsoft.Win32.SafeHandles;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>Opens serial lines and standard input.</summary>
internal sealed class LinePorts : ILinePort
{
    private readonly SafeFileHandle _handle;

    private LinePorts(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a serial line; throws <see cref="ReadingSourceException"/> with the way out.</summary>
    public static ILinePort Serial(string path, int baud)
    {
        if (!Path.Exists(path))
            throw new ReadingSourceException($"no such serial line: '{path}'; {Found()}");
        try
        {
            return new LinePorts(NativeTerminal.Open(path, baud));
        }
        catch (IOException fault)
        {
            throw new ReadingSourceException(fault.Message.Contains("denied", StringComparison.OrdinalIgnoreCase)
                ? $"'{path}' may not be opened: add this user to the group 'dialout'"
                : $"'{path}': {fault.Message}");
        }
    }

    /// <summary>Standard input.</summary>
    public static ILinePort StandardInput() => new LinePorts(new SafeFileHandle(0, ownsHandle: false));

    /// <inheritdoc/>
    public int Read(Span<byte> into, TimeSpan patience) => NativeTerminal.Read(_handle, into, patience);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static string Found()
    {
        var found = new[] { "ttyACM*", "ttyUSB*" }.SelectMany(pattern => Directory.Exists("/dev") ? Directory.GetFiles("/dev", pattern) : []).Order(StringComparer.Ordinal).ToList();
        return found.Count == 0 ? "no board is plugged in" : $"found: {string.Join(", ", found)}";
    }
}
