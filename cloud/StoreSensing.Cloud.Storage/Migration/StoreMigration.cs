using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Migration;

/// <summary>
/// Copies one store into another, day by day. A day that the target already has is left out, and a message that is there is not written again, so a copy that
/// was interrupted goes on where it was when it is started again, and the source may run meanwhile.
/// </summary>
/// <param name="from">The source.</param>
/// <param name="to">The target.</param>
/// <param name="oldest">Windows that start before this are not taken: they would be deleted at once.</param>
public sealed class StoreMigration(IStoreArchive from, IStoreArchive to, Func<MessageKind, DateTimeOffset> oldest)
{
    private const int BatchMessages = 2000;
    private const int MostNamed = 10;
    private static readonly TimeSpan Slice = TimeSpan.FromHours(1);

    private readonly List<Accepted> _batch = [];
    private readonly List<string> _refused = [];
    private long _refusals;

    /// <summary>Copies; <paramref name="progress"/> hears of each day of a shop.</summary>
    public MigrationReport Run(DateTimeOffset now, Action<MigrationProgress> progress, CancellationToken cancellation)
    {
        var devices = from.Store.Devices();
        var shops = devices.Select(d => StoreAddress.Of(d.Address)).Distinct().ToList();
        _refused.Clear();
        _refusals = 0;
        var copied = 0L;
        if (from.Span() is var (first, last))
        {
            var days = Days(first, last).ToList();
            for (var i = 0; i < days.Count; i++)
            {
                foreach (var shop in shops)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var before = copied;
                    foreach (var kind in MessageKinds.Metrics)
                        if (Part(days[i], kind) is { } range && from.Count(shop, range, kind) is var there && there != default && there != to.Count(shop, range, kind))
                            copied += Copy(shop, range, kind, now, cancellation);
                    progress(new MigrationProgress(shop, days[i].From, i + 1, days.Count, copied - before));
                }
            }
        }
        foreach (var device in devices)
            State(device, now);
        Flush(now);
        return new MigrationReport(copied, [.. MessageKinds.Metrics.Select(kind => Verify(shops, kind))], _refusals, [.. _refused]);
    }

    private long Copy(StoreAddress shop, TimeRange day, MessageKind kind, DateTimeOffset now, CancellationToken cancellation)
    {
        var copied = 0L;
        for (var start = day.From; start < day.To; start += Slice)
        {
            cancellation.ThrowIfCancellationRequested();
            var range = new TimeRange(start, start + Slice < day.To ? start + Slice : day.To);
            var headers = from.Headers(shop, range).Where(h => h.Kind == kind).ToDictionary(h => Key(h.Window));
            foreach (var (window, json) in MessageWriter.Messages(from.Store, shop, range, kind))
            {
                var header = headers.Remove(Key(window), out var found) ? found : new MessageHeader(kind, window, Late: false, Suppressed: 0);
                copied += Add(shop, header, json(header), now);
            }
            foreach (var empty in headers.Values)
                copied += Add(shop, empty, MessageWriter.Empty(empty), now);
        }
        Flush(now);
        return copied;
    }

    private int Add(StoreAddress shop, MessageHeader header, byte[] json, DateTimeOffset now) =>
        Add(new DeviceAddress(shop.Tenant, shop.Store, header.Window.Device).TopicOf(header.Kind), json, now, header.ClockSkewSeconds);

    private int Add(string topic, byte[] json, DateTimeOffset now, double? clockSkewSeconds = null)
    {
        if (!MessageReader.TryRead(topic, json, now, out var accepted, out var rejection))
        {
            _refusals++;
            if (_refused.Count < MostNamed)
                _refused.Add($"{topic}: {rejection!.Reason}");
            return 0;
        }
        _batch.Add(accepted is AcceptedMetric metric && clockSkewSeconds is not null ? metric with { ClockSkewSeconds = clockSkewSeconds } : accepted!);
        if (_batch.Count >= BatchMessages)
            Flush(now);
        return 1;
    }

    private void Flush(DateTimeOffset now)
    {
        if (_batch.Count > 0)
            to.Store.Append(_batch, now);
        _batch.Clear();
    }

    private void State(DeviceRecord device, DateTimeOffset now)
    {
        if (device.Status is { } status)
            Add(device.Address.TopicOf(MessageKind.Status), JsonSerializer.SerializeToUtf8Bytes(status, WireJson.Default.StatusMessage), now);
        if (device.Describe is { } describe)
            Add(device.Address.TopicOf(MessageKind.Describe), JsonSerializer.SerializeToUtf8Bytes(describe, WireJson.Default.DescribeMessage), now);
    }

    private KindVerdict Verify(List<StoreAddress> shops, MessageKind kind)
    {
        var (source, target) = (default(KindCount), default(KindCount));
        if (from.Span() is var (first, last))
        {
            foreach (var range in Days(first, last).Select(day => Part(day, kind)).OfType<TimeRange>())
            {
                foreach (var shop in shops)
                {
                    source += from.Count(shop, range, kind);
                    target += to.Count(shop, range, kind);
                }
            }
        }
        return new KindVerdict(kind, source, target);
    }

    private TimeRange? Part(TimeRange day, MessageKind kind) => oldest(kind) is var bound && bound >= day.To ? null : bound > day.From ? new TimeRange(bound, day.To) : day;

    private static IEnumerable<TimeRange> Days(DateTimeOffset first, DateTimeOffset last)
    {
        for (var day = new DateTimeOffset(first.UtcDateTime.Date, TimeSpan.Zero); day <= last; day = day.AddDays(1))
            yield return new TimeRange(day, day.AddDays(1));
    }

    private static (DateTimeOffset, string, string, long) Key(WindowOrigin window) => (window.Start, window.Device, window.Session, window.Seq);
}

/// <summary>A day of a shop is done.</summary>
/// <param name="Shop">Which.</param>
/// <param name="Day">The day, UTC.</param>
/// <param name="Number">Its number.</param>
/// <param name="OfDays">Days in all.</param>
/// <param name="Copied">Messages copied; 0 when the target had them.</param>
public sealed record MigrationProgress(StoreAddress Shop, DateTimeOffset Day, int Number, int OfDays, long Copied);

/// <summary>What was copied, and what a count found afterwards.</summary>
/// <param name="Copied">Messages given to the target.</param>
/// <param name="Kinds">Per kind.</param>
/// <param name="Refused">Messages that this program no longer takes.</param>
/// <param name="Reasons">Why, of the first of them.</param>
public sealed record MigrationReport(long Copied, IReadOnlyList<KindVerdict> Kinds, long Refused, IReadOnlyList<string> Reasons)
{
    /// <summary>The target has everything.</summary>
    public bool IsComplete => Refused == 0 && Kinds.All(k => k.IsComplete);
}

/// <summary>One kind in both stores.</summary>
public sealed record KindVerdict(MessageKind Kind, KindCount Source, KindCount Target)
{
    /// <summary>The target has as much, or more.</summary>
    public bool IsComplete => Target.Messages >= Source.Messages && Target.Rows >= Source.Rows;
}
