using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>A session's ledger and its row.</summary>
internal sealed record OpenLedger(long Id, SessionLedger Ledger)
{
    public bool Equals(OpenLedger? other) => Id == other?.Id;

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>The sessions' table. Ledgers stay open between batches; <see cref="Forget"/> when a batch failed or rows were deleted.</summary>
internal sealed class SqliteLedgers(SqliteConnection connection) : IDisposable
{
    private const int MostOpen = 100_000;

    private readonly Dictionary<(long Device, string Session), OpenLedger> _open = [];
    private readonly Statement _find = new(connection, "SELECT id, stored, duplicates, seen FROM sessions WHERE device = $0 AND session = $1");
    private readonly Statement _add =
        new(connection, "INSERT INTO sessions (device, session, stored, duplicates, seen, heard) VALUES ($0, $1, 0, 0, $2, $3) RETURNING id");
    private readonly InsertStatement _save = new(connection, "UPDATE sessions SET stored = ?, duplicates = ?, seen = ?, heard = ? WHERE id = ?");

    public void Forget() => _open.Clear();

    /// <summary>Before a batch: within one, a ledger that was closed and opened anew would lack what the first one noted.</summary>
    public void Trim()
    {
        if (_open.Count >= MostOpen)
            _open.Clear();
    }

    public OpenLedger Open(long device, DeviceAddress address, string session, DateTimeOffset now)
    {
        if (_open.TryGetValue((device, session), out var open))
            return open;
        return _open[(device, session)] = Find(device, address, session) ?? Add(device, address, session, now);
    }

    public void Save(OpenLedger ledger, DateTimeOffset now) =>
        _save.Add(ledger.Ledger.Stored).Add(ledger.Ledger.Duplicates).Add(CompactBlob.OfRanges(ledger.Ledger.Seen)).Add(now.ToUnixTimeSeconds()).Add(ledger.Id).Run();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _save.Dispose();
    }

    /// <summary>A ledger from a row with stored, duplicates and seen in columns 1 to 3.</summary>
    public static SessionLedger Read(DeviceAddress address, string session, SqliteDataReader row) =>
        new(address, session, row.GetInt64(1), row.GetInt64(2), CompactBlob.ToRanges(row.GetFieldValue<byte[]>(3)));

    private OpenLedger? Find(long device, DeviceAddress address, string session)
    {
        using var reader = _find.Read(device, session);
        return reader.Read() ? new OpenLedger(reader.GetInt64(0), Read(address, session, reader)) : null;
    }

    private OpenLedger Add(long device, DeviceAddress address, string session, DateTimeOffset now)
    {
        var empty = new SeqRanges();
        using var added = _add.Read(device, session, CompactBlob.OfRanges(empty), now.ToUnixTimeSeconds());
        added.Read();
        return new OpenLedger(added.GetInt64(0), new SessionLedger(address, session, 0, 0, empty));
    }
}
