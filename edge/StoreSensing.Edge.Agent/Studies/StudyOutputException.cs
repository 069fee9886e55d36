namespace StoreSensing.Edge.Agent.Studies;

/// <summary>A result that can't be written, in one sentence that names the file.</summary>
internal sealed class StudyOutputException(string message) : Exception(message);
