namespace StoreSensing.Mqtt.Mosquitto;

/// <summary>
/// Publishes of one connection that wait for their PUBACK. Handing a message to the library and noting its packet id are one step under
/// the lock, because the acknowledgement may come on the loop's thread before the library has returned the id to the publisher.
/// </summary>
internal sealed class InFlightPublishes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (string Topic, TaskCompletionSource Done)> _waiting = [];
    private string? _ended;

    /// <summary>Sends by <paramref name="send"/>, which returns the packet id; the task ends with the acknowledgement.</summary>
    public Task Send(string topic, Func<int> send)
    {
        lock (_lock)
        {
            if (_ended is not null)
                throw new MqttException(_ended);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(send(), (topic, done));
            return done.Task;
        }
    }

    /// <summary>The broker acknowledged; <paramref name="fault"/> makes the sentence when it refused.</summary>
    public void Acknowledged(int packetId, Func<string, string?> fault)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(packetId, out var publish))
                return;
            if (fault(publish.Topic) is { } sentence)
                publish.Done.SetException(new MqttException(sentence));
            else
                publish.Done.SetResult();
        }
    }

    /// <summary>The connection is gone: what waits has failed, though it may have arrived; nothing more is taken.</summary>
    public void End(string reason)
    {
        lock (_lock)
        {
            _ended ??= reason;
            foreach (var (_, done) in _waiting.Values)
                done.SetException(new MqttException(_ended));
            _waiting.Clear();
        }
    }
}
