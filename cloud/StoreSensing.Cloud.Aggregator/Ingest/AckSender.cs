using System.Text.Json;
using System.Threading.Channels;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Ingest;

/// <summary>
/// Acknowledgements on their way to the devices, many at a time: the broker's answer to each is read by the thread that commits batches, so one
/// after the other would be one a batch. Bounded; the oldest goes when it is full, and its device repeats and is told again.
/// </summary>
internal sealed class AckSender(IMqttClient client, ILogger logger) : IDisposable
{
    /// <summary>Waiting acknowledgements: some 300 bytes each.</summary>
    private const int Capacity = 50_000;

    private const int MostUnderWay = 1000;

    // A device that was away so long has sent again, or will.
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _places = new(MostUnderWay);
    private readonly Channel<PlannedAck> _waiting =
        Channel.CreateBounded<PlannedAck>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Returns at once.</summary>
    public void Enqueue(PlannedAck ack) => _waiting.Writer.TryWrite(ack);

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var ack in _waiting.Reader.ReadAllAsync(cancellation))
        {
            await _places.WaitAsync(cancellation);
            _ = SendAsync(ack, cancellation);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task SendAsync(PlannedAck ack, CancellationToken cancellation)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(ack.Message, WireJson.Default.AckMessage);
            await client.PublishAsync(new MqttPublication(ack.Device.CommandTopic(Topic.AckCommand), json) { Schema = ack.Message.Schema, Expiry = Expiry }, cancellation);
        }
        catch (MqttException e)
        {
            logger.LogDebug("an acknowledgement to {Device} was not sent, the device will repeat: {Reason}", ack.Device, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The program ends; the device repeats.
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
    }
}
