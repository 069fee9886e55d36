using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>What may be told of a camera's fault outside the device: its kind. The sentence with names and addresses stays in the log.</summary>
internal static class CameraFaults
{
    public static string? OnTheWire(in FrameSourceStatus status) => status.State switch
    {
        FrameSourceState.Stalled => FaultSentences.NoPicture,
        FrameSourceState.Restarting => FaultSentences.StreamBroke,
        FrameSourceState.Failed => FaultSentences.SourceUnusable,
        FrameSourceState.Ended when status.Fault is not null => FaultSentences.RecordingNotWhole,
        _ => null,
    };
}
