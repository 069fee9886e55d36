using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>What may be told of a camera's fault outside the device: its kind. The sentence with names and addresses stays in the log.</summary>
internal static class CameraFaults
{
    public static string? OnTheWire(in FrameSourceStatus status) => status.State switch
    {
        FrameSourceState.Stalled => "no picture arrives",
        FrameSourceState.Restarting => "the stream broke off and is opened again",
        FrameSourceState.Failed => "the source can't be used; the device's log says why",
        FrameSourceState.Ended when status.Fault is not null => "the recording is not whole; the device's log says more",
        _ => null,
    };
}
