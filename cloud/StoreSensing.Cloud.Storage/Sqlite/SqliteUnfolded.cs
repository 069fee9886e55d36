using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Marks buckets that must be folded, anew if they were before. What is marked is remembered, as a bucket gets many messages.</summary>
internal sealed class SqliteUnfolded(SqliteConnection connection) : IDisposable
{
    private const int MostRemembered = 100_000;

    private readonly HashSet<(long Bucket, MessageKind Kind, long Device)> _marked = [];
    private readonly InsertStatement _mark = new(connection, "INSERT INTO unfolded (level, bucket, kind, device) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");

    /// <summary>Nothing is remembered any more: buckets were folded, or another process had the file.</summary>
    public void Forget() => _marked.Clear();

    /// <summary>A window that begins at this second has changed.</summary>
    public void Mark(long window, MessageKind kind, long device)
    {
        var bucket = Start(RollUp.QuarterHour, window);
        if (_marked.Count >= MostRemembered)
            _marked.Clear();
        if (_marked.Add((bucket, kind, device)))
            Mark(RollUp.QuarterHour, bucket, kind.Name(), device);
    }

    public void Mark(RollUp level, long bucket, string kind, long device) => _mark.Add(level.Seconds()).Add(bucket).Add(kind).Add(device).Run();

    public void Dispose() => _mark.Dispose();

    /// <summary>Start of the bucket that holds a second since the Unix epoch; no window is before the epoch.</summary>
    public static long Start(RollUp level, long second) => second - (second % level.Seconds());
}
