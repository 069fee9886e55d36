using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Reads rows back, each query on a connection of its own.</summary>
internal sealed class SqliteReader(Func<SqliteConnection> open)
{
    // Every row begins with these: see Origin.
    private const string Key = "window, device, session, seq, seconds, observed";

    public IEnumerable<Row<ZoneFigures>> Zones(StoreAddress store, TimeRange range, string? zone) => Rows(
        "zone_rows",
        "zone, zone_observed, visits, engaged_visits, counts_since, counts_withheld, person_seconds, person_seconds_withheld, occupancy_peak, occupancy_now, "
        + "dwell_withheld, dwell_since, dwell_visits, dwell_censored, dwell_median, dwell_p90, dwell_sketch, "
        + "dwell_censored_sketch, dwell_survival_median, dwell_survival_low, dwell_survival_high",
        store, range, r => new ZoneFigures
        {
            Zone = r.GetString(6), ObservedSeconds = r.GetDouble(7),
            Visits = Whole(r, 8), EngagedVisits = Whole(r, 9), CountsSince = Instant(r, 10), CountsWithheld = Text(r, 11),
            PersonSeconds = Number(r, 12), PersonSecondsWithheld = Text(r, 13), OccupancyPeak = Whole(r, 14), OccupancyNow = Whole(r, 15),
            DwellWithheld = Text(r, 16),
            Dwell = r.IsDBNull(17) ? null : new DwellFigures
            {
                Since = Time(r.GetInt64(17)), Visits = r.GetInt32(18), Censored = r.GetInt32(19), MedianSeconds = r.GetDouble(20),
                P90Seconds = r.GetDouble(21), Sketch = CompactBlob.ToSketch(r.GetFieldValue<byte[]>(22)),
                CensoredSketch = CompactBlob.ToSketch(r.GetFieldValue<byte[]>(23)),
                KaplanMeier = new KaplanMeierFigures { MedianSeconds = Number(r, 24), LowSeconds = Number(r, 25), HighSeconds = Number(r, 26) },
            },
        }, ("zone", zone));

    public IEnumerable<Row<HeatFigures>> Heat(StoreAddress store, TimeRange range, string? layer) => Rows(
        "heat_rows", "surface, layer, columns, rows, surface_observed, cells, counts_people, merge_pairs, merge_ambiguous, merge_rms", store, range, r =>
        {
            var (cells, values) = CompactBlob.ToHeat(r.GetFieldValue<byte[]>(11));
            return new HeatFigures
            {
                Surface = r.GetString(6), Layer = r.GetString(7), Columns = r.GetInt32(8), Rows = r.GetInt32(9), ObservedSeconds = r.GetDouble(10),
                Cells = cells,
                PersonSeconds = r.GetBoolean(12) ? null : values,
                People = r.GetBoolean(12) ? [.. values.Select(v => (int)v)] : null,
                Merge = r.IsDBNull(13) ? null : new MergeFigures { Pairs = r.GetInt32(13), Ambiguous = r.GetInt32(14), RmsMetres = Number(r, 15) },
            };
        }, ("layer", layer));

    public IEnumerable<Row<LineFigures>> Lines(StoreAddress store, TimeRange range) => Rows(
        "line_rows", "line, line_observed, crossed_in, crossed_out, since, withheld", store, range, r => new LineFigures
        {
            Line = r.GetString(6), ObservedSeconds = r.GetDouble(7), In = Whole(r, 8), Out = Whole(r, 9), Since = Instant(r, 10), Withheld = Text(r, 11),
        });

    public IEnumerable<Row<ExpressionFigures>> Expressions(StoreAddress store, TimeRange range, string? zone) => Rows(
        "expression_rows", "zone, withheld, since, contributors, positive, neutral, negative, surprise, abstained, estimate", store, range, r => new ExpressionFigures
        {
            Zone = r.GetString(6),
            Withheld = Text(r, 7),
            Shares = r.IsDBNull(8) ? null : new ExpressionShares
            {
                Since = Time(r.GetInt64(8)), Contributors = r.GetInt32(9),
                Decisions = new ExpressionDecisions
                {
                    Positive = r.GetInt32(10), Neutral = r.GetInt32(11), Negative = r.GetInt32(12), Surprise = r.GetInt32(13), Abstained = r.GetInt32(14),
                },
                Estimate = Json(r, 15, WireJson.Default.ExpressionEstimate),
            },
        }, ("zone", zone));

    public IEnumerable<Row<AttentionFigures>> Attention(StoreAddress store, TimeRange range, string? display) => Rows(
        "attention_rows", "display, display_observed, funnel, funnel_withheld, attention, attention_withheld, interest, interest_withheld", store, range,
        r => new AttentionFigures
        {
            Display = r.GetString(6), ObservedSeconds = r.GetDouble(7),
            Funnel = Json(r, 8, WireJson.Default.FunnelFigures), FunnelWithheld = Text(r, 9),
            Attention = Json(r, 10, WireJson.Default.AttentionBlock), AttentionWithheld = Text(r, 11),
            Interest = Json(r, 12, WireJson.Default.InterestBlock), InterestWithheld = Text(r, 13),
        }, ("display", display));

    public IEnumerable<Row<StudyArousal>> Arousal(StoreAddress store, TimeRange range, string? zone) => Rows(
        "arousal_rows", "zone, study, arousal, withheld", store, range,
        r => new StudyArousal(Text(r, 7), new ArousalFigures { Zone = r.GetString(6), Arousal = Json(r, 8, WireJson.Default.ArousalBlock), Withheld = Text(r, 9) }),
        ("zone", zone));

    public IEnumerable<Row<FlowFigures>> Flow(StoreAddress store, TimeRange range) => Rows(
        "flow_rows", "surface, surface_observed, block, block_withheld", store, range, r => new FlowFigures
        {
            Surface = r.GetString(6), ObservedSeconds = r.GetDouble(7),
            Block = Json(r, 8, WireJson.Default.FlowBlock),
            BlockWithheld = Text(r, 9),
        });

    public IEnumerable<Row<QueueFigures>> Queues(StoreAddress store, TimeRange range) => Rows(
        "queue_rows",
        "queue, queue_observed, length_mean, length_peak, length_now, arrived, served, abandoned, cut, served_per_hour, "
        + "wait_since, wait_people, wait_median, wait_p90, wait_total, wait_sketch, wait_withheld, little_ratio",
        store, range, r => new QueueFigures
        {
            Queue = r.GetString(6), ObservedSeconds = r.GetDouble(7), LengthMean = r.GetDouble(8), LengthPeak = r.GetInt32(9), LengthNow = r.GetInt32(10),
            Arrived = r.GetInt32(11), Served = r.GetInt32(12), Abandoned = r.GetInt32(13), Cut = r.GetInt32(14), ServedPerHour = Number(r, 15),
            Wait = r.IsDBNull(16) ? null : new WaitFigures
            {
                Since = Time(r.GetInt64(16)), People = r.GetInt32(17), MedianSeconds = r.GetDouble(18), P90Seconds = r.GetDouble(19),
                TotalSeconds = r.GetDouble(20), Sketch = CompactBlob.ToSketch(r.GetFieldValue<byte[]>(21)),
            },
            WaitWithheld = Text(r, 22),
            LittleRatio = Number(r, 23),
        });

    public IEnumerable<Row<OccupancyFigures>> Occupancy(StoreAddress store, TimeRange range) => Rows(
        "occupancy_rows", "entrances, entrances_observed, came_in, went_out, occupancy, peak, clamped, drift, reset_at, time_zone", store, range,
        r => new OccupancyFigures
        {
            Group = r.GetString(6), ObservedSeconds = r.GetDouble(7), In = r.GetInt32(8), Out = r.GetInt32(9), Occupancy = r.GetInt32(10),
            Peak = r.GetInt32(11), Clamped = r.GetInt32(12), Drift = Whole(r, 13), ResetAt = r.GetString(14), TimeZone = r.GetString(15),
        });

    public IReadOnlyList<DeviceRecord> Devices(StoreAddress? store)
    {
        using var connection = open();
        using var statement = new Statement(
            connection,
            "SELECT tenant, store, device, status, describe, last_window_end FROM devices "
            + "WHERE ($0 IS NULL OR tenant = $0) AND ($1 IS NULL OR store = $1) ORDER BY tenant, store, device");
        using var r = statement.Read(store?.Tenant, store?.Store);
        var devices = new List<DeviceRecord>();
        while (r.Read())
            devices.Add(new DeviceRecord(
                new DeviceAddress(r.GetString(0), r.GetString(1), r.GetString(2)),
                Json(r, 3, WireJson.Default.StatusMessage),
                Json(r, 4, WireJson.Default.DescribeMessage),
                r.IsDBNull(5) ? null : Time(r.GetInt64(5))));
        return devices;
    }

    public IReadOnlyList<SessionLedger> Sessions(int max)
    {
        using var connection = open();
        using var statement = new Statement(
            connection,
            "SELECT s.session, s.stored, s.duplicates, s.seen, d.tenant, d.store, d.device FROM sessions s JOIN devices d ON d.id = s.device "
            + "ORDER BY s.heard DESC, s.id DESC LIMIT $0");
        using var r = statement.Read(max);
        var sessions = new List<SessionLedger>();
        while (r.Read())
            sessions.Add(SqliteLedgers.Read(new DeviceAddress(r.GetString(4), r.GetString(5), r.GetString(6)), r.GetString(0), r));
        return sessions;
    }

    private IEnumerable<Row<T>> Rows<T>(
        string table, string columns, StoreAddress store, TimeRange range, Func<SqliteDataReader, T> read, (string Column, string? Value) only = default)
    {
        using var connection = open();
        var devices = DeviceNames(connection, store);
        var sessions = new SessionNames(connection);
        // The device ids are numbers of our own, so they may stand in the text.
        using var statement = new Statement(
            connection,
            $"SELECT {Key}, {columns} FROM {table} WHERE window >= $0 AND window < $1 AND device IN ({string.Join(',', devices.Keys)}) "
            + $"{(only.Value is null ? "" : $"AND {only.Column} = $2 ")}ORDER BY window");
        var (from, to) = (FirstSecond(range.From), FirstSecond(range.To));
        using var r = only.Value is null ? statement.Read(from, to) : statement.Read(from, to, only.Value);
        while (r.Read())
        {
            var origin = new WindowOrigin(
                Time(r.GetInt64(0)), r.GetInt32(4), r.GetDouble(5), devices[r.GetInt64(1)], sessions.Of(r.GetInt64(2)), r.GetInt64(3));
            yield return new Row<T>(origin, read(r));
        }
    }

    private static Dictionary<long, string> DeviceNames(SqliteConnection connection, StoreAddress store)
    {
        using var statement = new Statement(connection, "SELECT id, device FROM devices WHERE tenant = $0 AND store = $1");
        using var r = statement.Read(store.Tenant, store.Store);
        var names = new Dictionary<long, string>();
        while (r.Read())
            names[r.GetInt64(0)] = r.GetString(1);
        return names;
    }

    // Windows start on whole seconds: one that starts at or after an instant starts at or after the next whole second.
    private static long FirstSecond(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static T? Json<T>(SqliteDataReader r, int column, JsonTypeInfo<T> type)
        where T : class => r.IsDBNull(column) ? null : JsonSerializer.Deserialize(r.GetString(column), type);

    private static double? Number(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDouble(column);

    private static int? Whole(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt32(column);

    private static DateTimeOffset? Instant(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : Time(r.GetInt64(column));

    private static DateTimeOffset Time(long unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
}

/// <summary>The texts of session ids, fetched as they are met: a range of time has few of the file's sessions.</summary>
internal sealed class SessionNames(SqliteConnection connection)
{
    private readonly Dictionary<long, string> _known = [];

    public string Of(long id)
    {
        if (_known.TryGetValue(id, out var name))
            return name;
        using var statement = new Statement(connection, "SELECT session FROM sessions WHERE id = $0");
        using var reader = statement.Read(id);
        return _known[id] = reader.Read() ? reader.GetString(0) : "";
    }
}
