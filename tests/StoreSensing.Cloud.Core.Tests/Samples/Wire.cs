using System.Text.Json;
using StoreSensing.Cloud.Core.Ingest;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Tests.Samples;

/// <summary>Messages as devices send them; the defaults are an observed, empty window.</summary>
internal static class Wire
{
    public const string Session = "0123456789abcdef";
    public const string OtherSession = "fedcba9876543210";

    /// <summary>A window's start; windows are ten seconds long.</summary>
    public static readonly DateTimeOffset T0 = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static readonly DeviceAddress Device = new("acme", "berlin", "floor-1");

    public static ZoneMessage Zones(long seq, int window, params IReadOnlyList<ZoneFigures> zones) => new()
    {
        Schema = "zone/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Zones = zones,
    };

    /// <summary>A zone whose counts are told; what is left out is withheld: dwell and person-seconds for the reason given, occupancy since too few were there.</summary>
    public static ZoneFigures Zone(
        string zone, int visits = 0, int engaged = 0, double? personSeconds = null, int? peak = null, int? now = null, DwellFigures? dwell = null, string withheld = "no-visits") => new()
    {
        Zone = zone, ObservedSeconds = 10, Visits = visits, EngagedVisits = engaged, CountsSince = null, CountsWithheld = null,
        PersonSeconds = personSeconds, PersonSecondsWithheld = personSeconds is null ? withheld : null, OccupancyPeak = peak, OccupancyNow = now,
        Dwell = dwell, DwellWithheld = dwell is null ? withheld : null,
    };

    /// <summary>A zone whose counts, and all else, are withheld.</summary>
    public static ZoneFigures Silent(string zone, string countsWithheld = "below-threshold", string withheld = "below-threshold") =>
        Zone(zone, withheld: withheld) with { Visits = null, EngagedVisits = null, CountsWithheld = countsWithheld };

    public static LineFigures Line(string line, int? @in, int? @out, string? withheld = null, DateTimeOffset? since = null) =>
        new() { Line = line, ObservedSeconds = 10, In = @in, Out = @out, Since = since, Withheld = withheld };

    public static DwellFigures Dwell(int censored, params double[] seconds)
    {
        var sorted = seconds.Order().ToArray();
        return new DwellFigures
        {
            Since = T0, Visits = seconds.Length, Censored = censored, Sketch = Sketch(seconds),
            MedianSeconds = Quantile(sorted, 0.5), P90Seconds = Quantile(sorted, 0.9),
            CensoredSketch = Sketch(seconds[..Math.Min(censored, seconds.Length)]), // the first so many were cut
            KaplanMeier = new KaplanMeierFigures { MedianSeconds = Quantile(sorted, 0.5), LowSeconds = sorted[0], HighSeconds = null },
        };
    }

    public static HeatMessage Heat(long seq, int window, params IReadOnlyList<HeatFigures> surfaces) => new()
    {
        Schema = "heat/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Surfaces = surfaces,
    };

    public static HeatFigures Surface(string surface, params (int Cell, double PersonSeconds)[] cells) => new()
    {
        Surface = surface, Layer = "path", Columns = 10, Rows = 8, ObservedSeconds = 10,
        Cells = [.. cells.Select(c => c.Cell)], PersonSeconds = [.. cells.Select(c => c.PersonSeconds)], People = null, Merge = null,
    };

    public static LineMessage Lines(long seq, int window, params IReadOnlyList<LineFigures> lines) => new()
    {
        Schema = "line/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Lines = lines,
    };

    public static ExpressionMessage Expressions(long seq, int window, params IReadOnlyList<ExpressionFigures> zones) => new()
    {
        Schema = "expression/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Zones = zones,
    };

    public static ExpressionFigures Shares(string zone, int positive, int neutral, int negative, int surprise, int abstained, ExpressionEstimate? estimate = null) => new()
    {
        Zone = zone, Withheld = null,
        Shares = new ExpressionShares
        {
            Since = T0, Contributors = positive + neutral + negative + surprise + abstained, Estimate = estimate,
            Decisions = new ExpressionDecisions { Positive = positive, Neutral = neutral, Negative = negative, Surprise = surprise, Abstained = abstained },
        },
    };

    public static AttentionMessage Attention(long seq, int window, params IReadOnlyList<AttentionFigures> displays) => new()
    {
        Schema = "attention/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Displays = displays,
    };

    /// <summary>A display; what is left out is withheld, since nobody was there unless another reason is given.</summary>
    public static AttentionFigures Display(string display, FunnelFigures? funnel = null, AttentionBlock? attention = null, InterestBlock? interest = null, string withheld = "nobody") => new()
    {
        Display = display, ObservedSeconds = 10, Funnel = funnel, FunnelWithheld = funnel is null ? withheld : null,
        Attention = attention, AttentionWithheld = attention is null ? withheld : null, Interest = interest, InterestWithheld = interest is null ? withheld : null,
    };

    public static FunnelFigures Funnel(int passed, int glanced = 0, int stopped = 0, int attended = 0, int entered = 0, int? anyhow = null, double known = 0, double present = 0) => new()
    {
        Since = T0, Passed = passed, Glanced = glanced, Stopped = stopped, Attended = attended, Entered = entered, AttendedAnyhow = anyhow ?? attended,
        KnownSeconds = known, PresentSeconds = present,
    };

    /// <summary>People by their seconds of attention; from 2 s on they attended.</summary>
    public static AttentionBlock Looks(params double[] seconds)
    {
        var attended = seconds.Where(s => s >= 2).ToArray();
        return new AttentionBlock
        {
            Since = T0, Contributors = seconds.Length, Attended = attended.Length, TotalSeconds = attended.Sum(), MedianSeconds = Quantile([.. seconds.Order()], 0.5),
            Sketch = Sketch(seconds),
        };
    }

    /// <summary>Visits that were kept to the end, lost at these seconds, and cut at those. The device's own share is not worked out here.</summary>
    public static InterestBlock Interest(int kept, double[] lost, double[] cut) => new()
    {
        Since = T0, Visits = kept + lost.Length + cut.Length, Lost = lost.Length, Cut = cut.Length, LostShare = 0.5, LowShare = 0, HighShare = 1,
        LostSketch = Sketch(lost), CutSketch = Sketch(cut),
    };

    /// <summary>An estimate whose intervals reach 0.1 to both sides.</summary>
    public static ExpressionEstimate Estimate(double positive, double neutral, double negative, double surprise, double valence = 0, double arousal = 0) => new()
    {
        Positive = Share(positive), Neutral = Share(neutral), Negative = Share(negative), Surprise = Share(surprise),
        Valence = new ScaleEstimate { Mean = valence, Low = Math.Max(-1, valence - 0.1), High = Math.Min(1, valence + 0.1) },
        Arousal = new ScaleEstimate { Mean = arousal, Low = Math.Max(-1, arousal - 0.1), High = Math.Min(1, arousal + 0.1) },
    };

    public static ExpressionFigures NoShares(string zone, string withheld) => new() { Zone = zone, Shares = null, Withheld = withheld };

    public static ArousalMessage Arousal(long seq, int window, string? study = null, params IReadOnlyList<ArousalFigures> zones) => new()
    {
        Schema = "arousal/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Study = study, Zones = zones,
    };

    public static ArousalFigures Aroused(string zone, ArousalBlock block) => new() { Zone = zone, Arousal = block, Withheld = null };

    public static ArousalFigures NotAroused(string zone, string withheld = "below-threshold") => new() { Zone = zone, Arousal = null, Withheld = withheld };

    /// <summary>A block of so many contact sessions, all of them scored when <paramref name="estimate"/> is given.</summary>
    public static ArousalBlock Contact(
        int contributors, double seconds, double? level, double perMinute, double abstained, (double Low, double Mean, double High)? estimate = null, double elevated = 0.25, int? scored = null) => new()
    {
        Since = T0, Contributors = contributors, ObservedSeconds = seconds, SclMedianMicrosiemens = level, ScrPerMinute = perMinute, AbstainedShare = abstained,
        Estimate = estimate is not var (low, mean, high) ? null : new ArousalEstimate { Contributors = scored ?? contributors, Mean = mean, Low = low, High = high, ElevatedShare = elevated },
    };

    public static FlowMessage Flow(long seq, int window, params IReadOnlyList<FlowFigures> surfaces) => new()
    {
        Schema = "flow/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Surfaces = surfaces,
    };

    public static FlowFigures NoWays(string surface, string withheld = "no-visitors") =>
        new() { Surface = surface, ObservedSeconds = 10, Block = null, BlockWithheld = withheld };

    /// <summary>Visitors who all went from one zone to another, and what else waits.</summary>
    public static FlowFigures Ways(string surface, int visitors, string from, string to, int people, int withheld = 0) => new()
    {
        Surface = surface, ObservedSeconds = 10, BlockWithheld = null,
        Block = new FlowBlock
        {
            Since = T0, Visitors = visitors, Withheld = withheld,
            Transitions = [new FlowTransition { From = from, To = to, People = people }],
            First = [new FlowFirst { Zone = from, People = people }],
            Reached =
            [
                new FlowReached { Zone = from, People = visitors, Visitors = visitors, Share = 1 },
                new FlowReached { Zone = to, People = people, Visitors = visitors, Share = Math.Min(1, (double)people / visitors) },
            ],
        },
    };

    public static QueueMessage Queues(long seq, int window, params IReadOnlyList<QueueFigures> queues) => new()
    {
        Schema = "queue/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Queues = queues,
    };

    public static QueueFigures Queue(string queue, double mean = 0, int peak = 0, int now = 0, int arrived = 0, int served = 0, int abandoned = 0, int cut = 0, WaitFigures? wait = null, double? little = null) => new()
    {
        Queue = queue, ObservedSeconds = 10, LengthMean = mean, LengthPeak = peak, LengthNow = now, Arrived = arrived, Served = served, Abandoned = abandoned,
        Cut = cut, ServedPerHour = served == 0 ? null : served * 360.0, Wait = wait, WaitWithheld = wait is null ? "nobody-served" : null, LittleRatio = little,
    };

    public static WaitFigures Wait(params double[] seconds)
    {
        var sorted = seconds.Order().ToArray();
        return new WaitFigures
        {
            Since = T0, People = seconds.Length, MedianSeconds = Quantile(sorted, 0.5), P90Seconds = Quantile(sorted, 0.9), TotalSeconds = seconds.Sum(), Sketch = Sketch(seconds),
        };
    }

    public static OccupancyMessage Occupancy(long seq, int window, params IReadOnlyList<OccupancyFigures> entrances) => new()
    {
        Schema = "occupancy/1", Session = Session, Seq = seq, WindowStart = T0.AddSeconds(10 * window), WindowSeconds = 10, ObservedSeconds = 10,
        Late = false, Suppressed = 0, Entrances = entrances,
    };

    public static OccupancyFigures Inside(int @in = 0, int @out = 0, int occupancy = 0, int peak = 0, int clamped = 0, int? drift = null) => new()
    {
        Group = "store", ObservedSeconds = 10, In = @in, Out = @out, Occupancy = occupancy, Peak = peak, Clamped = clamped, Drift = drift, ResetAt = "04:00", TimeZone = "Europe/Rome",
    };

    public static StatusMessage Status(string state = "online") => new()
    {
        Schema = "status/1", State = state, Session = Session, At = T0, UptimeSeconds = 12.5, LastSeq = 7,
        Cameras = [new CameraStatus { Camera = "floor", State = "streaming", FramesPerSecond = 9.5, FramesAnalysed = 100, FramesDropped = 1, Restarts = 0, Fault = null }],
        Sensors = [new SensorStatus { Sensor = "grip-1", State = "reading", ReadingsPerSecond = 99.5, Readings = 1000, Restarts = 0, Fault = null }],
        PrivacyBudget = null,
        Outbox = new OutboxStatus { Pending = 2, OldestSeconds = 0.5, Dropped = 0 },
    };

    public static PrivacyDescription Standard => new()
    {
        Profile = "standard", CountThreshold = null, HeatThreshold = 5, Noise = null, DwellThreshold = 5, ExpressionThreshold = 5, AttentionThreshold = 5, ArousalThreshold = 3,
    };

    /// <summary>Everything of five or more, and with noise where scales are given.</summary>
    public static PrivacyDescription Strict(NoiseDescription? noise = null) => new()
    {
        Profile = "strict", CountThreshold = noise is null ? 5 : null, HeatThreshold = 5, Noise = noise, DwellThreshold = noise is null ? 5 : null, ExpressionThreshold = null,
        AttentionThreshold = null, ArousalThreshold = null,
    };

    public static DescribeMessage Describe(string? provenance = "demo") => new()
    {
        Schema = "describe/1", Session = Session, Software = "storesensing-edge 0.1.0", WindowSeconds = 10, Provenance = provenance,
        Privacy = Standard, Overlap = "all",
        Surfaces = [new SurfaceDescription { Surface = "floor", Name = "Ground floor", Unit = "metre", OriginX = 0, OriginY = 0, CellWidth = 0.5, CellHeight = 0.5, Columns = 10, Rows = 8, Aspect = 1.25, Visible = null }],
        Zones =
        [
            new ZoneDescription { Zone = "entrance", Name = "Entrance", Surface = "floor", Polygon = [[0, 0], [2, 0], [2, 2]], Queue = false },
            new ZoneDescription { Zone = "shelf", Name = "Shelf", Surface = "floor", Polygon = [[2, 2], [4, 2], [4, 4]], Queue = true },
        ],
        Lines = [new LineDescription { Line = "door", Name = "Door", Surface = "floor", From = [0, 1], To = [2, 1], InName = "into the shop", OutName = "to the street", Entrance = true }],
        Displays = [new DisplayDescription { Display = "left-window", Name = "Left window", Surface = "floor", Area = [[0, 2], [2, 2], [2, 4]], Target = [[0, 4], [2, 4], [1, 4.5]] }],
        Expression = null,
        Arousal = new ArousalDescription { Method = "causal z-score", ElevatedFrom = 0.5, WindowSeconds = 60 },
        Cameras = [new CameraDescription { Camera = "floor", Name = "Floor", Surface = "floor", Detector = "centernet", MaskedShare = 0.125 }],
        Sensors =
        [
            new SensorDescription { Sensor = "grip-1", Name = "Grip", Zone = "shelf", Driver = "ads1115" },
            new SensorDescription { Sensor = "basket-1", Name = "Basket", Zone = null, Driver = "serial" },
        ],
        Models = [new ModelDescription { Name = "centernet", Task = "person-detection", Sha256 = new string('a', 64) }],
    };

    /// <summary>The message as the broker hands it over.</summary>
    public static ReceivedMessage From(DeviceAddress device, object message)
    {
        var kind = message switch
        {
            ZoneMessage => MessageKind.Zone,
            HeatMessage => MessageKind.Heat,
            LineMessage => MessageKind.Line,
            ExpressionMessage => MessageKind.Expression,
            FlowMessage => MessageKind.Flow,
            QueueMessage => MessageKind.Queue,
            OccupancyMessage => MessageKind.Occupancy,
            AttentionMessage => MessageKind.Attention,
            ArousalMessage => MessageKind.Arousal,
            StatusMessage => MessageKind.Status,
            DescribeMessage => MessageKind.Describe,
            _ => throw new ArgumentException($"{message.GetType()} is no message", nameof(message)),
        };
        return new ReceivedMessage(device.TopicOf(kind), JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.GetTypeInfo(message.GetType())!));
    }

    /// <summary>The message, read and checked as every message is.</summary>
    public static Accepted Accept(DeviceAddress device, object message, DateTimeOffset? now = null)
    {
        var received = From(device, message);
        return MessageReader.TryRead(received.Topic, received.Payload.Span, now ?? T0.AddHours(1), out var accepted, out var rejection)
            ? accepted!
            : throw new InvalidOperationException(rejection!.ToString());
    }

    /// <summary>A device's way of reading expressions; the matrix has a row a true class, each by decision.</summary>
    public static ExpressionDescription Reading(string model, string? measuredOn, params int[][]? confusion) =>
        new() { Models = [model], Threshold = 0.5, Confusion = confusion, MeasuredOn = measuredOn };

    private static ShareEstimate Share(double share) => new() { Share = share, Low = Math.Max(0, share - 0.1), High = Math.Min(1, share + 0.1) };

    private static SketchFigures Sketch(params double[] seconds)
    {
        var sketch = new DurationSketch();
        foreach (var s in seconds)
            sketch.Add(s);
        return sketch.ToFigures();
    }

    private static double Quantile(double[] sorted, double q)
    {
        var rank = q * (sorted.Length - 1);
        return sorted[(int)Math.Floor(rank)] + ((sorted[(int)Math.Ceiling(rank)] - sorted[(int)Math.Floor(rank)]) * (rank % 1));
    }
}
