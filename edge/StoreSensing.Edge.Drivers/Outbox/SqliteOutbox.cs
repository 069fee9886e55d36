using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Drivers.Outbox;

/// <summary>
/// The outbox in one SQLite file. Bounds, counting and faults are here; SQL is in <see cref="OutboxDatabase"/>. Every public member may be
/// called by any thread; each call waits for the disk.
/// </summary>
public sealed class SqliteOutbox : IOutbox
{
    private const int MaxToForget = 10_000;

    private readonly Lock _lock = new();
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<(string Session, SeqRange Range, bool IsRefused)> _toForget = [];
    private readonly UnlistedDrops _unlisted = new();
    private OutboxDatabase? _database;
    private long _count;
    private long _bytes;
    private long _dropped;
    private long _lastNumber;
    private bool _failing;
    private bool _disposed;

    /// <summary>Opens or makes the file; a damaged one is moved aside and a new one made.</summary>
    /// <exception cref="OutboxException">Another process holds the file, or the folder cannot be written.</exception>
    public SqliteOutbox(OutboxOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MaxAge, TimeSpan.Zero);
        (_options, _time, _logger) = (options, time, logger);
        _database = Open();
        if (_count > 0)
            _logger.Waiting(_options.File, _count);
    }

    /// <inheritdoc/>
    public OutboxStatus Status
    {
        get
        {
            lock (_lock)
            {
                var oldest = Guarded(database => database.Oldest(), null);
                var age = oldest is { } entry ? (_time.GetUtcNow() - entry.KeptAt).TotalSeconds : 0;
                return new OutboxStatus { Pending = _count, OldestSeconds = Math.Max(0, age), Dropped = _dropped };
            }
        }
    }

    /// <inheritdoc/>
    public bool Add(PublishableMessage message)
    {
        lock (_lock)
        {
            var size = message.Payload.Length + OutboxOptions.EntryOverhead;
            if (size > _options.MaxBytes)
            {
                NotKept(message, DropReason.TooLarge);
                _logger.TooLarge(_options.File, message.Payload.Length);
                return false;
            }
            if (!Guarded(database => Insert(database, message, size), false))
            {
                NotKept(message, DropReason.Disk);
                return false;
            }
            // Only a message that was kept proves it: reading works on a full disk, too.
            if (_failing)
                _logger.WritesAgain(_options.File, _dropped);
            _failing = false;
            return true;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEntry> Pending(long after, int max)
    {
        lock (_lock)
            return Guarded<IReadOnlyList<OutboxEntry>>(database => database.Pending(after, max), []);
    }

    /// <inheritdoc/>
    public int Acknowledge(string session, IReadOnlyList<SeqRange> ranges)
    {
        lock (_lock)
        {
            ToForget(session, ranges, isRefused: false);
            return Guarded(Forget, 0);
        }
    }

    /// <inheritdoc/>
    public void GiveUp(string session, IReadOnlyList<SeqRange> ranges)
    {
        lock (_lock)
        {
            ToForget(session, ranges, isRefused: true);
            Guarded(Forget, 0);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DroppedMessages> Drops()
    {
        lock (_lock)
            return [.. Guarded<IReadOnlyList<DroppedMessages>>(database => database.Dropped.Read(), []), .. _unlisted.All];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _database?.Dispose();
        }
    }

    private bool Insert(OutboxDatabase database, PublishableMessage message, long size)
    {
        var now = _time.GetUtcNow();
        var (count, bytes) = (_count, _bytes);
        var (byAge, bySize) = (new List<(string, long)>(), new List<(string, long)>());
        using (var transaction = database.Begin())
        {
            while (database.Oldest(transaction) is { } oldest)
            {
                var tooOld = now - oldest.KeptAt > _options.MaxAge;
                if (!tooOld && bytes + size <= _options.MaxBytes)
                    break;
                database.Delete(oldest.Number, transaction);
                count--;
                bytes -= oldest.Bytes + OutboxOptions.EntryOverhead;
                (tooOld ? byAge : bySize).Add((oldest.Session, oldest.Seq));
                database.Dropped.Note(oldest.Session, new SeqRange(oldest.Seq, oldest.Seq), tooOld ? DropReason.Age : DropReason.Size, now, transaction);
            }
            _unlisted.List(database.Dropped, transaction);
            _lastNumber = database.Insert(message, now, transaction);
            transaction.Commit();
        }
        (_count, _bytes) = (count + 1, bytes + size);
        _unlisted.Clear();
        _dropped += byAge.Count + bySize.Count;
        if (byAge.Count > 0)
            _logger.DroppedOldest(_options.File, $"older than {_options.MaxAge.TotalDays:0.#} days", byAge.Count, Numbers(byAge));
        if (bySize.Count > 0)
            _logger.DroppedOldest(_options.File, $"{_options.MaxBytes} bytes", bySize.Count, Numbers(bySize));
        return true;
    }

    private int Forget(OutboxDatabase database)
    {
        var forgotten = 0;
        var freed = 0L;
        var refused = new List<(string, long)>();
        using (var transaction = database.Begin())
        {
            foreach (var (session, range, isRefused) in _toForget)
            {
                foreach (var (seq, bytes) in database.Acknowledge(session, range, transaction))
                {
                    forgotten++;
                    freed += bytes + OutboxOptions.EntryOverhead;
                    if (!isRefused)
                        continue;
                    refused.Add((session, seq));
                    database.Dropped.Note(session, new SeqRange(seq, seq), DropReason.Refused, _time.GetUtcNow(), transaction);
                }
            }
            _unlisted.List(database.Dropped, transaction);
            transaction.Commit();
        }
        _toForget.Clear();
        _unlisted.Clear();
        _count -= forgotten;
        _bytes -= freed;
        _dropped += refused.Count;
        if (refused.Count > 0)
            _logger.Refused(_options.File, refused.Count, Numbers(refused));
        return forgotten;
    }

    // What the disk cannot forget now is forgotten with the next acknowledgement. Beyond the bound it is sent again after a restart.
    private void ToForget(string session, IReadOnlyList<SeqRange> ranges, bool isRefused)
    {
        foreach (var range in ranges)
            if (_toForget.Count < MaxToForget)
                _toForget.Add((session, range, isRefused));
    }

    private void NotKept(PublishableMessage message, DropReason reason)
    {
        _dropped++;
        _unlisted.Add(message, reason, _time.GetUtcNow());
    }

    // At most a handful for a log line; Drops has them all.
    private static string Numbers(List<(string Session, long Seq)> dropped) =>
        string.Join(", ", dropped.GroupBy(d => d.Session).Take(5).Select(s => $"{s.Key} {s.Min(d => d.Seq)}–{s.Max(d => d.Seq)}"));

    /// <summary>Runs one step on the file. What the disk refuses is logged once and answered with <paramref name="otherwise"/>.</summary>
    private T Guarded<T>(Func<OutboxDatabase, T> step, T otherwise)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return step(_database ??= Open());
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            _database?.Dispose();
            _database = null;
            _dropped += _count;
            _count = 0;
            try
            {
                MoveAside(e.Message);
            }
            catch (Exception unmoved) when (unmoved is IOException or UnauthorizedAccessException)
            {
                Failing(unmoved);
            }
        }
        catch (Exception e) when (e is SqliteException or OutboxException)
        {
            Failing(e);
        }
        return otherwise;
    }

    private void Failing(Exception e)
    {
        if (!_failing)
            _logger.CannotWrite(_options.File, e.Message);
        _failing = true;
    }

    private static bool IsDamage(SqliteException e) => e.SqliteErrorCode is OutboxDatabase.Corrupt or OutboxDatabase.NotADatabase;

    private OutboxDatabase Open()
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(_options.File)) is { } folder)
                Directory.CreateDirectory(folder);
            try
            {
                return OpenFile();
            }
            catch (SqliteException e) when (IsDamage(e))
            {
                MoveAside(e.Message);
                return OpenFile();
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is OutboxDatabase.Busy or OutboxDatabase.Locked)
        {
            throw new OutboxException($"outbox {_options.File} is in use by another process: two agents cannot share one outbox", e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new OutboxException($"outbox {_options.File} cannot be opened: {e.Message}", e);
        }
    }

    private OutboxDatabase OpenFile()
    {
        var database = new OutboxDatabase(_options.File, _lastNumber + 1);
        var (count, bytes, last) = database.Measure();
        _lastNumber = Math.Max(_lastNumber, last); // a new file in place of a damaged one must go on above it
        (_count, _bytes) = (count, bytes + (count * OutboxOptions.EntryOverhead));
        return database;
    }

    /// <summary>Keeps a damaged file, and its log, under a name with the date; it may be worth a look.</summary>
    private void MoveAside(string reason)
    {
        var aside = $"{_options.File}.corrupt-{_time.GetUtcNow():yyyyMMdd-HHmmss}";
        for (var again = 2; File.Exists(aside); again++)
            aside = $"{_options.File}.corrupt-{_time.GetUtcNow():yyyyMMdd-HHmmss}-{again}";
        File.Move(_options.File, aside);
        if (File.Exists(_options.File + "-wal"))
            File.Move(_options.File + "-wal", aside + "-wal");
        _logger.Damaged(_options.File, reason, aside);
    }
}
