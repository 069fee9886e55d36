using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Physiology.Readings;

/// <summary>One reading of an electrode circuit, as it comes from the converter or a recording.</summary>
/// <param name="Time">When it was taken.</param>
/// <param name="Value">In the unit that the sensor's <see cref="IFrontEnd"/> takes: volts for a circuit, µS for a recording. NaN: the reading failed.</param>
public readonly record struct SensorReading(FrameTime Time, double Value);
