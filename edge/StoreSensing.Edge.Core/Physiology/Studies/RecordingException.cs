namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>A recording that can't be read or analysed, in one sentence that names the place and the value.</summary>
public sealed class RecordingException(string message) : Exception(message);
