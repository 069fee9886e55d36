using System.Globalization;
using System.Text;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Arousal;
using StoreSensing.Edge.Core.Physiology.Contact;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>What is drawn beside the signal.</summary>
/// <param name="Name">The sensor and its driver.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="PerSecond">Readings a second.</param>
/// <param name="NominalRate">As many were meant.</param>
/// <param name="Status">The source's.</param>
internal readonly record struct MonitorFigures(string Name, TimeSpan Elapsed, double PerSecond, double NominalRate, ReadingSourceStatus Status);

/// <summary>Draws a <see cref="MonitorState"/> as text: the same state and size give the same frame. No terminal codes.</summary>
internal static class MonitorView
{
    /// <summary>The smallest terminal that is drawn on; in a smaller one the frame is cut.</summary>
    public const int LeastWidth = 40;

    /// <summary>Lines of the smallest frame.</summary>
    public const int LeastHeight = 9;

    /// <summary>What an installer must know before they look.</summary>
    public const string Notice = "Evaluated without asking for consent: for your own hand only. Nothing is kept or published.";

    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private const int AxisWidth = 8;
    private const int OtherLines = 6;
    private const double LeastSpan = 0.2; // µS from bottom to top, so that noise doesn't look like a mountain range

    /// <summary>A frame of <paramref name="height"/> lines, none longer than <paramref name="width"/>, showing the last <paramref name="seconds"/>.</summary>
    public static string Draw(MonitorState state, in MonitorFigures figures, int width, int height, double seconds)
    {
        var (columns, rows) = (Math.Max(width, LeastWidth) - AxisWidth - 1, Math.Max(height, LeastHeight) - OtherLines);
        var plot = new MonitorPlot(columns, rows, seconds);
        lock (state.Sync)
        {
            plot.Fill(state, LeastSpan);
            var lines = new List<string>(height) { Head(figures), Values(state) };
            for (var row = 0; row < rows; row++)
                lines.Add($"{Label(plot, row, rows),AxisWidth}│{plot.Row(row)}");
            lines.Add($"{"SCR ▲ ",AxisWidth}│{plot.Marks}");
            lines.Add($"{"contact ",AxisWidth}│{plot.Contact}");
            lines.Add(Foot(columns, seconds));
            lines.Add(State(state, figures));
            return string.Join('\n', lines.Take(height).Select(line => line.Length <= width ? line : line[..width]));
        }
    }

    /// <summary>The terminal's size, or the usual one where it tells none.</summary>
    public static (int Width, int Height) Size(int width, int height) => width > 0 && height > 0 ? (width, height) : (UsualWidth, UsualHeight);

    /// <summary>One line for a log: what a frame says in figures.</summary>
    public static string Line(MonitorState state, in MonitorFigures figures)
    {
        lock (state.Sync)
            return string.Create(CultureInfo.InvariantCulture, $"{figures.Elapsed:hh\\:mm\\:ss}  {Values(state)}  {Word(state.State)}  {figures.PerSecond:0.0}/s  noise {Noise(state)}{Fault(figures)}");
    }

    /// <summary>What was seen, at the end.</summary>
    public static string Summary(MonitorState state, in MonitorFigures figures)
    {
        lock (state.Sync)
        {
            var sums = state.Sums;
            var minutes = sums.ContactSeconds / 60.0;
            var text = new StringBuilder();
            text.AppendLine(CultureInfo.InvariantCulture, $"{figures.Name}: {figures.Status.Readings} readings in {figures.Elapsed:hh\\:mm\\:ss}, restarts {figures.Status.Restarts}, noise {Noise(state)} a step of 100 ms");
            text.AppendLine(CultureInfo.InvariantCulture, $"contacts {sums.Contacts}, judged {sums.ContactSeconds} s, clean {Share(sums.CleanSeconds, sums.ContactSeconds)}, scored {Share(sums.ScoredSeconds, sums.ContactSeconds)}");
            text.Append(CultureInfo.InvariantCulture, $"responses {sums.Responses}{(minutes >= 0.5 ? string.Create(CultureInfo.InvariantCulture, $", {sums.Responses / minutes:0.0} a minute") : "")}");
            if (figures.Status.Fault is { } fault)
                text.AppendLine().Append("last fault: ").Append(fault);
            return text.ToString();
        }
    }

    // What was put right by opening the sensor again is in the restarts.
    private static string Fault(in MonitorFigures figures) => figures.Status switch
    {
        { Fault: null } or { State: ReadingSourceState.Reading, Restarts: > 0 } => "",
        { Fault: var fault } => $"  FAULT: {fault}",
    };

    private static string Head(in MonitorFigures figures) => string.Create(CultureInfo.InvariantCulture,
        $"{figures.Name}  {figures.Elapsed:hh\\:mm\\:ss}  {figures.PerSecond:0.0} of {figures.NominalRate:0.#} readings/s");

    private static string Values(MonitorState state)
    {
        var held = state.State is ContactState.Contact or ContactState.Settling;
        var second = state.Seconds.Count > 0 && held ? state.Seconds.Last() : (ContactSecond?)null;
        var scl = second is { } s && double.IsFinite(s.Scl) ? s.Scl.ToString("0.00", CultureInfo.InvariantCulture) : "–";
        var signal = state.Blocks.Count == 0 ? "–" : state.Last.Microsiemens.ToString("0.00", CultureInfo.InvariantCulture);
        return $"signal {signal} µS  SCL {scl} µS  SCR {Rate(state)}/min  arousal {Arousal(second)}";
    }

    private static string Rate(MonitorState state)
    {
        if (state.Blocks.Count == 0)
            return "–";
        var now = state.Last.Time.Elapsed.TotalSeconds;
        return state.Responses.Count(r => r.OnsetSeconds > now - 60).ToString(CultureInfo.InvariantCulture);
    }

    private static string Arousal(ContactSecond? second) => second?.Score.Why switch
    {
        null => "–",
        Abstention.None => string.Create(CultureInfo.InvariantCulture, $"{second.Value.Score.Arousal:+0.0;-0.0;0.0} (confidence {second.Value.Score.Confidence:0.0})"),
        Abstention.ShortHistory => "– (known for less than 3 minutes)",
        Abstention.Frozen => "– (frozen)",
        _ => "– (disturbed)",
    };

    private static string State(MonitorState state, in MonitorFigures figures)
    {
        var clean = state.Seconds.TakeLast(60).Count(s => s.IsClean);
        var judged = Math.Min(state.Seconds.Count, 60);
        return $"{Word(state.State)}  clean {Share(clean, judged)}  noise {Noise(state)}{(figures.Status.State == ReadingSourceState.Stalled ? $"  STALLED: {figures.Status.Fault}" : "  Ctrl-C ends")}";
    }

    private static string Word(ContactState state) => state switch
    {
        ContactState.Contact => "contact",
        ContactState.Settling => "settling",
        ContactState.Short => "SHORTED",
        ContactState.Silent => "no readings",
        _ => "nobody",
    };

    private static string Noise(MonitorState state) => double.IsNaN(state.Noise) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{state.Noise:0.0000} µS");

    private static string Share(long part, long whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0} %");

    private static string Label(MonitorPlot plot, int row, int rows) =>
        row == 0 || row == rows - 1 || row == rows / 2 ? plot.ValueAt(row).ToString("0.00", CultureInfo.InvariantCulture) + " " : "";

    private static string Foot(int columns, double seconds)
    {
        var left = string.Create(CultureInfo.InvariantCulture, $"-{seconds:0} s");
        return $"{"",AxisWidth}└{left}{new string(' ', Math.Max(1, columns - left.Length - 3))}now";
    }
}
