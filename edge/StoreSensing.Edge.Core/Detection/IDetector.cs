using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>Finds people (or faces) in a picture. Stateful where it needs a background; one instance, one camera.</summary>
public interface IDetector
{
    /// <summary>The most it ever finds in one picture.</summary>
    int Capacity { get; }

    /// <summary>Writes what it finds, best first, and returns how many. Allocates nothing.</summary>
    /// <param name="frame">The picture; not kept.</param>
    /// <param name="into">At least <see cref="Capacity"/> long.</param>
    int Detect(Frame frame, Span<Detection> into);
}
