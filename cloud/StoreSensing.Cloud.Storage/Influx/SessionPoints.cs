using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>Ledgers as points: one a session, day and writer. The newest of each writer counts; a session's numbers are the union over its writers.</summary>
internal sealed class SessionPoints(InfluxGate gate)
{
    private const string Fields = "\"session\", \"stored\", \"duplicates\", \"sure_from\", \"seen\", \"heard\"";
    private const string Tags = "\"tenant\"::tag, \"store\"::tag, \"device\"::tag, \"writer\"::tag";

    // Devices of one query: some kilobytes of text.
    private const int MostDevices = 100;

    public static void Write(LineBuffer line, DeviceAddress device, string session, string writer, WriterLedger ledger, DateTimeOffset now)
    {
        line.Begin(InfluxNames.Sessions);
        FigurePoints.Device(line, device);
        line.Tag("writer", writer);
        line.Field("session", session);
        line.Field("stored", ledger.Stored);
        line.Field("duplicates", ledger.Duplicates);
        line.Field("sure_from", ledger.SureFrom);
        line.Field("heard", now.ToUnixTimeMilliseconds());
        LongText.Write(line, "seen", CompactBlob.OfRanges(ledger.Seen));
        line.End(PointTime.OfLedger(now, session));
    }

    /// <summary>All writers' newest ledgers of the devices' sessions that <paramref name="wanted"/> names.</summary>
    public Dictionary<(DeviceAddress Device, string Session), List<Written>> Load(IReadOnlyCollection<DeviceAddress> devices, Func<DeviceAddress, string, bool> wanted)
    {
        var newest = new Dictionary<(DeviceAddress, string, string), Written>();
        foreach (var chunk in devices.Chunk(MostDevices))
        {
            foreach (var row in gate.Rows($"SELECT {Fields}, {Tags} FROM {InfluxNames.Sessions} WHERE {InfluxNames.AnyOf(chunk)}"))
            {
                var device = new DeviceAddress(row.Must("tenant"), row.Must("store"), row.Must("device"));
                var session = row.Must("session");
                // In the order of days, so the last one is the newest.
                if (wanted(device, session))
                    newest[(device, session, row.Must("writer"))] = Written.Read(row);
            }
        }
        return newest.GroupBy(n => (n.Key.Item1, n.Key.Item2)).ToDictionary(g => g.Key, g => g.Select(n => n.Value).ToList());
    }

    /// <summary>The sessions heard last, newest first.</summary>
    public IReadOnlyList<SessionLedger> Newest(int max)
    {
        var heard = new Dictionary<(DeviceAddress Device, string Session), long>();
        for (var end = long.MaxValue; heard.Count < max && LastDay(end) is { } day; end = day)
        {
            foreach (var row in gate.Rows($"SELECT \"session\", \"heard\", {Tags} FROM {InfluxNames.Sessions} WHERE time >= {day} AND time < {PointTime.DayAfter(day)}"))
            {
                var key = (new DeviceAddress(row.Must("tenant"), row.Must("store"), row.Must("device")), row.Must("session"));
                heard[key] = Math.Max(heard.GetValueOrDefault(key), row.Long("heard") ?? 0);
            }
        }
        var newest = heard.OrderByDescending(h => h.Value).Take(max).Select(h => h.Key).ToList();
        var wanted = newest.ToHashSet();
        var ledgers = Load([.. newest.Select(n => n.Device).Distinct()], (device, session) => wanted.Contains((device, session)));
        return [.. newest.Where(ledgers.ContainsKey).Select(n => Ledger(n.Device, n.Session, ledgers[n]))];
    }

    /// <summary>What all writers have: stored is counted by numbers, because a message may have come to two writers before either knew of the other's.</summary>
    public static SessionLedger Ledger(DeviceAddress device, string session, IReadOnlyList<Written> writers)
    {
        var seen = WriterLedger.Union(writers.Select(w => w.Seen), out _);
        var noted = writers.Sum(w => w.Stored);
        var stored = Math.Min(noted, seen.Ranges.Sum(r => r.Last - r.First + 1));
        return new SessionLedger(device, session, stored, writers.Sum(w => w.Duplicates) + noted - stored, seen);
    }

    private long? LastDay(long before)
    {
        var where = before == long.MaxValue ? "" : $" WHERE time < {before}";
        foreach (var row in gate.Rows($"SELECT last(\"heard\") FROM {InfluxNames.Sessions}{where}"))
            return PointTime.DayOf(row.Time);
        return null;
    }

    /// <summary>A ledger as a writer left it.</summary>
    internal sealed record Written(string Writer, long Stored, long Duplicates, long SureFrom, SeqRanges Seen)
    {
        public static Written Read(InfluxRow row) => new(
            row.Must("writer"), row.Long("stored") ?? 0, row.Long("duplicates") ?? 0, row.Long("sure_from") ?? 0, CompactBlob.ToRanges(row.Bytes("seen")));
    }
}
