using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>The store for several cloud processes: InfluxDB 1.x, 2.x, 3.x. The server is met at the first call, so that it may start later than this program.</summary>
public sealed class InfluxMetricStore : IMetricStore
{
    private readonly InfluxGate _gate;
    private readonly InfluxAppender _appender;
    private readonly FigureRows _rows;
    private readonly SessionPoints _sessions;
    private readonly DevicePoints _devices;
    private readonly InfluxFolder _folder;
    private readonly Lock _folding = new(); // before the other, where both are taken
    private readonly Lock _writing = new();
    private volatile string? _lastFault;

    /// <summary>Nothing is asked of the server yet: <see cref="Open"/>.</summary>
    public InfluxMetricStore(InfluxOptions options)
        : this(options, new HttpInfluxLink(options), Thread.Sleep)
    {
    }

    internal InfluxMetricStore(InfluxOptions options, IInfluxLink link, Action<TimeSpan> wait)
    {
        _gate = new InfluxGate(link, options, wait);
        var unfolded = new Unfolded(_gate);
        _rows = new FigureRows(_gate, unfolded);
        _sessions = new SessionPoints(_gate);
        _devices = new DevicePoints(_gate);
        _appender = new InfluxAppender(_gate, _sessions, _devices);
        _folder = new InfluxFolder(_gate, _rows, unfolded, Forget);
    }

    /// <summary>A query of the migration's own.</summary>
    internal IEnumerable<InfluxRow> Rows(string influxQl) => Guarded(_gate.Rows(influxQl));

    internal int Remembered => _appender.Remembered;

    /// <summary>Meets the server and makes the database ready; its version. Throws <see cref="StoreException"/> with one sentence when it can't be used.</summary>
    public string Open()
    {
        _gate.Open();
        return _gate.Version.Text;
    }

    /// <summary>Why the server can't be reached now, in a sentence; null when it answers.</summary>
    public string? Unreachable() => _gate.Unreachable();

    /// <summary>Meets a server, writes and reads back a point with every type of field, and counts what is there. Throws <see cref="StoreException"/>.</summary>
    public static InfluxReport Inspect(InfluxOptions options)
    {
        using var store = new InfluxMetricStore(options);
        return store.Guard(() => InfluxCheck.Run(store._gate, store._devices));
    }

    /// <inheritdoc/>
    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        lock (_writing)
        {
            try
            {
                var commit = Guard(() => _appender.Append(batch, now));
                _lastFault = null;
                return commit;
            }
            catch (StoreException e)
            {
                _lastFault = e.Message;
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Zones, store, range, coarsest, ("zone", zone)));

    /// <inheritdoc/>
    public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer = null, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Heat, store, range, coarsest, ("layer", layer)));

    /// <inheritdoc/>
    public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Lines, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Expressions, store, range, coarsest, ("zone", zone)));

    /// <inheritdoc/>
    public IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display = null, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Attention, store, range, coarsest, ("display", display)));

    /// <inheritdoc/>
    public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone = null, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Arousal, store, range, coarsest, ("zone", zone)));

    /// <inheritdoc/>
    public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Flow, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Queues, store, range, coarsest));

    /// <inheritdoc/>
    public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range, RollUp coarsest = RollUp.None) => Guarded(_rows.Rows(FigureShapes.Occupancy, store, range, coarsest));

    /// <inheritdoc/>
    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store = null) => Guard(() => _devices.Devices(store));

    /// <inheritdoc/>
    public IReadOnlyList<SessionLedger> Sessions(int max) => Guard(() => _sessions.Newest(max));

    /// <inheritdoc/>
    public bool RollUpSlice(DateTimeOffset until)
    {
        lock (_folding)
            return Guard(() => _folder.Run(until));
    }

    /// <inheritdoc/>
    public ExpiryProof Expire(Expiry expiry)
    {
        // What is being folded may be among what is deleted.
        lock (_folding)
        {
            lock (_writing)
            {
                _appender.Forget();
                return Guard(() => new InfluxExpiry(_gate, _devices).Run(expiry));
            }
        }
    }

    /// <inheritdoc/>
    public string? Problem() => _lastFault ?? _gate.Problem();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_folding)
        {
            lock (_writing)
            {
                _folder.Dispose();
                _appender.Dispose();
                _gate.Dispose();
            }
        }
    }

    private void Forget(IReadOnlyList<Mark> marks)
    {
        lock (_writing)
            _appender.Forget(marks);
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException)
        {
            throw new StoreException($"{_gate.Options}: holds something that this program has not written: {e.Message}", e);
        }
    }

    // A row is read when it is asked for, so an error comes then.
    private IEnumerable<T> Guarded<T>(IEnumerable<T> rows)
    {
        using var enumerator = rows.GetEnumerator();
        while (Guard(enumerator.MoveNext))
            yield return enumerator.Current;
    }
}

/// <summary>What a server holds of ours.</summary>
public sealed record InfluxReport(string Version, long Devices, long Sessions, long Messages);
