namespace StoreSensing.Edge.Core.Delivery;

/// <summary>
/// What is on its way and when it has to be sent (again): a bounded window over the outbox. An entry is taken in order, sent, and leaves
/// when it is acknowledged; until then it is sent again after <c>resendAfter</c>, after a reconnect, and after a failure with a wait that
/// doubles from 1 s to 60 s. Each entry waits on its own, so that one that is refused holds up no other. Not thread-safe.
/// </summary>
public sealed class DeliveryWindow
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<long, Item> _items = [];
    private readonly int _size;
    private readonly TimeSpan _resendAfter;

    /// <summary>At most <paramref name="size"/> entries at one time; unacknowledged ones are sent again after <paramref name="resendAfter"/>.</summary>
    public DeliveryWindow(int size, TimeSpan resendAfter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(resendAfter, TimeSpan.Zero);
        (_size, _resendAfter) = (size, resendAfter);
    }

    /// <summary>The highest entry number taken so far; the next ones come from above it.</summary>
    public long Cursor { get; private set; }

    /// <summary>How many more entries it can take.</summary>
    public int Room => _size - _items.Count;

    /// <summary>How many entries wait for an acknowledgement.</summary>
    public int Count => _items.Count;

    /// <summary>Takes an entry, to be sent at once. Entries come in the order of their numbers.</summary>
    public void Take(OutboxEntry entry)
    {
        if (entry.Number <= Cursor || Room == 0)
            throw new InvalidOperationException($"entry {entry.Number} after {Cursor} with room for {Room}");
        _items.Add(entry.Number, new Item(entry));
        Cursor = entry.Number;
    }

    /// <summary>The entries to send now, oldest first; each is under way from here until it is published or has failed.</summary>
    /// <param name="now">Monotonic time.</param>
    public IReadOnlyList<OutboxEntry> Send(TimeSpan now)
    {
        var due = new List<OutboxEntry>();
        foreach (var item in _items.Values)
        {
            if (item.UnderWay || item.Due > now)
                continue;
            item.UnderWay = true;
            due.Add(item.Entry);
        }
        return due;
    }

    /// <summary>The broker has it. The acknowledgement may have come before; then nothing is left to do.</summary>
    public void Published(long number, TimeSpan now)
    {
        if (!_items.TryGetValue(number, out var item))
            return;
        item.UnderWay = false;
        item.Due = now + _resendAfter;
        item.Failures = 0;
    }

    /// <summary>It could not be sent, or it is not known whether it was.</summary>
    public void Failed(long number, TimeSpan now)
    {
        if (!_items.TryGetValue(number, out var item))
            return;
        item.UnderWay = false;
        var wait = FirstRetry * Math.Pow(2, Math.Min(item.Failures++, 10));
        item.Due = now + (wait < LastRetry ? wait : LastRetry);
    }

    /// <summary>The connection is new: what was sent or failed before it is due.</summary>
    public void Reconnected()
    {
        foreach (var item in _items.Values)
        {
            item.Due = TimeSpan.Zero;
            item.Failures = 0;
        }
    }

    /// <summary>The cloud has stored these; returns how many left the window.</summary>
    public int Acknowledged(string session, IReadOnlyList<SeqRange> ranges)
    {
        var stored = _items.Values.Where(item => item.Entry.Session == session && ranges.Any(range => range.Holds(item.Entry.Seq))).ToList();
        foreach (var item in stored)
            _items.Remove(item.Entry.Number);
        return stored.Count;
    }

    /// <summary>How long nothing becomes due; null when nothing will.</summary>
    public TimeSpan? UntilDue(TimeSpan now)
    {
        TimeSpan? soonest = null;
        foreach (var item in _items.Values)
            if (!item.UnderWay && !(soonest <= item.Due))
                soonest = item.Due;
        return soonest is { } due ? (due > now ? due - now : TimeSpan.Zero) : null;
    }

    private sealed class Item(OutboxEntry entry)
    {
        public OutboxEntry Entry { get; } = entry;

        public bool UnderWay { get; set; }

        public TimeSpan Due { get; set; }

        public int Failures { get; set; }
    }
}
