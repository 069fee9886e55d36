namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>A document that can't be written, in one sentence that names the file.</summary>
internal sealed class PackOutputException(string message) : Exception(message);
