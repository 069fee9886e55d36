using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>What may be told of a sensor's fault outside the device: its kind. The sentence with files and addresses stays in the log.</summary>
internal static class SensorFaults
{
    /// <summary>Consent can be given and taken back by command only.</summary>
    public const string Panel = "the button can't be read; the device's log says why";

    public static string? OnTheWire(in ReadingSourceStatus status) => status.State switch
    {
        ReadingSourceState.Stalled => "no reading arrives",
        ReadingSourceState.Failed => "the sensor can't be read; the device's log says why",
        ReadingSourceState.Reading when status.Fault is not null && status.Restarts == 0 => "some readings can't be understood; the device's log says more",
        _ => null,
    };
}
