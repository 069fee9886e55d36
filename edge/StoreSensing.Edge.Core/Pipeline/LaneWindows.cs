using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Pipeline;

/// <summary>Turns a filled window into raw figures.</summary>
internal static class LaneWindows
{
    /// <summary>All that stands in the window itself; zones and queues have their own.</summary>
    public static RawWindow ToRaw(LaneWindow window, LanePlan plan) => new()
    {
        Camera = plan.Camera,
        Window = window.Window,
        ObservedSeconds = window.ObservedSeconds,
        Zones = [],
        Lines = [.. plan.Lines.Select((line, i) => new RawLine(line.Id, window.LineIn[i], window.LineOut[i])
        {
            Crossers = [.. window.Crossers.Where(c => c.Line == i).Select(c => c.Who)],
        })],
        Surface = plan.Surface.Id,
        Heat = plan.CountsElsewhere ? [] : Single(window.Heat),
        Linger = plan.CountsElsewhere ? [] : Single(window.Linger),
        HeatOf = plan.CountsElsewhere ? [] : window.People.ToRaw(),
        LingerOf = plan.CountsElsewhere ? [] : window.Lingerers.ToRaw(),
        Entries = plan.CountsElsewhere ? [] : [.. window.Entries],
        Exits = plan.CountsElsewhere ? [] : [.. window.Exits],
        Flow = plan.CountsElsewhere || plan.Zones.Count == 0
            ? null
            : new RawFlow(
                plan.Surface.Id, [.. plan.Zones.Select(z => z.Id)], window.Flow.Visitors, [.. window.Flow.Transitions], [.. window.Flow.First], [.. window.Flow.Reached]),
        Crossings = plan.Lines.Any(l => l.Entrance) ? [.. window.Crossings] : null,
        Expressions = [.. window.Expressions],
    };

    private static float[] Single(double[] seconds) => Array.ConvertAll(seconds, s => (float)s);
}
