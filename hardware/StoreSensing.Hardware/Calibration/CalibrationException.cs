namespace StoreSensing.Hardware.Calibration;

/// <summary>A calibration that can't be made or used, in one sentence that says why.</summary>
public sealed class CalibrationException(string message) : Exception(message);
