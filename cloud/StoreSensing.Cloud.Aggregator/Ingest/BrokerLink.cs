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
    private readonly IMqttClient _client;

    private readonly AckSender _acks;
    private readonly RejectionLog _rejections;

    /// <summary>Makes the client; it connects when the program has started. Throws <see cref="MqttException"/> when there can be none.</summary>
    public BrokerLink(
        CloudConfig config, IngestPipeline pipeline, LiveUpdates live, ConnectToBroker connect, TimeProvider time, ILogger<BrokerLink> logger)
    {
        (_pipeline, _live, _time, _rejections) = (pipeline, live, time, new RejectionLog(logger, time));
        _client = connect(
            new MqttOptions
            {
                Host = config.Mqtt.Host,
                Port = config.Mqtt.Port,
                ClientId = config.Mqtt.ClientId,
                Username = config.Mqtt.Username,
                Password = config.Mqtt.Password,
                CaFile = config.Mqtt.CaFile,
                PersistentSession = true,
                Subscriptions = [Topic.AllMessages(config.Tenant)],
                OnMessages = Take,
            },
            logger);
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
        // A store that fails throws from here: the client logs it, drops the connection, and the broker keeps the batch.
        var outcome = _pipeline.Take([.. batch.Select(m => new ReceivedMessage(m.Topic, m.Payload))], _time.GetUtcNow());
        foreach (var ack in outcome.Acks)
            _acks.Enqueue(ack);
        _rejections.Note(outcome.Rejected);
        _live.Publish(outcome.Commit);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _acks.RunAsync(stoppingToken);

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
