using System.Text.Json;
using System.Threading.Channels;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Live;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Ingest;

/// <summary>Makes the client that talks to the broker.</summary>
internal delegate IMqttClient ConnectToBroker(MqttOptions options, ILogger logger);

/// <summary>
/// Broker → pipeline → acknowledgements. Connects after the API listens, so that a port in use costs no messages. A batch is committed
/// before it is acknowledged to the broker and to the devices; a store that fails throws, and the broker delivers again.
/// </summary>
internal sealed class BrokerLink : BackgroundService, IHostedLifecycleService
{
    private readonly IngestPipeline _pipeline;
    private readonly LiveUpdates _live;
    private readonly TimeProvider _time;
    private readonly ILogger<BrokerLink> _logger;
    private readonly IMqttClient _client;

    // An acknowledgement that is lost is sent again when the device repeats the message, so the oldest may go. Ten thousand devices may
    // send in the same second, each with one to come.
    private const int MaxWaitingAcks = 20_000;
    private const int AcksUnderWay = 50;
    private static readonly TimeSpan AckExpiry = TimeSpan.FromMinutes(5);

    private readonly Channel<PlannedAck> _acks = Channel.CreateBounded<PlannedAck>(new BoundedChannelOptions(MaxWaitingAcks) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly RejectionLog _rejections;
    private readonly LiveNotices? _notices;

    /// <summary>Makes the client; it connects when the program has started. Throws <see cref="MqttException"/> when there can be none.</summary>
    public BrokerLink(
        CloudConfig config, IngestPipeline pipeline, LiveUpdates live, ConnectToBroker connect, TimeProvider time, ILogger<BrokerLink> logger)
    {
        (_pipeline, _live, _time, _logger, _rejections) = (pipeline, live, time, logger, new RejectionLog(logger, time));
        _notices = config.Mqtt.SharedGroup is null ? null : new LiveNotices(live, time, logger);
        _client = connect(BrokerSubscription.Of(config) with { OnMessages = Take }, logger);
    }

    /// <summary><c>connected</c>, or why not.</summary>
    public string State => IsConnected ? "connected" : _client.Fault ?? "connecting";

    public bool IsConnected => _client.IsConnected;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _client.Start();
        return Task.CompletedTask;
    }

    /// <summary>Takes a batch; runs on the client's thread.</summary>
    public void Take(IReadOnlyList<MqttMessage> batch)
    {
        var messages = new List<ReceivedMessage>(batch.Count);
        foreach (var message in batch)
            if (_notices?.TryTake(message) != true)
                messages.Add(new ReceivedMessage(message.Topic, message.Payload));
        if (messages.Count == 0)
            return;
        // A store that fails throws from here: the client logs it, drops the connection, and the messages come again, from the broker or from their devices.
        var outcome = _pipeline.Take(messages, _time.GetUtcNow());
        foreach (var ack in outcome.Acks)
            _acks.Writer.TryWrite(ack);
        _rejections.Note(outcome.Rejected);
        var changes = LiveChanges.Of(outcome.Commit);
        _live.Publish(changes);
        _notices?.Tell(changes);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Parallel.ForEachAsync(_acks.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AcksUnderWay, CancellationToken = stoppingToken }, AcknowledgeAsync),
        _notices?.RunAsync(_client.PublishAsync, stoppingToken) ?? Task.CompletedTask);

    // It expires, because a device that was away so long has sent again, or will.
    private async ValueTask AcknowledgeAsync(PlannedAck ack, CancellationToken stop)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(ack.Message, WireJson.Default.AckMessage);
            await _client.PublishAsync(new MqttPublication(ack.Device.CommandTopic(Topic.AckCommand), json) { Schema = ack.Message.Schema, Expiry = AckExpiry }, stop);
        }
        catch (MqttException e)
        {
            _logger.LogDebug("an acknowledgement to {Device} was not sent, the device will repeat: {Reason}", ack.Device, e.Message);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Ends after the batch in hand: its messages are committed, the rest stay with the broker.
        await _client.DisposeAsync();
        await base.StopAsync(cancellationToken);
    }
}
