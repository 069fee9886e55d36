using System.Text.Json;
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
    private readonly Statement _insertMessage;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _devices = new SqliteDevices(connection);
        _ledgers = new SqliteLedgers(connection);
        _figures = new SqliteFigureWriter(connection);
        _insertMessage = new Statement(connection, "INSERT INTO messages VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING");
    }

    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        using var transaction = new WriteTransaction(_connection);
        var stored = new List<AcceptedMetric>();
        var duplicates = 0;
        var states = new List<AcceptedStatus>();
        var layouts = new List<AcceptedDescribe>();
        var sessions = new Dictionary<(long Device, string Session), (long Id, SessionLedger Ledger)>();
        var heard = new HashSet<long>();
        foreach (var accepted in batch)
        {
            var device = _devices.IdOf(accepted.Device);
            heard.Add(device);
            switch (accepted)
            {
                case AcceptedStatus status when _devices.SetStatus(device, status.Message):
                    states.Add(status);
                    break;
                case AcceptedDescribe describe when _devices.SetDescribe(device, describe.Message):
                    layouts.Add(describe);
                    break;
                case AcceptedMetric metric:
                    var key = (device, metric.Message.Session);
                    if (!sessions.TryGetValue(key, out var session))
                        sessions[key] = session = _ledgers.Open(device, metric.Device, metric.Message.Session, now);
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
        foreach (var (id, ledger) in sessions.Values)
            _ledgers.Save(id, ledger, now);
        foreach (var device in heard)
            _devices.Heard(device, now);
        transaction.Commit();
        return new Commit(stored, duplicates, states, layouts);
    }

    public void Dispose()
    {
        _insertMessage.Dispose();
        _figures.Dispose();
        _ledgers.Dispose();
        _devices.Dispose();
    }

    private bool Insert(AcceptedMetric metric, long device, long session)
    {
        var message = metric.Message;
        var window = message.WindowStart.ToUnixTimeSeconds();
        var isNew = _insertMessage.Run(
            window, device, metric.Kind.Name(), session, message.Seq, message.WindowSeconds, message.ObservedSeconds, message.Late, message.Suppressed) == 1;
        if (isNew)
        {
            _figures.Insert(window, device, session, message);
            _devices.SawWindow(device, window + message.WindowSeconds);
        }
        return isNew;
    }
}

/// <summary>The devices' table.</summary>
internal sealed class SqliteDevices(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT id FROM devices WHERE tenant = $0 AND store = $1 AND device = $2");
    private readonly Statement _add = new(connection, "INSERT INTO devices (tenant, store, device, heard) VALUES ($0, $1, $2, 0)");
    private readonly Statement _retained = new(connection, "SELECT state, describe FROM devices WHERE id = $0");
    private readonly Statement _setStatus = new(connection, "UPDATE devices SET state = $0, status = $1 WHERE id = $2");
    private readonly Statement _setDescribe = new(connection, "UPDATE devices SET describe = $0 WHERE id = $1");
    private readonly Statement _sawWindow =
        new(connection, "UPDATE devices SET last_window_end = max(coalesce(last_window_end, 0), $0) WHERE id = $1");
    private readonly Statement _heard = new(connection, "UPDATE devices SET heard = max(heard, $0) WHERE id = $1");

    public long IdOf(DeviceAddress device)
    {
        if (Find(device) is { } id)
            return id;
        _add.Run(device.Tenant, device.Store, device.Device);
        return Find(device)!.Value;
    }

    /// <summary>True when the state word is another than before.</summary>
    public bool SetStatus(long device, StatusMessage status)
    {
        var before = Retained(device, 0);
        _setStatus.Run(status.State, JsonSerializer.Serialize(status, WireJson.Default.StatusMessage), device);
        return before != status.State;
    }

    /// <summary>True when anything in it is new.</summary>
    public bool SetDescribe(long device, DescribeMessage describe)
    {
        var json = JsonSerializer.Serialize(describe, WireJson.Default.DescribeMessage);
        if (Retained(device, 1) == json)
            return false;
        _setDescribe.Run(json, device);
        return true;
    }

    public void SawWindow(long device, long end) => _sawWindow.Run(end, device);

    public void Heard(long device, DateTimeOffset now) => _heard.Run(now.ToUnixTimeSeconds(), device);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_find, _add, _retained, _setStatus, _setDescribe, _sawWindow, _heard])
            statement.Dispose();
    }

    private long? Find(DeviceAddress device)
    {
        using var reader = _find.Read(device.Tenant, device.Store, device.Device);
        return reader.Read() ? reader.GetInt64(0) : null;
    }

    private string? Retained(long device, int column)
    {
        using var reader = _retained.Read(device);
        return reader.Read() && !reader.IsDBNull(column) ? reader.GetString(column) : null;
    }
}

/// <summary>The sessions' table.</summary>
internal sealed class SqliteLedgers(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT id, stored, duplicates, seen FROM sessions WHERE device = $0 AND session = $1");
    private readonly Statement _add =
        new(connection, "INSERT INTO sessions (device, session, stored, duplicates, seen, heard) VALUES ($0, $1, 0, 0, $2, $3) RETURNING id");
    private readonly Statement _save = new(connection, "UPDATE sessions SET stored = $0, duplicates = $1, seen = $2, heard = $3 WHERE id = $4");

    public (long Id, SessionLedger Ledger) Open(long device, DeviceAddress address, string session, DateTimeOffset now)
    {
        using (var reader = _find.Read(device, session))
        {
            if (reader.Read())
                return (reader.GetInt64(0), Read(address, session, reader));
        }
        var empty = new SeqRanges();
        using var added = _add.Read(device, session, CompactBlob.OfRanges(empty), now.ToUnixTimeSeconds());
        added.Read();
        return (added.GetInt64(0), new SessionLedger(address, session, 0, 0, empty));
    }

    public void Save(long id, SessionLedger ledger, DateTimeOffset now) =>
        _save.Run(ledger.Stored, ledger.Duplicates, CompactBlob.OfRanges(ledger.Seen), now.ToUnixTimeSeconds(), id);

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _save.Dispose();
    }

    /// <summary>A ledger from a row with stored, duplicates and seen in columns 1 to 3.</summary>
    public static SessionLedger Read(DeviceAddress address, string session, SqliteDataReader row) =>
        new(address, session, row.GetInt64(1), row.GetInt64(2), CompactBlob.ToRanges(row.GetFieldValue<byte[]>(3)));
}
