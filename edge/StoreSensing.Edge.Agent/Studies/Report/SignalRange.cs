namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>The range of µS that the plot shows.</summary>
internal static class SignalRange
{
    // A quiet signal is not blown up until noise looks like a response.
    private const double Least = 0.2;

    /// <summary>All that is clean, with a margin; where nothing is, all there is. Artefacts may go beyond and are cut off.</summary>
    public static (double From, double To) Of(RecordingAnalysis analysis, double from, double to)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        Widen(analysis, from, to, analysis.Bands, ref low, ref high);
        if (low > high)
            Widen(analysis, from, to, [], ref low, ref high);
        if (low > high)
            return (0, 1);
        var margin = Math.Max(0.05 * (high - low), (Least - (high - low)) / 2);
        return (low < 0 ? low - margin : Math.Max(0, low - margin), high + margin);
    }

    private static void Widen(RecordingAnalysis analysis, double from, double to, IReadOnlyList<Band> without, ref double low, ref double high)
    {
        var seconds = analysis.Clean.Seconds;
        var values = analysis.Clean.Values;
        var (next, until) = (0, 0.0);
        for (var i = analysis.Clean.At(from); i < values.Length && seconds[i] < to; i++)
        {
            for (; next < without.Count && without[next].From <= seconds[i]; next++)
                until = Math.Max(until, without[next].To);
            if (double.IsNaN(values[i]) || seconds[i] < until)
                continue;
            (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
        }
    }
}
