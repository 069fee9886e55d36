using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Writes batches: first the figures, and only when all of them are durable the ledgers and states, because a ledger that names what isn't stored would lose it.
/// One thread at a time.
/// </summary>
internal sealed class InfluxAppender(InfluxGate gate, SessionPoints sessions, DevicePoints devices) : IDisposable
{
    // What this process knows of the server. Beyond so many it forgets all and reads again what it meets: some 200 bytes each.
    private const int MostRemembered = 50_000;

    private readonly Dictionary<(DeviceAddress Device, string Session), WriterLedger> _ledgers = [];
    private readonly Dictionary<DeviceAddress, long?> _windowEnds = [];
    private readonly UnfoldedMarks _marks = new(gate.Options.Writer);
    private readonly BatchWriter _figures = new(gate);
    private readonly BatchWriter _states = new(gate);

    /// <summary>Ledgers, devices and marks remembered, for the test that they stay bounded.</summary>
    public int Remembered => Math.Max(Math.Max(_ledgers.Count, _windowEnds.Count), _marks.Remembered);

    public Commit Append(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        try
        {
            return Write(batch, now);
        }
        catch
        {
            // Nobody knows how far it came: what is remembered may name what isn't stored.
            Forget();
            throw;
        }
    }

    /// <summary>Forgets what it knows of the server, as after a deletion.</summary>
    public void Forget()
    {
        _figures.Clear();
        _states.Clear();
        _ledgers.Clear();
        _windowEnds.Clear();
        _marks.Forget();
    }

    /// <summary>These marks are about to be closed.</summary>
    public void Forget(IReadOnlyList<Mark> marks)
    {
        foreach (var mark in marks)
            if (mark.Level == RollUp.QuarterHour)
                _marks.Forget(mark);
    }

    public void Dispose()
    {
        _figures.Dispose();
        _states.Dispose();
    }

    private Commit Write(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        Remember(batch);
        var stored = new List<AcceptedMetric>();
        var duplicates = 0;
        var touched = new HashSet<(DeviceAddress Device, string Session)>();
        foreach (var metric in batch.OfType<AcceptedMetric>())
        {
            var key = (metric.Device, metric.Message.Session);
            touched.Add(key);
            var ledger = _ledgers[key];
            var isNew = !ledger.Has(metric.Message.Seq);
            ledger.Note(metric.Message.Seq, isNew);
            if (!isNew)
            {
                duplicates++;
                continue;
            }
            stored.Add(metric);
            Write(metric, now);
            var end = metric.Message.WindowStart.ToUnixTimeSeconds() + metric.Message.WindowSeconds;
            _windowEnds[metric.Device] = Math.Max(_windowEnds[metric.Device] ?? end, end);
        }
        _figures.Finish();

        var (states, layouts) = WriteStates(batch, now);
        foreach (var (device, session) in touched)
        {
            SessionPoints.Write(_states.Line, device, session, gate.Options.Writer, _ledgers[(device, session)], now);
            _states.LineDone();
        }
        foreach (var device in batch.Select(a => a.Device).Distinct())
        {
            DevicePoints.WriteHeard(_states.Line, device, gate.Options.Writer, _windowEnds[device], now);
            _states.LineDone();
        }
        _states.Finish();
        return new Commit(stored, duplicates, states, layouts);
    }

    private void Write(AcceptedMetric metric, DateTimeOffset now)
    {
        var message = metric.Message;
        if (gate.CanDelete)
            _marks.Mark(_figures, metric.Device, metric.Kind, message.WindowStart, now);
        var origin = PointOrigin.Of(metric.Device, metric.Kind, message);
        var line = _figures.Line;
        line.Begin(InfluxNames.Messages);
        FigurePoints.Device(line, metric.Device);
        line.Tag("kind", origin.Measurement);
        line.Field("session", message.Session);
        line.Field("seq", message.Seq);
        line.Field("seconds", (long)message.WindowSeconds);
        line.Field("observed", message.ObservedSeconds);
        line.Field("late", message.Late);
        line.Field("suppressed", (long)message.Suppressed);
        line.Field("clock_skew", metric.ClockSkewSeconds);
        line.End(origin.Time);
        FigurePoints.Write(line, origin, message);
        _figures.LineDone();
    }

    // The server is asked, not the memory: the last word may have gone to another process.
    private (List<AcceptedStatus> States, List<AcceptedDescribe> Layouts) WriteStates(IReadOnlyList<Accepted> batch, DateTimeOffset now)
    {
        var states = new List<AcceptedStatus>();
        var layouts = new List<AcceptedDescribe>();
        var speakers = batch.Where(a => a is AcceptedStatus or AcceptedDescribe).Select(a => a.Device).Distinct().ToList();
        if (speakers.Count == 0)
            return (states, layouts);
        var known = devices.States(speakers);
        var heard = now.ToUnixTimeMilliseconds();
        foreach (var accepted in batch)
        {
            var before = known.GetValueOrDefault(accepted.Device) ?? new DeviceState();
            if (accepted is AcceptedStatus status)
            {
                if (StateWord(before.Status) != status.Message.State)
                    states.Add(status);
                known[accepted.Device] = before with { Status = JsonSerializer.Serialize(status.Message, WireJson.Default.StatusMessage), StatusHeard = Math.Max(heard, before.StatusHeard) };
            }
            else if (accepted is AcceptedDescribe describe)
            {
                var json = JsonSerializer.Serialize(describe.Message, WireJson.Default.DescribeMessage);
                if (before.Describe != json)
                    layouts.Add(describe);
                known[accepted.Device] = before with { Describe = json, DescribeHeard = Math.Max(heard, before.DescribeHeard) };
            }
        }
        foreach (var device in speakers)
        {
            DevicePoints.WriteState(_states.Line, device, gate.Options.Writer, known[device], now);
            _states.LineDone();
        }
        return (states, layouts);
    }

    private static string? StateWord(string? status) => status is null ? null : JsonSerializer.Deserialize(status, WireJson.Default.StatusMessage)!.State;

    private void Remember(IReadOnlyList<Accepted> batch)
    {
        if (Math.Max(_ledgers.Count, _windowEnds.Count) > MostRemembered)
            Forget();
        var unknown = new HashSet<DeviceAddress>();
        var read = new HashSet<(DeviceAddress Device, string Session)>();
        foreach (var accepted in batch)
        {
            if (!_windowEnds.ContainsKey(accepted.Device))
                unknown.Add(accepted.Device);
            if (accepted is AcceptedMetric metric && (metric.Device, metric.Message.Session) is var key && (!_ledgers.TryGetValue(key, out var ledger) || ledger.HasManyHoles))
                read.Add(key);
        }
        if (unknown.Count > 0)
        {
            var ends = devices.WindowEnds(unknown);
            foreach (var device in unknown)
                _windowEnds[device] = ends.TryGetValue(device, out var end) ? end : null;
        }
        if (read.Count > 0)
            Read(read);
    }

    private void Read(HashSet<(DeviceAddress Device, string Session)> keys)
    {
        var written = sessions.Load([.. keys.Select(k => k.Device).Distinct()], (device, session) => keys.Contains((device, session)));
        foreach (var key in keys)
        {
            var all = written.GetValueOrDefault(key) ?? [];
            if (!_ledgers.TryGetValue(key, out var ledger))
            {
                var own = all.Find(w => w.Writer == gate.Options.Writer);
                _ledgers[key] = ledger = own is null ? WriterLedger.Empty : new WriterLedger(own.Stored, own.Duplicates, own.SureFrom, own.Seen);
            }
            if (all.Count > 0)
                ledger.Adopt(WriterLedger.Union(all.Select(w => w.Seen), out var closedBelow), Math.Max(closedBelow, all.Max(w => w.SureFrom)));
        }
    }
}
