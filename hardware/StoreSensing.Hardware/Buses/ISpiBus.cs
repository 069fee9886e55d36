namespace StoreSensing.Hardware.Buses;

/// <summary>An opened SPI bus with one chip select. Not thread-safe; who holds it disposes it.</summary>
public interface ISpiBus : IDisposable
{
    /// <summary>The device file, for sentences: <c>/dev/spidev0.0</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Clocks <paramref name="write"/> out and as many bytes into <paramref name="read"/> at the same time, with chip select held throughout.
    /// Both have the same length, 1 to 4096 bytes. Allocates nothing unless it fails.
    /// </summary>
    /// <exception cref="BusException">The transfer failed.</exception>
    void Transfer(ReadOnlySpan<byte> write, Span<byte> read);
}
