using System.Text;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Time;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Influx;

/// <summary>
/// Every request goes through here: tried again while the server is busy or gone, a bounded number of times, and then given up with one sentence
/// (<see cref="StoreException"/>), so that the broker keeps what was not stored. Any thread.
/// </summary>
/// <param name="link">The way to the server.</param>
/// <param name="options">Which server.</param>
/// <param name="wait">Waits; tests don't.</param>
internal sealed class InfluxGate(IInfluxLink link, InfluxOptions options, Action<TimeSpan> wait) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // Enough to see what is wrong; finding each of thousands would take a request for each.
    private const int MostOffenders = 3;
    private const int MostShown = 200;

    // Devices of one statement: some kilobytes of text.
    private const int MostDevices = 100;

    private readonly Lock _preparing = new();
    private volatile Known? _known;

    /// <summary>The server's version; asked for, and the database prepared, at the first call.</summary>
    public InfluxVersion Version => (_known ?? Prepare()).Version;

    public InfluxOptions Options => options;

    /// <summary>Nothing can be replaced on a server that deletes no points, so it has no roll-ups.</summary>
    public bool CanDelete => Version.Major is 1 or 2;

    /// <summary>What is wrong with the server right now, in a sentence, by one quick request; null when it answers.</summary>
    public string? Problem()
    {
        var answer = link.Ping(out _);
        return answer.IsGood ? null : Sentence(answer);
    }

    /// <summary>Why there is no answer, or none now; null when there is one, be it a refusal.</summary>
    public string? Unreachable()
    {
        var answer = link.Ping(out _);
        return WriteVerdicts.Of(answer) == WriteVerdict.Again ? Sentence(answer) : null;
    }

    /// <summary>
    /// Writes the lines; gives null, or a sentence that names points which the server refuses for good: all others are durable then. Throws
    /// <see cref="StoreException"/> when it can't be done now.
    /// </summary>
    public string? Write(LineBuffer lines)
    {
        if (lines.Lines == 0)
            return null;
        var version = Version;
        var offenders = new List<string>();
        Write(version, lines, 0, lines.Lines, offenders);
        return offenders.Count == 0 ? null : $"{options}: refuses the point {string.Join(", and the point ", offenders)}";
    }

    /// <summary>The rows of a query, as they come; throws <see cref="StoreException"/> also in the middle.</summary>
    public IEnumerable<InfluxRow> Rows(string influxQl)
    {
        var version = Version;
        using var rows = InfluxAnswerReader.Rows(Ask(version, influxQl)).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                    yield break;
            }
            catch (InfluxQueryException e)
            {
                throw new StoreException($"{options}: {e.Message}", e);
            }
            catch (IOException e)
            {
                throw new StoreException($"{options}: the answer broke off", e);
            }
            yield return rows.Current;
        }
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public void Run(string influxQl)
    {
        foreach (var _ in Rows(influxQl))
        {
        }
    }

    /// <summary>Deletes the points of a measurement before an instant; the tags are ids, which need no quoting.</summary>
    public void Delete(string measurement, DateTimeOffset from, DateTimeOffset before, params IReadOnlyList<(string Tag, string Value)> tags)
    {
        var version = Version;
        if (version.Major >= 3)
            throw new StoreException($"{options}: InfluxDB {version.Text} can't delete points: set the database's own retention period there");
        if (version.IsOne)
        {
            Run($"DELETE FROM {InfluxNames.Name(measurement)} WHERE time >= {PointTime.First(from)} AND time < {PointTime.First(before)}{And(tags)}");
            return;
        }
        Try(() => link.Delete(version, Predicate(measurement, tags), from, before));
    }

    /// <summary>Deletes single points of a measurement: their times, multiples of 100 ns, and tags.</summary>
    public void Delete(string measurement, IEnumerable<(long Time, IReadOnlyList<(string Tag, string Value)> Tags)> points)
    {
        if (Version.IsOne)
        {
            foreach (var chunk in points.Chunk(MostDevices))
                Run(string.Join("; ", chunk.Select(p => $"DELETE FROM {InfluxNames.Name(measurement)} WHERE time >= {p.Time} AND time <= {p.Time}{And(p.Tags)}")));
            return;
        }
        foreach (var (time, tags) in points)
        {
            var at = DateTimeOffset.UnixEpoch.AddTicks(time / TimeSpan.NanosecondsPerTick);
            Try(() => link.Delete(Version, Predicate(measurement, tags), at, at.AddTicks(1)));
        }
    }

    /// <summary>Deletes these devices' points of a measurement before an instant.</summary>
    public void Delete(string measurement, DateTimeOffset from, DateTimeOffset before, IReadOnlyCollection<DeviceAddress> devices)
    {
        if (!Version.IsOne)
        {
            // Its predicates know no OR.
            foreach (var device in devices)
                Delete(measurement, from, before, ("tenant", device.Tenant), ("store", device.Store), ("device", device.Device));
            return;
        }
        foreach (var chunk in devices.Chunk(MostDevices))
            Run($"DELETE FROM {InfluxNames.Name(measurement)} WHERE time >= {PointTime.First(from)} AND time < {PointTime.First(before)} AND ({InfluxNames.AnyOf(chunk)})");
    }

    /// <summary>Finds the server's version and prepares the database, unless that is done. Throws <see cref="StoreException"/>.</summary>
    public void Open() => _ = Version;

    public void Dispose() => link.Dispose();

    private static string And(IReadOnlyList<(string Tag, string Value)> tags) => string.Concat(tags.Select(t => $" AND {InfluxNames.Name(t.Tag)} = {InfluxNames.Quote(t.Value)}"));

    private static string Predicate(string measurement, IReadOnlyList<(string Tag, string Value)> tags) =>
        $"_measurement=\"{measurement}\"" + string.Concat(tags.Select(t => $" AND {t.Tag}=\"{t.Value}\""));

    private Known Prepare()
    {
        lock (_preparing)
        {
            if (_known is { } known)
                return known;
            var version = default(InfluxVersion);
            Try(() => link.Ping(out version));
            InfluxDatabase.Prepare(query => [.. InfluxAnswerReader.Rows(Ask(version, query)).Select(InfluxDatabase.Kept)], version, options);
            return _known = new Known(version);
        }
    }

    private void Write(InfluxVersion version, LineBuffer lines, int first, int count, List<string> offenders)
    {
        var answer = Again(() => link.Write(version, lines.Slice(first, count)));
        switch (WriteVerdicts.Of(answer))
        {
            case WriteVerdict.Done:
                return;
            case WriteVerdict.Smaller or WriteVerdict.Partly when count > 1:
                // A server that refuses every half stays bounded: the rest is offered again with the next try of the batch.
                if (offenders.Count >= MostOffenders)
                    return;
                Write(version, lines, first, count / 2, offenders);
                Write(version, lines, first + (count / 2), count - (count / 2), offenders);
                return;
            case WriteVerdict.Smaller or WriteVerdict.Partly:
                if (offenders.Count < MostOffenders)
                    offenders.Add($"'{Shown(lines.Slice(first, 1).Span)}': {answer.Error}");
                return;
            default:
                throw Failed(answer);
        }
    }

    private Stream Ask(InfluxVersion version, string influxQl)
    {
        Stream? body = null;
        Try(() => link.Query(version, influxQl, out body));
        return body!;
    }

    private void Try(Func<InfluxAnswer> request)
    {
        var answer = Again(request);
        if (!answer.IsGood)
            throw Failed(answer);
    }

    private InfluxAnswer Again(Func<InfluxAnswer> request)
    {
        var backoff = new Backoff(FirstWait, LongestWait, Random.Shared.NextDouble);
        for (var tries = 1; ; tries++)
        {
            var answer = request();
            if (tries >= options.Tries || WriteVerdicts.Of(answer) != WriteVerdict.Again)
                return answer;
            var pause = backoff.Next();
            if (answer.RetryAfter is { } asked && asked > pause)
                pause = asked < LongestWait ? asked : LongestWait;
            wait(pause);
        }
    }

    private StoreException Failed(InfluxAnswer answer)
    {
        // Another server, or another version of it, may be there next time.
        _known = null;
        return new StoreException(Sentence(answer));
    }

    private string Sentence(InfluxAnswer answer) => answer.Status switch
    {
        0 => $"{options}: {answer.Error}",
        401 => $"{options}: refuses the sign-in (401{Said(answer)}): check {(options.Token is not null ? "the token" : "user name and password")}",
        403 => $"{options}: the sign-in may not do this (403{Said(answer)}): give it read and write access to the database",
        404 => $"{options}: is not there (404{Said(answer)}): check store.influx.url, database and org",
        429 or 503 => $"{options}: is too busy ({answer.Status}{Said(answer)})",
        _ => $"{options}: answers {answer.Status}{Said(answer)}",
    };

    private static string Said(InfluxAnswer answer) => answer.Error.Length > 0 ? $" {answer.Error}" : "";

    // Measurement and tags say which point it is.
    private static string Shown(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MostShown)]);
        return text.IndexOf(' ') is var space and > 0 ? text[..space] : text;
    }

    private sealed record Known(InfluxVersion Version);
}
