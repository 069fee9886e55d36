using System.Text.Json;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Schemas;

/// <summary>One full message of every kind, as a device would write it.</summary>
internal static class SampleMessages
{
    private const string Session = "0123456789abcdef";
    private static readonly DateTimeOffset At = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static ZoneMessage Zone { get; } = new()
    {
        Schema = "zone/1", Session = Session, Seq = 1, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 9.5, Late = true, Suppressed = 1,
        Zones =
        [
            new ZoneFigures
            {
                Zone = "entrance", ObservedSeconds = 10, Visits = 3, EngagedVisits = 2, CountsSince = null, CountsWithheld = null, PersonSeconds = 25, PersonSecondsWithheld = null,
                OccupancyPeak = 6, OccupancyNow = null,
                Dwell = new DwellFigures
                {
                    Since = At, Visits = 5, Censored = 1, MedianSeconds = 4, P90Seconds = 9, Sketch = Sketch(1, 2, 4, 8, 10), CensoredSketch = Sketch(8),
                    KaplanMeier = new KaplanMeierFigures { MedianSeconds = 4, LowSeconds = 1, HighSeconds = null },
                },
                DwellWithheld = null,
            },
            new ZoneFigures
            {
                Zone = "shelf", ObservedSeconds = 10, Visits = 7, EngagedVisits = null, CountsSince = At.AddSeconds(-30), CountsWithheld = "below-threshold",
                PersonSeconds = null, PersonSecondsWithheld = "below-threshold", OccupancyPeak = null, OccupancyNow = null, Dwell = null, DwellWithheld = "below-threshold",
            },
            new ZoneFigures
            {
                Zone = "till", ObservedSeconds = 10, Visits = null, EngagedVisits = null, CountsSince = null, CountsWithheld = "budget", PersonSeconds = null,
                PersonSecondsWithheld = "profile", OccupancyPeak = null, OccupancyNow = null, Dwell = null, DwellWithheld = "profile",
            },
        ],
    };

    public static HeatMessage Heat { get; } = new()
    {
        Schema = "heat/1", Session = Session, Seq = 2, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 0,
        Surfaces =
        [
            new HeatFigures { Surface = "floor", Layer = "path", Columns = 24, Rows = 16, ObservedSeconds = 10, Cells = [0, 383], PersonSeconds = [0.5, 12], People = null, Merge = new MergeFigures { Pairs = 40, Ambiguous = 2, RmsMetres = 0.21 } },
            new HeatFigures { Surface = "window", Layer = "path", Columns = 32, Rows = 18, ObservedSeconds = 10, Cells = [], PersonSeconds = [], People = null, Merge = null },
            new HeatFigures { Surface = "floor", Layer = "exit", Columns = 24, Rows = 16, ObservedSeconds = 10, Cells = [3], PersonSeconds = null, People = [2], Merge = null },
        ],
    };

    public static LineMessage Line { get; } = new()
    {
        Schema = "line/1", Session = Session, Seq = 3, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 0,
        Lines =
        [
            new LineFigures { Line = "door", ObservedSeconds = 10, In = 2, Out = 1, Since = null, Withheld = null },
            new LineFigures { Line = "back", ObservedSeconds = 10, In = 6, Out = null, Since = At.AddSeconds(-30), Withheld = "below-threshold" },
        ],
    };

    public static ExpressionMessage Expression { get; } = new()
    {
        Schema = "expression/1", Session = Session, Seq = 4, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 0,
        Zones =
        [
            new ExpressionFigures
            {
                Zone = "window", Withheld = null,
                Shares = new ExpressionShares
                {
                    Since = At, Contributors = 8,
                    Decisions = new ExpressionDecisions { Positive = 4, Neutral = 2, Negative = 1, Surprise = 0, Abstained = 1 },
                    Estimate = new ExpressionEstimate
                    {
                        Positive = Share(0.5), Neutral = Share(0.25), Negative = Share(0.25), Surprise = Share(0),
                        Valence = new ScaleEstimate { Mean = 0.2, Low = -0.1, High = 0.5 }, Arousal = new ScaleEstimate { Mean = -0.1, Low = -0.2, High = 0.1 },
                    },
                },
            },
            new ExpressionFigures { Zone = "shelf", Shares = null, Withheld = "no-faces" },
        ],
    };

    public static AttentionMessage Attention { get; } = new()
    {
        Schema = "attention/1", Session = Session, Seq = 8, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 2,
        Displays =
        [
            new AttentionFigures
            {
                Display = "left-window", ObservedSeconds = 10, FunnelWithheld = null, AttentionWithheld = null, InterestWithheld = null,
                Funnel = new FunnelFigures
                {
                    Since = At, Passed = 9, Glanced = 6, Stopped = 4, Attended = 3, Entered = 1, AttendedAnyhow = 4, KnownSeconds = 31.5, PresentSeconds = 60,
                },
                Attention = new AttentionBlock { Since = At, Contributors = 5, Attended = 2, TotalSeconds = 11.5, MedianSeconds = 1.5, Sketch = Sketch(0.4, 1, 1.5, 3, 5.6) },
                Interest = new InterestBlock
                {
                    Since = At, Visits = 5, Lost = 2, Cut = 1, LostShare = 0.45, LowShare = 0.12, HighShare = 0.8, LostSketch = Sketch(1, 4), CutSketch = Sketch(2.5),
                },
            },
            new AttentionFigures
            {
                Display = "screen", ObservedSeconds = 10, Funnel = null, FunnelWithheld = "nobody", Attention = null, AttentionWithheld = "below-threshold",
                Interest = null, InterestWithheld = "profile",
            },
        ],
    };

    public static FlowMessage Flow { get; } = new()
    {
        Schema = "flow/1", Session = Session, Seq = 5, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 2,
        Surfaces =
        [
            new FlowFigures
            {
                Surface = "floor", ObservedSeconds = 10, BlockWithheld = null,
                Block = new FlowBlock
                {
                    Since = At, Visitors = 12, Withheld = 1,
                    Transitions = [new FlowTransition { From = "entrance", To = "shelf", People = 7 }],
                    First = [new FlowFirst { Zone = "entrance", People = 9 }],
                    Reached = [new FlowReached { Zone = "shelf", People = 7, Visitors = 14, Share = 0.5 }],
                },
            },
            new FlowFigures { Surface = "window", ObservedSeconds = 10, Block = null, BlockWithheld = "below-threshold" },
        ],
    };

    public static QueueMessage Queue { get; } = new()
    {
        Schema = "queue/1", Session = Session, Seq = 6, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 1,
        Queues =
        [
            new QueueFigures
            {
                Queue = "checkout", ObservedSeconds = 10, LengthMean = 2.5, LengthPeak = 4, LengthNow = 3, Arrived = 2, Served = 1, Abandoned = 1, Cut = 0, ServedPerHour = 360,
                Wait = new WaitFigures { Since = At, People = 5, MedianSeconds = 40, P90Seconds = 80, TotalSeconds = 210, Sketch = Sketch(20, 30, 40, 40, 80) },
                WaitWithheld = null, LittleRatio = 1.02,
            },
            new QueueFigures
            {
                Queue = "fitting", ObservedSeconds = 10, LengthMean = 0, LengthPeak = 0, LengthNow = 0, Arrived = 0, Served = 0, Abandoned = 0, Cut = 0, ServedPerHour = null,
                Wait = null, WaitWithheld = "nobody-served", LittleRatio = null,
            },
        ],
    };

    public static OccupancyMessage Occupancy { get; } = new()
    {
        Schema = "occupancy/1", Session = Session, Seq = 7, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 10, Late = false, Suppressed = 0,
        Entrances =
        [
            new OccupancyFigures
            {
                Group = "store", ObservedSeconds = 10, In = 3, Out = 1, Occupancy = 2, Peak = 3, Clamped = 0, Drift = 4, ResetAt = "04:00", TimeZone = "Europe/Rome",
            },
        ],
    };

    public static ArousalMessage Arousal { get; } = new()
    {
        Schema = "arousal/1", Session = Session, Seq = 9, WindowStart = At, WindowSeconds = 10, ObservedSeconds = 9.5, Late = false, Suppressed = 1, Study = "walk-1",
        Zones =
        [
            new ArousalFigures
            {
                Zone = "entrance", Withheld = null,
                Arousal = new ArousalBlock
                {
                    Since = At, Contributors = 5, ObservedSeconds = 412.5, SclMedianMicrosiemens = 3.25, ScrPerMinute = 4.5, AbstainedShare = 0.25,
                    Estimate = new ArousalEstimate { Contributors = 3, Mean = -0.5, Low = -2, High = 1, ElevatedShare = 0.125 },
                },
            },
            new ArousalFigures
            {
                Zone = "till", Withheld = null,
                Arousal = new ArousalBlock { Since = At, Contributors = 3, ObservedSeconds = 30, SclMedianMicrosiemens = null, ScrPerMinute = 0, AbstainedShare = 1, Estimate = null },
            },
            new ArousalFigures { Zone = "shelf", Arousal = null, Withheld = "below-threshold" },
            new ArousalFigures { Zone = "window", Arousal = null, Withheld = "below-threshold" },
        ],
    };

    public static LocationMessage Location { get; } = new() { Schema = "location/1", Sensor = "basket-1", Zone = "till" };

    public static ConsentMessage Consent { get; } = new() { Schema = "consent/1", Sensor = "basket-1", Consent = true, Study = "walk-1" };

    public static StatusMessage Status { get; } = new()
    {
        Schema = "status/1", State = "online", Session = Session, At = At, UptimeSeconds = 12.5, LastSeq = 4,
        Cameras =
        [
            new CameraStatus { Camera = "floor", State = "stalled", FramesPerSecond = 9.9, FramesAnalysed = 100, FramesDropped = 2, Restarts = 1, Fault = FaultSentences.NoPicture },
        ],
        Sensors = [new SensorStatus { Sensor = "grip-1", State = "stalled", ReadingsPerSecond = 99.5, Readings = 4200, Restarts = 2, Fault = FaultSentences.NoReading }],
        PrivacyBudget = new PrivacyBudgetStatus { Day = new DateOnly(2026, 3, 2), EpsilonPerDay = 2, Spent = 0.5, Starts = 1, Silent = false },
        Outbox = new OutboxStatus { Pending = 3, OldestSeconds = 1.5, Dropped = 0 },
    };

    public static StatusMessage LastWill { get; } = Status with { State = "offline", At = null, Cameras = [], Sensors = [], PrivacyBudget = null, Outbox = null };

    public static StatusMessage BeforeTheFirstWindow { get; } = Status with { PrivacyBudget = Status.PrivacyBudget! with { Day = null, Spent = 0, Starts = 0 } };

    public static DescribeMessage Describe { get; } = new()
    {
        Schema = "describe/1", Session = Session, Software = "storesensing-edge 0.1.0", WindowSeconds = 10, Provenance = null,
        Privacy = new PrivacyDescription
        {
            Profile = "strict", CountThreshold = 5, HeatThreshold = 5, DwellThreshold = null, ExpressionThreshold = null, AttentionThreshold = null, ArousalThreshold = null,
            Noise = new NoiseDescription { EpsilonPerDay = 2, VisitScale = 12.5, EngagedScale = 12.5, CrossingScale = 6, HeatScaleSeconds = 150 },
        },
        Overlap = "smallest",
        Surfaces =
        [
            new SurfaceDescription
            {
                Surface = "floor", Name = "Erdgeschoß", Unit = "metre", OriginX = -1.5, OriginY = 0, CellWidth = 0.5, CellHeight = 0.5,
                Columns = 24, Rows = 16, Aspect = 1.5, Visible = [0, 0.25, 1],
            },
        ],
        Zones = [new ZoneDescription { Zone = "entrance", Name = "Entrance", Surface = "floor", Polygon = [[0, 0], [3, 0], [3, 2.5]], Queue = true }],
        Lines = [new LineDescription { Line = "door", Name = "Door", Surface = "floor", From = [0, 1], To = [3, 1], InName = "in", OutName = "out", Entrance = true }],
        Displays = [new DisplayDescription { Display = "left-window", Name = "Left window", Surface = "floor", Area = [[0, 0], [3, 0], [3, 2.5]], Target = null }],
        Expression = new ExpressionDescription
        {
            Models = ["emotion"], Threshold = 0.5, MeasuredOn = "labelled pictures",
            Confusion = [[9, 1, 0, 0, 2], [1, 8, 2, 0, 4], [1, 3, 6, 1, 5], [0, 1, 1, 5, 2]],
        },
        Arousal = new ArousalDescription { Method = "causal z-score", ElevatedFrom = 0.5, WindowSeconds = 60 },
        Cameras = [new CameraDescription { Camera = "floor", Name = "Floor", Surface = "floor", Detector = "centernet", MaskedShare = 0.125 }],
        Sensors =
        [
            new SensorDescription { Sensor = "grip-1", Name = "Grip", Zone = "entrance", Driver = "ads1115" },
            new SensorDescription { Sensor = "basket-1", Name = "Basket", Zone = null, Driver = "serial" },
        ],
        Models = [new ModelDescription { Name = "centernet", Task = "person-detection", Sha256 = new string('a', 64) }],
    };

    public static DescribeMessage Standard { get; } = Describe with
    {
        Privacy = new PrivacyDescription
        {
            Profile = "standard", CountThreshold = null, HeatThreshold = 5, Noise = null, DwellThreshold = 5, ExpressionThreshold = null, AttentionThreshold = 5, ArousalThreshold = 3,
        },
    };

    public static AckMessage Ack { get; } = new() { Schema = "ack/1", Session = Session, Ranges = [[1, 4], [6, 6]], Refused = [[5, 5]] };

    public static LiveMessage Live { get; } = new()
    {
        Schema = LiveMessage.SchemaName,
        Session = Session,
        Changes =
        [
            new LiveChange { Store = "berlin", Device = "floor-1", Kind = "zone", WindowStart = new DateTimeOffset(2026, 3, 2, 10, 0, 10, TimeSpan.Zero), WindowSeconds = 10, State = null },
            new LiveChange { Store = "berlin", Device = "floor-1", Kind = "status", WindowStart = null, WindowSeconds = null, State = "online" },
            new LiveChange { Store = "berlin", Device = "floor-1", Kind = "describe", WindowStart = null, WindowSeconds = null, State = null },
        ],
    };

    /// <summary>Each message's schema and bytes.</summary>
    public static IReadOnlyList<(string Schema, byte[] Json)> All { get; } =
    [
        ("zone/1", JsonSerializer.SerializeToUtf8Bytes(Zone, WireJson.Default.ZoneMessage)),
        ("heat/1", JsonSerializer.SerializeToUtf8Bytes(Heat, WireJson.Default.HeatMessage)),
        ("line/1", JsonSerializer.SerializeToUtf8Bytes(Line, WireJson.Default.LineMessage)),
        ("expression/1", JsonSerializer.SerializeToUtf8Bytes(Expression, WireJson.Default.ExpressionMessage)),
        ("attention/1", JsonSerializer.SerializeToUtf8Bytes(Attention, WireJson.Default.AttentionMessage)),
        ("flow/1", JsonSerializer.SerializeToUtf8Bytes(Flow, WireJson.Default.FlowMessage)),
        ("queue/1", JsonSerializer.SerializeToUtf8Bytes(Queue, WireJson.Default.QueueMessage)),
        ("occupancy/1", JsonSerializer.SerializeToUtf8Bytes(Occupancy, WireJson.Default.OccupancyMessage)),
        ("status/1", JsonSerializer.SerializeToUtf8Bytes(Status, WireJson.Default.StatusMessage)),
        ("status/1", JsonSerializer.SerializeToUtf8Bytes(LastWill, WireJson.Default.StatusMessage)),
        ("status/1", JsonSerializer.SerializeToUtf8Bytes(BeforeTheFirstWindow, WireJson.Default.StatusMessage)),
        ("describe/1", JsonSerializer.SerializeToUtf8Bytes(Describe, WireJson.Default.DescribeMessage)),
        ("describe/1", JsonSerializer.SerializeToUtf8Bytes(Standard, WireJson.Default.DescribeMessage)),
        ("arousal/1", JsonSerializer.SerializeToUtf8Bytes(Arousal, WireJson.Default.ArousalMessage)),
        ("arousal/1", JsonSerializer.SerializeToUtf8Bytes(Arousal with { Study = null }, WireJson.Default.ArousalMessage)),
        ("location/1", JsonSerializer.SerializeToUtf8Bytes(Location, WireJson.Default.LocationMessage)),
        ("location/1", JsonSerializer.SerializeToUtf8Bytes(Location with { Zone = null }, WireJson.Default.LocationMessage)),
        ("consent/1", JsonSerializer.SerializeToUtf8Bytes(Consent, WireJson.Default.ConsentMessage)),
        ("live/1", JsonSerializer.SerializeToUtf8Bytes(Live, WireJson.Default.LiveMessage)),
        ("ack/1", JsonSerializer.SerializeToUtf8Bytes(Ack, WireJson.Default.AckMessage)),
    ];

    private static ShareEstimate Share(double share) => new() { Share = share, Low = Math.Max(0, share - 0.1), High = Math.Min(1, share + 0.2) };

    private static SketchFigures Sketch(params double[] seconds)
    {
        var sketch = new DurationSketch();
        foreach (var s in seconds)
            sketch.Add(s);
        return sketch.ToFigures();
    }
}
