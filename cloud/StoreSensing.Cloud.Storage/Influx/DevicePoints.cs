using System.Text.Json;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Devices as points: when each was heard and its newest window (one point a device, day and writer), and what it says of itself (likewise, when it says
/// something). The newest of any writer counts.
/// </summary>
internal sealed class DevicePoints(InfluxGate gate)
{
    // Devices of one query: some kilobytes of text.
    private const int MostDevices = 100;

    public static void WriteHeard(LineBuffer line, DeviceAddress device, string writer, long? windowEnd, DateTimeOffset now)
    {
        Begin(line, InfluxNames.Devices, device, writer);
        line.Field("heard", now.ToUnixTimeMilliseconds());
        line.Field("window_end", windowEnd);
        line.End(PointTime.OfDay(now));
    }

    /// <summary>Both, also when only one is new: the point of a day must hold what was said on earlier ones.</summary>
    public static void WriteState(LineBuffer line, DeviceAddress device, string writer, DeviceState state, DateTimeOffset now)
    {
        Begin(line, InfluxNames.States, device, writer);
        if (state.Status is not null)
        {
            line.Field("status_heard", state.StatusHeard);
            LongText.Write(line, "status", state.Status, rewritten: true);
        }
        if (state.Describe is not null)
        {
            line.Field("describe_heard", state.DescribeHeard);
            LongText.Write(line, "describe", state.Describe, rewritten: true);
        }
        line.End(PointTime.OfDay(now));
    }

    /// <summary>What these devices said last.</summary>
    public Dictionary<DeviceAddress, DeviceState> States(IReadOnlyCollection<DeviceAddress> devices)
    {
        var states = new Dictionary<DeviceAddress, DeviceState>();
        foreach (var where in Where(devices))
            States(where, states);
        return states;
    }

    /// <summary>Ends of the newest windows of these devices, Unix seconds.</summary>
    public Dictionary<DeviceAddress, long> WindowEnds(IReadOnlyCollection<DeviceAddress> devices)
    {
        var ends = new Dictionary<DeviceAddress, long>();
        foreach (var where in Where(devices))
            foreach (var (device, heard) in Heard(where))
                if (heard.WindowEnd is { } end)
                    ends[device] = end;
        return ends;
    }

    /// <summary>Every device, with when it was heard last, milliseconds since the Unix epoch.</summary>
    public Dictionary<DeviceAddress, (long Heard, long? WindowEnd)> Heard() => Heard("");

    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store)
    {
        if (store is not null && !(Identifier.IsValid(store.Tenant) && Identifier.IsValid(store.Store)))
            return [];
        var where = store is null ? "" : $" WHERE {InfluxNames.Of(store)}";
        var states = new Dictionary<DeviceAddress, DeviceState>();
        var heard = Heard(where);
        if (heard.Count > 0)
            States(where, states);
        return
        [
            .. heard.OrderBy(h => h.Key.Tenant, StringComparer.Ordinal).ThenBy(h => h.Key.Store, StringComparer.Ordinal).ThenBy(h => h.Key.Device, StringComparer.Ordinal)
                .Select(h => Record(h.Key, states.GetValueOrDefault(h.Key), h.Value.WindowEnd)),
        ];
    }

    private static DeviceRecord Record(DeviceAddress device, DeviceState? state, long? windowEnd) => new(
        device,
        state?.Status is { } status ? JsonSerializer.Deserialize(status, WireJson.Default.StatusMessage) : null,
        state?.Describe is { } describe ? JsonSerializer.Deserialize(describe, WireJson.Default.DescribeMessage) : null,
        windowEnd is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null);

    private Dictionary<DeviceAddress, (long Heard, long? WindowEnd)> Heard(string where)
    {
        var devices = new Dictionary<DeviceAddress, (long Heard, long? WindowEnd)>();
        foreach (var row in gate.Rows($"SELECT \"heard\", \"window_end\" FROM {InfluxNames.Devices}{where} GROUP BY * ORDER BY time DESC LIMIT 1"))
        {
            var device = AddressOf(row);
            var before = devices.GetValueOrDefault(device);
            devices[device] = (Math.Max(before.Heard, row.Long("heard") ?? 0), Max(before.WindowEnd, row.Long("window_end")));
        }
        return devices;
    }

    private void States(string where, Dictionary<DeviceAddress, DeviceState> states)
    {
        var query = $"SELECT \"status_heard\", \"describe_heard\", {LongText.Select("status")}, {LongText.Select("describe")} FROM {InfluxNames.States}{where} GROUP BY * ORDER BY time DESC LIMIT 1";
        foreach (var row in gate.Rows(query))
        {
            var device = AddressOf(row);
            var state = states.GetValueOrDefault(device) ?? new DeviceState();
            if (LongText.Read(row, "status") is { } status && (row.Long("status_heard") ?? 0) is var statusHeard && (state.Status is null || statusHeard >= state.StatusHeard))
                state = state with { Status = status, StatusHeard = statusHeard };
            if (LongText.Read(row, "describe") is { } describe && (row.Long("describe_heard") ?? 0) is var describeHeard && (state.Describe is null || describeHeard >= state.DescribeHeard))
                state = state with { Describe = describe, DescribeHeard = describeHeard };
            states[device] = state;
        }
    }

    private static IEnumerable<string> Where(IReadOnlyCollection<DeviceAddress> devices) => devices.Chunk(MostDevices).Select(chunk => " WHERE " + InfluxNames.AnyOf(chunk));

    private static DeviceAddress AddressOf(InfluxRow row) => new(row.Must("tenant"), row.Must("store"), row.Must("device"));

    private static void Begin(LineBuffer line, string measurement, DeviceAddress device, string writer)
    {
        line.Begin(measurement);
        FigurePoints.Device(line, device);
        line.Tag("writer", writer);
    }

    private static long? Max(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}

/// <summary>What a device said last, as JSON, and when it said so, milliseconds since the Unix epoch.</summary>
internal sealed record DeviceState(string? Status = null, long StatusHeard = 0, string? Describe = null, long DescribeHeard = 0);
