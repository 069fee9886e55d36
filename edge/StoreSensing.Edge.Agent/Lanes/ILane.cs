using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>What brings windows to the desk: a camera's pictures, or a simulation. Its figures may be read from any thread.</summary>
internal interface ILane : IDisposable
{
    /// <summary>The camera's id.</summary>
    string Camera { get; }

    /// <summary>Width / height of its pictures; null before the first.</summary>
    double? Aspect { get; }

    /// <summary>Raised when the device should describe itself anew.</summary>
    event Action? Started;

    /// <summary>Frames analysed so far.</summary>
    long Frames { get; }

    /// <summary>People (or faces) found so far, summed over frames.</summary>
    long Detections { get; }

    /// <summary>Faces whose expression was read so far.</summary>
    long FacesRead { get; }

    /// <summary>Who was not looked at so far, and why; null where no faces are looked at.</summary>
    ExcludedSeconds? Excluded { get; }

    /// <summary>The fault with which a recording ended, or null.</summary>
    string? Fault { get; }

    /// <summary>How the camera does.</summary>
    CameraStatus Status();

    /// <summary>Runs until its end or the token is cancelled; then hands the last windows on.</summary>
    Task RunAsync(CancellationToken cancellation);
}
