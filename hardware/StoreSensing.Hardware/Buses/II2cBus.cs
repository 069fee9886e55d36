namespace StoreSensing.Hardware.Buses;

/// <summary>
/// An opened I²C bus. Addresses are the 7-bit ones of datasheets (0x48, not 0x90). Not thread-safe; who holds it disposes it. Each call
/// takes 1 to 8192 bytes and allocates nothing unless it fails.
/// </summary>
public interface II2cBus : IDisposable
{
    /// <summary>The device file, for sentences: <c>/dev/i2c-1</c>.</summary>
    string Name { get; }

    /// <summary>START, address with W, the bytes, STOP.</summary>
    /// <exception cref="BusException"><see cref="BusFault.NoAnswer"/> when nobody acknowledges, or another fault.</exception>
    void Write(byte address, ReadOnlySpan<byte> bytes);

    /// <summary>START, address with R, as many bytes as fit, STOP.</summary>
    /// <exception cref="BusException"><see cref="BusFault.NoAnswer"/> when nobody acknowledges, or another fault.</exception>
    void Read(byte address, Span<byte> bytes);

    /// <summary>A write and a read with a repeated START between them, so that nobody else comes in between.</summary>
    /// <exception cref="BusException"><see cref="BusFault.NoAnswer"/> when nobody acknowledges, or another fault.</exception>
    void WriteRead(byte address, ReadOnlySpan<byte> write, Span<byte> read);
}
