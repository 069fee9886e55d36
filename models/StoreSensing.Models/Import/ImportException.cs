namespace StoreSensing.Models.Import;

/// <summary>A graph that can't be imported, in one sentence that names the node.</summary>
internal sealed class ImportException(string message) : Exception(message);
