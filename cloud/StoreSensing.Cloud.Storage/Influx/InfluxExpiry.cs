using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Deletes what is too old and counts what is left. The server drops the bytes when it next compacts its files, which nobody can see from here: never
/// <see cref="ExpiryProof.Scrubbed"/>.
/// </summary>
internal sealed class InfluxExpiry(InfluxGate gate, DevicePoints devices)
{
    private static readonly IReadOnlyList<RollUp> Levels = [RollUp.None, .. RollUpLadder.Levels];

    public ExpiryProof Run(Expiry expiry)
    {
        var kinds = new List<KindExpiry>();
        foreach (var (kind, before) in expiry.Before)
        {
            var messages = Count(InfluxNames.Messages, before, ("kind", kind.Name()));
            var rows = Rows(kind, before);
            // First of all, so that nobody takes what is left of a fold for whole.
            Begin(kind, before);
            foreach (var level in Levels)
                if (Count(InfluxNames.Of(kind, level), before) > 0)
                    gate.Delete(InfluxNames.Of(kind, level), DateTimeOffset.UnixEpoch, before);
            // The messages last: while one is there, its figures may be too.
            if (messages > 0)
                gate.Delete(InfluxNames.Messages, DateTimeOffset.UnixEpoch, before, ("kind", kind.Name()));
            var left = messages + rows == 0 ? 0 : Count(InfluxNames.Messages, before, ("kind", kind.Name())) + Rows(kind, before);
            kinds.Add(new KindExpiry(kind, before, messages, rows, left));
        }
        return new ExpiryProof(kinds, Sessions(expiry.DevicesBefore), Devices(expiry.DevicesBefore), Scrubbed: false);
    }

    private long Rows(MessageKind kind, DateTimeOffset before) => Levels.Sum(level => Count(InfluxNames.Of(kind, level), before));

    // What is left of a bucket around the instant has no fold, and gets none. Marks of before are closed by whoever folds.
    private void Begin(MessageKind kind, DateTimeOffset before)
    {
        if (!gate.CanDelete)
            return;
        var at = PointTime.OfDay(TimeProvider.System.GetUtcNow());
        using var line = new LineBuffer();
        line.Begin(InfluxNames.FoldsBegin);
        line.Tag("kind", kind.Name());
        line.Tag("writer", gate.Options.Writer);
        line.Field("window", RollUpLadder.FirstSecond(before));
        line.End(at);
        if (gate.Write(line) is { } refusal)
            throw new StoreException(refusal);
    }

    // Ledgers lie on days: whole ones go.
    private long Sessions(DateTimeOffset before)
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(PointTime.OfDay(before) / 1_000_000_000);
        var old = Keys($"time < {PointTime.First(day)}");
        if (old.Count == 0)
            return 0;
        gate.Delete(InfluxNames.Sessions, DateTimeOffset.UnixEpoch, day);
        old.ExceptWith(Keys($"time >= {PointTime.First(day)}"));
        return old.Count;
    }

    private HashSet<(string, string, string, string)> Keys(string when)
    {
        var keys = new HashSet<(string, string, string, string)>();
        foreach (var row in gate.Rows($"SELECT \"session\", \"tenant\"::tag, \"store\"::tag, \"device\"::tag FROM {InfluxNames.Sessions} WHERE {when}"))
            keys.Add((row.Must("tenant"), row.Must("store"), row.Must("device"), row.Must("session")));
        return keys;
    }

    // Likewise. What a device that is still heard said of itself stays, however long ago that was.
    private long Devices(DateTimeOffset before)
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(PointTime.OfDay(before) / 1_000_000_000);
        var forgotten = devices.Heard().Where(d => d.Value.Heard < day.ToUnixTimeMilliseconds()).Select(d => d.Key).ToList();
        if (forgotten.Count == 0)
            return 0;
        gate.Delete(InfluxNames.States, DateTimeOffset.UnixEpoch, before, forgotten);
        gate.Delete(InfluxNames.Devices, DateTimeOffset.UnixEpoch, day);
        return forgotten.Count;
    }

    private long Count(string measurement, DateTimeOffset before, params IReadOnlyList<(string Tag, string Value)> only)
    {
        var tags = string.Concat(only.Select(t => $" AND {InfluxNames.Name(t.Tag)} = {InfluxNames.Quote(t.Value)}"));
        foreach (var row in gate.Rows($"SELECT count(\"seq\") FROM {InfluxNames.Name(measurement)} WHERE time < {PointTime.First(before)}{tags}"))
            return row.Long("count") ?? 0;
        return 0;
    }
}
