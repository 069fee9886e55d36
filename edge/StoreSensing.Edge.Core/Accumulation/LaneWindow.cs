using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>A window of one camera while it fills. [From, To) of the camera's monotonic time; reused when it is closed.</summary>
internal sealed class LaneWindow(int cells, int lines, int zones = 0) : IOpenWindow
{
    private MergeSum _merge;

    public TimeWindow Window { get; private set; }

    public TimeSpan From { get; private set; }

    public TimeSpan To { get; private set; }

    public double ObservedSeconds { get; set; }

    // Double: at 25 frames a second a float would lose a percent of a crowded quarter of an hour.
    public double[] Heat { get; } = new double[cells];

    public double[] Linger { get; } = new double[cells];

    /// <summary>Whose the seconds of <see cref="Heat"/> are.</summary>
    public PersonCells People { get; } = new();

    /// <summary>Whose the seconds of <see cref="Linger"/> are.</summary>
    public PersonCells Lingerers { get; } = new();

    public int[] Entries { get; } = new int[cells];

    public int[] Exits { get; } = new int[cells];

    public FlowSum Flow { get; } = new(zones);

    /// <summary>Crossings of entrances, in the order in which they were confirmed.</summary>
    public List<RawCrossing> Crossings { get; } = new(capacity: 256);

    public int[] LineIn { get; } = new int[lines];

    public int[] LineOut { get; } = new int[lines];

    /// <summary>Who crossed which line.</summary>
    public List<(int Line, RawCrosser Who)> Crossers { get; } = new(capacity: 256);

    public List<RawExpression> Expressions { get; } = new(capacity: 64);

    /// <summary>UTC of an instant, as the window's label says.</summary>
    public DateTimeOffset UtcAt(TimeSpan elapsed) => Window.End - (To - elapsed);

    /// <summary>How cameras agreed that are merged; nothing where there is one.</summary>
    public ref MergeSum Merge => ref _merge;

    public void Open(TimeWindow window, TimeSpan from, TimeSpan to)
    {
        Window = window;
        From = from;
        To = to;
        ObservedSeconds = 0;
        Heat.AsSpan().Clear();
        Linger.AsSpan().Clear();
        People.Clear();
        Lingerers.Clear();
        Entries.AsSpan().Clear();
        Exits.AsSpan().Clear();
        Flow.Clear();
        Crossings.Clear();
        LineIn.AsSpan().Clear();
        LineOut.AsSpan().Clear();
        Crossers.Clear();
        Expressions.Clear();
        _merge = default;
    }
}
