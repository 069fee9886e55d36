using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Writes batches, a transaction each. One thread at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteDevices _devices;
    private readonly SqliteLedgers _ledgers;
    private readonly SqliteFigureWriter _figures;
    private readonly SqliteUnfolded _unfolded;
    private readonly SqliteFolder _folder;
    private readonly InsertStatement _insertMessage;
    private readonly Dictionary<long, long> _windowEnds = [];
    private long _otherWriters = -1;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _devices = new SqliteDevices(connection);
        _ledgers = new SqliteLedgers(connection);
        _figures = new SqliteFigureWriter(connection);
        _unfolded = new SqliteUnfolded(connection);
        _folder = new SqliteFolder(connection, _unfolded);
        _insertMessage = new InsertStatement(connection, "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }

    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        try
        {
            using var transaction = new WriteTransaction(_connection);
            ForgetWhatOthersChanged();
            var commit = Insert(batch, now);
            transaction.Commit();
            return commit;
        }
        catch
        {
            // What was remembered of this transaction never was.
            Forget();
            throw;
        }
    }

    /// <summary>A slice of folding; false when nothing is left that ended before the instant.</summary>
    public bool Fold(DateTimeOffset until) => _folder.Run(until);

    /// <summary>Nothing that is remembered holds any more: rows were deleted.</summary>
    public void Forget()
    {
        _devices.Forget();
        _ledgers.Forget();
        _unfolded.Forget();
    }

    public void Dispose()
    {
        _insertMessage.Dispose();
        _folder.Dispose();
        _unfolded.Dispose();
        _figures.Dispose();
        _ledgers.Dispose();
        _devices.Dispose();
    }

    private Commit Insert(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        var stored = new List<AcceptedMetric>(batch.Count);
        var duplicates = 0;
        var states = new List<AcceptedStatus>();
        var layouts = new List<AcceptedDescribe>();
        var sessions = new HashSet<OpenLedger>();
        _windowEnds.Clear();
        _ledgers.Trim();
        foreach (var accepted in batch)
        {
            var device = _devices.IdOf(accepted.Device);
            _windowEnds.TryAdd(device, 0);
            switch (accepted)
            {
                case AcceptedStatus status when _devices.SetStatus(device, status.Message):
                    states.Add(status);
                    break;
                case AcceptedDescribe describe when _devices.SetDescribe(device, describe.Message):
                    layouts.Add(describe);
                    break;
                case AcceptedMetric metric:
                    var session = _ledgers.Open(device, metric.Device, metric.Message.Session, now);
                    sessions.Add(session);
                    var isNew = Insert(metric, device, session.Id);
                    session.Ledger.Note(metric.Message.Seq, isNew);
                    if (isNew)
                        stored.Add(metric);
                    else
                        duplicates++;
                    break;
                default:
                    break;
            }
        }
        foreach (var session in sessions)
            _ledgers.Save(session, now);
        foreach (var (device, windowEnd) in _windowEnds)
            _devices.Heard(device, windowEnd, now);
        return new Commit(stored, duplicates, states, layouts);
    }

    private bool Insert(AcceptedMetric metric, long device, long session)
    {
        var message = metric.Message;
        var window = message.WindowStart.ToUnixTimeSeconds();
        var isNew = _insertMessage.Add(window).Add(device).Add(metric.Kind.Name()).Add(session).Add(message.Seq).Add(message.WindowSeconds)
            .Add(message.ObservedSeconds).Add(message.Late ? 1 : 0).Add(message.Suppressed).Add(metric.ClockSkewSeconds).Run() == 1;
        if (!isNew)
            return false;
        _figures.Insert(window, device, session, message);
        _unfolded.Mark(window, metric.Kind, device);
        _windowEnds[device] = Math.Max(_windowEnds[device], window + message.WindowSeconds);
        return true;
    }

    // Another process may erase devices, or fold, between two batches.
    private void ForgetWhatOthersChanged()
    {
        var version = SqliteSchema.Scalar(_connection, "PRAGMA data_version");
        if (version != _otherWriters)
            Forget();
        _otherWriters = version;
    }
}
