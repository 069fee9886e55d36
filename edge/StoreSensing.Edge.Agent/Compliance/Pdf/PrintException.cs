namespace StoreSensing.Edge.Agent.Compliance.Pdf;

/// <summary>A page that can't be printed, in one sentence that says why.</summary>
internal sealed class PrintException(string message) : Exception(message);
