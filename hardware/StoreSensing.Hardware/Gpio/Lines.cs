using StoreSensing.Hardware.Buses;

namespace StoreSensing.Hardware.Gpio;

/// <summary>A line that this program drives. Thread-safe; who holds it disposes it, then the line is let go.</summary>
public interface IOutputLine : IDisposable
{
    /// <summary>Makes the line active or inactive.</summary>
    /// <exception cref="BusException">The kernel refused.</exception>
    void Set(bool active);
}

/// <summary>A line whose edges this program watches. One reader; who holds it disposes it.</summary>
public interface IInputLine : IDisposable
{
    /// <summary>Waits for the next edge, not longer than <paramref name="patience"/>; false when none came.</summary>
    /// <exception cref="BusException">The line can't be read any more.</exception>
    bool TryWait(TimeSpan patience, out LineEdge edge);
}

/// <summary>A change of a line.</summary>
/// <param name="Active">What it changed to.</param>
/// <param name="Time">The kernel's monotonic clock; only differences mean something.</param>
public readonly record struct LineEdge(bool Active, TimeSpan Time);
