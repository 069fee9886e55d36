using System.Text.Json;
using Microsoft.Data.Sqlite;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>The devices' table. Ids are remembered; <see cref="Forget"/> when rows were deleted.</summary>
internal sealed class SqliteDevices(SqliteConnection connection) : IDisposable
{
    private const int MostRemembered = 100_000;

    private readonly Dictionary<DeviceAddress, long> _ids = [];
    private readonly Statement _find = new(connection, "SELECT id FROM devices WHERE tenant = $0 AND store = $1 AND device = $2");
    private readonly Statement _add = new(connection, "INSERT INTO devices (tenant, store, device, heard) VALUES ($0, $1, $2, 0)");
    private readonly Statement _retained = new(connection, "SELECT state, describe FROM devices WHERE id = $0");
    private readonly Statement _setStatus = new(connection, "UPDATE devices SET state = $0, status = $1 WHERE id = $2");
    private readonly Statement _setDescribe = new(connection, "UPDATE devices SET describe = $0 WHERE id = $1");

    // No window at all is 0, and stays null.
    private readonly InsertStatement _heard = new(
        connection, "UPDATE devices SET heard = max(heard, ?), last_window_end = nullif(max(coalesce(last_window_end, 0), ?), 0) WHERE id = ?");

    public void Forget() => _ids.Clear();

    public long IdOf(DeviceAddress device)
    {
        if (_ids.TryGetValue(device, out var known))
            return known;
        if (Find(device) is not { } id)
        {
            _add.Run(device.Tenant, device.Store, device.Device);
            id = Find(device)!.Value;
        }
        if (_ids.Count >= MostRemembered)
            _ids.Clear();
        return _ids[device] = id;
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

    /// <summary>The device spoke now; its newest window of the batch ended so many seconds after the Unix epoch, 0 when it told none.</summary>
    public void Heard(long device, long windowEnd, DateTimeOffset now) => _heard.Add(now.ToUnixTimeSeconds()).Add(windowEnd).Add(device).Run();

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<IDisposable>)[_find, _add, _retained, _setStatus, _setDescribe, _heard])
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
