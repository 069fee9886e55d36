using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>What may be told of a sensor's fault outside the device: its kind. The sentence with files and addresses stays in the log.</summary>
internal static class SensorFaults
{
    /// <summary>Consent can be given and taken back by command only.</summary>
    public const string Panel = FaultSentences.ButtonUnreadable;

    public static string? OnTheWire(in ReadingSourceStatus status) => status.State switch
    {
        ReadingSourceState.Stalled => FaultSentences.NoReading,
        ReadingSourceState.Failed => FaultSentences.SensorUnreadable,
        ReadingSourceState.Reading when status.Fault is not null && status.Restarts == 0 => FaultSentences.ReadingsNotUnderstood,
        _ => null,
    };
}
