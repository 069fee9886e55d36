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
    private readonly List<(string Session, SeqRange Range)> _toForget = [];
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
    public void Add(PublishableMessage message)
    {
        lock (_lock)
        {
            var size = message.Payload.Length + OutboxOptions.EntryOverhead;
            if (size > _options.MaxBytes)
            {
                _dropped++;
                _logger.TooLarge(_options.File, message.Payload.Length);
                return;
            }
            if (!Guarded(database => Insert(database, message, size), false))
                _dropped++;
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
            // What the disk cannot forget now is forgotten with the next acknowledgement. Beyond the bound it is sent again after a restart.
            foreach (var range in ranges)
                if (_toForget.Count < MaxToForget)
                    _toForget.Add((session, range));
            return Guarded(Forget, 0);
        }
    }

    /// <inheritdoc/>
    public void GiveUp(string session, IReadOnlyList<SeqRange> ranges)
    {
        lock (_lock)
        {
            var before = _count;
            Acknowledge(session, ranges);
            var refused = before - _count;
            if (refused == 0)
                return;
            _dropped += refused;
            _logger.Refused(_options.File, refused);
        }
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
        long droppedByAge = 0, droppedBySize = 0;
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
                if (tooOld)
                    droppedByAge++;
                else
                    droppedBySize++;
            }
            _lastNumber = database.Insert(message, now, transaction);
            transaction.Commit();
        }
        (_count, _bytes) = (count + 1, bytes + size);
        _dropped += droppedByAge + droppedBySize;
        if (droppedByAge > 0)
            _logger.DroppedOldest(_options.File, $"older than {_options.MaxAge.TotalDays:0.#} days", droppedByAge);
        if (droppedBySize > 0)
            _logger.DroppedOldest(_options.File, $"{_options.MaxBytes} bytes", droppedBySize);
        return true;
    }

    private int Forget(OutboxDatabase database)
    {
        var forgotten = 0;
        var freed = 0L;
        using (var transaction = database.Begin())
        {
            foreach (var (session, range) in _toForget)
            {
                var (count, bytes) = database.Acknowledge(session, range, transaction);
                forgotten += count;
                freed += bytes + ((long)count * OutboxOptions.EntryOverhead);
            }
            transaction.Commit();
        }
        _toForget.Clear();
        _count -= forgotten;
        _bytes -= freed;
        return forgotten;
    }

    /// <summary>Runs one step on the file. What the disk refuses is logged once and answered with <paramref name="otherwise"/>.</summary>
    private T Guarded<T>(Func<OutboxDatabase, T> step, T otherwise)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            var result = step(_database ??= Open());
            if (_failing)
                _logger.WritesAgain(_options.File, _dropped);
            _failing = false;
            return result;
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
