using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Load;

/// <summary>
/// The fleet's <c>zone/1</c> messages. Bodies are made once by the product's own serialiser and copied with the window's time patched in, so
/// that a message costs a copy and the publisher is not what is measured. Every fifth zone tells a block of dwell, as a shop's busy zones do.
/// </summary>
internal sealed class FleetMessages
{
    private const int Variants = 16;
    private const int DwellEvery = 5;
    private const int TimeLength = 20;
    private const string TimeMark = "2000-01-01T00:00:00+00:00";

    private readonly (byte[] Json, int[] Times)[] _bodies;
    private readonly int _windowSeconds;

    public FleetMessages(int zones, int windowSeconds)
    {
        _windowSeconds = windowSeconds;
        _bodies = [.. Enumerable.Range(0, Variants).Select(variant => Body(zones, variant))];
        MaxBytes = 256 + _bodies.Max(b => b.Json.Length);
    }

    /// <summary>No message is longer.</summary>
    public int MaxBytes { get; }

    /// <summary>Ids of a device's zones.</summary>
    public static string Zone(int index) => $"zone-{index + 1:00}";

    /// <summary>Writes a message; returns its length. The same arguments give the same bytes.</summary>
    /// <param name="to">At least <see cref="MaxBytes"/>.</param>
    /// <param name="session">The device's session.</param>
    /// <param name="seq">The number in it.</param>
    /// <param name="window">Start of the window, seconds since the Unix epoch.</param>
    /// <param name="isLate">Sent well after its window.</param>
    public int Write(Span<byte> to, ReadOnlySpan<byte> session, long seq, long window, bool isLate)
    {
        Span<byte> time = stackalloc byte[TimeLength];
        DateTimeOffset.FromUnixTimeSeconds(window).UtcDateTime.TryFormat(time, out _, "yyyy-MM-dd'T'HH:mm:ss'Z'");
        var at = 0;
        Put(to, ref at, """{"schema":"zone/1","session":" """u8[..^1]);
        Put(to, ref at, session);
        Put(to, ref at, "\",\"seq\":"u8);
        Put(to, ref at, seq);
        Put(to, ref at, ",\"windowStart\":\""u8);
        Put(to, ref at, time);
        Put(to, ref at, "\",\"windowSeconds\":"u8);
        Put(to, ref at, _windowSeconds);
        Put(to, ref at, ",\"observedSeconds\":"u8);
        Put(to, ref at, _windowSeconds);
        Put(to, ref at, isLate ? ",\"late\":true,\"suppressed\":0,"u8 : ",\"late\":false,\"suppressed\":0,"u8);
        var (json, times) = _bodies[(seq + session[^1]) % Variants];
        json.CopyTo(to[at..]);
        foreach (var place in times)
            time.CopyTo(to[(at + place)..]);
        return at + json.Length;
    }

    /// <summary>Everything from <c>"zones"</c> on, and where times stand in it.</summary>
    private (byte[] Json, int[] Times) Body(int zones, int variant)
    {
        var random = new Random(variant);
        var message = new ZoneMessage
        {
            Schema = MessageKind.Zone.SchemaName(), Session = "0000000000000000", Seq = 1, WindowStart = DateTimeOffset.UnixEpoch, WindowSeconds = _windowSeconds,
            ObservedSeconds = _windowSeconds, Late = false, Suppressed = 0,
            Zones = [.. Enumerable.Range(0, zones).Select(i => Figures(Zone(i), random, hasDwell: (i + variant) % DwellEvery == 0))],
        };
        var text = JsonSerializer.Serialize(message, WireJson.Default.ZoneMessage);
        text = text[text.IndexOf("\"zones\"", StringComparison.Ordinal)..];
        // Dates are written with their offset; Z is five characters shorter and as good.
        var times = new List<int>();
        for (var at = text.IndexOf(TimeMark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(TimeMark, StringComparison.Ordinal))
        {
            times.Add(at);
            text = $"{text[..at]}{new string('_', TimeLength)}{text[(at + TimeMark.Length)..]}";
        }
        return (Encoding.UTF8.GetBytes(text), [.. times]);
    }

    private ZoneFigures Figures(string zone, Random random, bool hasDwell)
    {
        var visits = random.Next(hasDwell ? 5 : 0, 12);
        return new ZoneFigures
        {
            Zone = zone, ObservedSeconds = _windowSeconds, Visits = visits, EngagedVisits = random.Next(visits + 1), CountsSince = null, CountsWithheld = null,
            PersonSeconds = hasDwell ? visits * random.Next(5, 40) : null, PersonSecondsWithheld = hasDwell ? null : visits == 0 ? "no-visits" : "below-threshold",
            OccupancyPeak = hasDwell ? random.Next(5, 9) : null, OccupancyNow = null,
            Dwell = hasDwell ? Dwell(visits, random) : null, DwellWithheld = hasDwell ? null : visits == 0 ? "no-visits" : "below-threshold",
        };
    }

    private static DwellFigures Dwell(int visits, Random random)
    {
        var (all, cut) = (new DurationSketch(), new DurationSketch());
        for (var i = 0; i < visits; i++)
        {
            var seconds = Math.Exp(1 + (2 * random.NextDouble()));
            all.Add(seconds);
            if (i == 0)
                cut.Add(seconds);
        }
        var median = Math.Round(all.Quantile(0.5)!.Value, 2);
        return new DwellFigures
        {
            Since = DateTimeOffset.Parse(TimeMark, System.Globalization.CultureInfo.InvariantCulture), Visits = visits, Censored = 1,
            MedianSeconds = median, P90Seconds = Math.Round(all.Quantile(0.9)!.Value, 2), Sketch = all.ToFigures(), CensoredSketch = cut.ToFigures(),
            KaplanMeier = new KaplanMeierFigures { MedianSeconds = median, LowSeconds = null, HighSeconds = null },
        };
    }

    private static void Put(Span<byte> to, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to[at..]);
        at += bytes.Length;
    }

    private static void Put(Span<byte> to, ref int at, long number)
    {
        Utf8Formatter.TryFormat(number, to[at..], out var length);
        at += length;
    }
}
