using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Live;
using StoreSensing.Cloud.Core.Ingest;
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
    private readonly IMqttClient _client;

    private readonly AckSender _acks;
    private readonly RejectionLog _rejections;
    private readonly LiveNotices? _notices;

    /// <summary>Makes the client; it connects when the program has started. Throws <see cref="MqttException"/> when there can be none.</summary>
    public BrokerLink(
        CloudConfig config, IngestPipeline pipeline, LiveUpdates live, ConnectToBroker connect, TimeProvider time, ILogger<BrokerLink> logger)
    {
        (_pipeline, _live, _time, _rejections) = (pipeline, live, time, new RejectionLog(logger, time));
        _notices = config.Mqtt.SharedGroup is null ? null : new LiveNotices(live, time, logger);
        _client = connect(BrokerSubscription.Of(config) with { OnMessages = Take }, logger);
        _acks = new AckSender(_client, logger);
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
            _acks.Enqueue(ack);
        _rejections.Note(outcome.Rejected);
        var changes = LiveChanges.Of(outcome.Commit);
        _live.Publish(changes);
        _notices?.Tell(changes);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_acks.RunAsync(stoppingToken), _notices?.RunAsync(_client.PublishAsync, stoppingToken) ?? Task.CompletedTask);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Ends after the batch in hand: its messages are committed, the rest stay with the broker.
        await _client.DisposeAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _acks.Dispose();
        base.Dispose();
    }
}
