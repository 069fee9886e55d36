namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>The outbox cannot be opened; one sentence names the file and the reason.</summary>
public sealed class OutboxException(string message, Exception? inner = null) : Exception(message, inner);
