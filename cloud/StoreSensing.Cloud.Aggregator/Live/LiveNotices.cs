using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using StoreSensing.Contracts.Schemas;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Live;

/// <summary>
/// Tells the other cloud processes of a group what this one stored, and takes what they tell, so that every page hears of it whichever
/// process ingested. What is lost on the way costs a page a second until the next event, so nothing is sent twice.
/// </summary>
internal sealed class LiveNotices(LiveUpdates live, TimeProvider time, ILogger logger)
{
    /// <summary>Changes that may wait; further ones are left out, for the pages reload everything at each event.</summary>
    public const int MaxWaiting = 10_000;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<TenantChange> _waiting = [];
    private long? _ignored;

    /// <summary>Notes what is to be told; any thread, returns at once.</summary>
    public void Tell(IReadOnlyList<TenantChange> changes)
    {
        if (changes.Count == 0)
            return;
        lock (_lock)
            foreach (var change in changes)
                if (_waiting.Count < MaxWaiting)
                    _waiting.Add(change);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Publishes what waits, gathered for a tenth of a second, until it is cancelled.</summary>
    public async Task RunAsync(Func<MqttPublication, CancellationToken, Task> publish, CancellationToken stop)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stop))
        {
            foreach (var notice in Taken())
            {
                try
                {
                    await publish(notice, stop);
                }
                catch (MqttException e)
                {
                    logger.LogDebug("other processes were not told what was stored: {Reason}", e.Message);
                }
            }
            await Task.Delay(Gather, time, stop);
        }
    }

    /// <summary>True when the message is a notice: it is taken then, and goes nowhere else.</summary>
    public bool TryTake(MqttMessage message)
    {
        if (Topic.LiveTenant(message.Topic) is not { } tenant)
            return false;
        if (WireSchemas.Validator(LiveMessage.SchemaName).Check(message.Payload.Span) is { } problem)
        {
            if (_ignored is not { } last || time.GetElapsedTime(last) >= BetweenWarnings)
            {
                _ignored = time.GetTimestamp();
                logger.LogWarning("ignored what another process told on {Topic}: {Problem}", message.Topic, problem.Text);
            }
            return true;
        }
        var told = JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.LiveMessage)!;
        if (told.Session != _session)
            live.Publish([.. told.Changes.Select(change => new TenantChange(tenant, change))]);
        return true;
    }

    private List<MqttPublication> Taken()
    {
        HashSet<TenantChange> taken;
        lock (_lock)
            (taken, _waiting) = (_waiting, []);
        return [.. taken.GroupBy(change => change.Tenant).SelectMany(tenant => tenant.Select(c => c.Change).Chunk(LiveMessage.MaxChanges).Select(changes => Notice(tenant.Key, changes)))];
    }

    private MqttPublication Notice(string tenant, IReadOnlyList<LiveChange> changes) => new(
        Topic.Live(tenant),
        JsonSerializer.SerializeToUtf8Bytes(new LiveMessage { Schema = LiveMessage.SchemaName, Session = _session, Changes = changes }, WireJson.Default.LiveMessage))
    {
        Schema = LiveMessage.SchemaName,
        Expiry = Expiry,
    };
}
