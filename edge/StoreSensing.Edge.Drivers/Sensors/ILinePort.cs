namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>An open line from which bytes come when they come. One thread; who holds it disposes it.</summary>
internal interface ILinePort : IDisposable
{
    /// <summary>Waits for bytes, at most <paramref name="patience"/>: how many came, 0 for none, −1 when there will never be more.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    int Read(Span<byte> into, TimeSpan patience);
}
