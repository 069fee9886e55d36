using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Audit;

namespace StoreSensing.Mqtt;

/// <summary>Listens to a broker and hands on what passes, in order, with the time of its arrival.</summary>
public static class MqttTap
{
    // Beyond this the broker waits: a message is acknowledged only when there is room for it.
    private const int Room = 4096;

    // A message that is far too long is just what a listener must not miss.
    private const int Longest = 16 * 1024 * 1024;

    /// <summary>Messages until cancelled; throws <see cref="MqttException"/> when the broker isn't reached within <paramref name="patience"/>.</summary>
    public static async IAsyncEnumerable<CapturedMessage> ListenAsync(
        MqttOptions options, TimeSpan patience, TimeProvider time, ILogger logger, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var arrived = Channel.CreateBounded<CapturedMessage>(new BoundedChannelOptions(Room) { SingleReader = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new MosquittoClient(options with { MaxPayloadBytes = Longest, OnMessages = batch => Keep(batch, arrived.Writer, time, ended.Token) }, logger);
        client.Connected += () => connected.TrySetResult();
        client.Start();
        try
        {
            await connected.Task.WaitAsync(patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            throw new MqttException(client.Fault ?? $"the broker {options.Host}:{options.Port} does not answer");
        }
        try
        {
            await foreach (var message in arrived.Reader.ReadAllAsync(cancellation))
                yield return message;
        }
        finally
        {
            // The client's thread may wait for room, and must end before the client can.
            await ended.CancelAsync();
        }
    }

    private static void Keep(IReadOnlyList<MqttMessage> batch, ChannelWriter<CapturedMessage> writer, TimeProvider time, CancellationToken ended)
    {
        var at = time.GetUtcNow();
        foreach (var message in batch)
        {
            var captured = new CapturedMessage(at, message.Topic, message.Payload);
            if (!writer.TryWrite(captured) && !ended.IsCancellationRequested)
                writer.WriteAsync(captured, ended).AsTask().GetAwaiter().GetResult();
        }
    }
}
