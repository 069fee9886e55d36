using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Marks the quarter-hours that messages touch, ahead of their figures: what is durable is marked. A mark is remembered, as a bucket gets many messages, but not for
/// long, because another process may close it when it seems abandoned (<see cref="Unfolded"/>). One thread at a time.
/// </summary>
internal sealed class UnfoldedMarks(string writer)
{
    private const int MostRemembered = 50_000;
    private static readonly long Reliable = (long)TimeSpan.FromMinutes(30).TotalMilliseconds;

    private readonly Dictionary<(string Tenant, string Store, MessageKind Kind, long Bucket), long> _marked = [];

    /// <summary>Marks remembered, for the test that they stay bounded.</summary>
    public int Remembered => _marked.Count;

    /// <summary>Writes a mark for a window's bucket, unless there is one.</summary>
    public void Mark(BatchWriter lines, DeviceAddress device, MessageKind kind, DateTimeOffset window, DateTimeOffset now)
    {
        var bucket = PointTime.BucketOf(RollUp.QuarterHour, window.ToUnixTimeSeconds());
        var key = (device.Tenant, device.Store, kind, bucket);
        var at = now.ToUnixTimeMilliseconds();
        if (_marked.TryGetValue(key, out var before) && at >= before && at - before < Reliable)
            return;
        if (_marked.Count >= MostRemembered)
            _marked.Clear();
        _marked[key] = at;
        Unfolded.Write(lines.Line, StoreAddress.Of(device), kind, RollUp.QuarterHour, bucket, writer, at);
        lines.LineDone();
    }

    /// <summary>This mark is about to be closed: what comes from now on makes another.</summary>
    public void Forget(Mark mark) => _marked.Remove((mark.Shop.Tenant, mark.Shop.Store, mark.Kind, mark.Bucket));

    /// <summary>Nobody knows what is marked.</summary>
    public void Forget() => _marked.Clear();
}
