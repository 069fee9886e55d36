using System.Text.Json;
using System.Threading.Channels;
using StoreSensing.Cloud.Aggregator.Api;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Live;

/// <summary>Tells every open page what a commit changed. A page that doesn't keep up loses its oldest events, not the ingest its time.</summary>
internal sealed class LiveUpdates
{
    /// <summary>Pages that may be open at once.</summary>
    public const int MaxSubscribers = 500;

    private const int Waiting = 256;

    private readonly Lock _lock = new();
    private readonly HashSet<LiveSubscription> _subscribers = [];

    /// <summary>Pages that are open now.</summary>
    public int Subscribers
    {
        get
        {
            lock (_lock)
                return _subscribers.Count;
        }
    }

    /// <summary>Null when too many pages are open; the caller disposes it.</summary>
    public LiveSubscription? Subscribe(StoreAddress store)
    {
        var events = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            if (_subscribers.Count == MaxSubscribers)
                return null;
            var subscription = new LiveSubscription(store, events, Unsubscribe);
            _subscribers.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Called after a commit, here or at another process, in its order.</summary>
    public void Publish(IReadOnlyList<TenantChange> changes)
    {
        lock (_lock)
        {
            if (_subscribers.Count == 0)
                return;
            foreach (var (tenant, change) in changes)
                Send(tenant, change);
        }
    }

    private void Send(string tenant, LiveChange change)
    {
        LiveEvent? made = null;
        foreach (var subscriber in _subscribers)
            if (subscriber.Store.Tenant == tenant && subscriber.Store.Store == change.Store)
                subscriber.Events.Writer.TryWrite(made ??= Event(change));
    }

    private static LiveEvent Event(LiveChange change) => change switch
    {
        { WindowStart: { } start } => new("window", JsonSerializer.Serialize(new LiveWindow(change.Kind, change.Device, start), ApiJson.Default.LiveWindow)),
        { State: { } state } => new("device", JsonSerializer.Serialize(new LiveDevice(change.Device, state), ApiJson.Default.LiveDevice)),
        _ => new("layout", JsonSerializer.Serialize(new LiveLayout(change.Device), ApiJson.Default.LiveLayout)),
    };

    private void Unsubscribe(LiveSubscription subscription)
    {
        lock (_lock)
            _subscribers.Remove(subscription);
    }
}

/// <summary>One open page.</summary>
internal sealed class LiveSubscription(StoreAddress store, Channel<LiveEvent> events, Action<LiveSubscription> unsubscribe) : IDisposable
{
    public StoreAddress Store { get; } = store;

    public Channel<LiveEvent> Events { get; } = events;

    public void Dispose() => unsubscribe(this);
}

/// <summary>An event as it goes to a page: its name and its JSON, one line.</summary>
internal readonly record struct LiveEvent(string Name, string Data);

/// <summary>New figures of a window are stored.</summary>
internal sealed record LiveWindow(string Kind, string Device, DateTimeOffset WindowStart);

/// <summary>A device's state is another than before.</summary>
internal sealed record LiveDevice(string Device, string State);

/// <summary>A device describes itself anew.</summary>
internal sealed record LiveLayout(string Device);
