namespace StoreSensing.Contracts.Schemas;

/// <summary>A JSON Schema that this project does not accept, in one sentence that names the place and the reason.</summary>
public sealed class SchemaException(string message) : Exception(message);
