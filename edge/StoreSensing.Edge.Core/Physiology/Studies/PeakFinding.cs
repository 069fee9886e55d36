namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>Local extrema of a signal and how far they stand out, as SciPy's <c>find_peaks</c> and <c>peak_prominences</c> define them.</summary>
public static class PeakFinding
{
    /// <summary>Where the signal is higher than to both sides, in ascending order; of a plateau its middle, rounded down. Never the first or last sample.</summary>
    public static int[] Maxima(ReadOnlySpan<double> signal) => Extrema(signal, 1);

    /// <summary>Where the signal is lower than to both sides, in ascending order; of a plateau its middle, rounded down. Never the first or last sample.</summary>
    public static int[] Minima(ReadOnlySpan<double> signal) => Extrema(signal, -1);

    /// <summary>How far each of these samples stands out of the signal around it.</summary>
    /// <remarks>
    /// From a peak both ways to the nearest higher sample or the end of the signal: the bases are the lowest samples on the way, the prominence the height
    /// above the higher base. One pass each way with a stack of the samples that no later one tops, so that the time grows with the length, not with
    /// peaks times length.
    /// </remarks>
    public static Prominence[] Prominences(ReadOnlySpan<double> signal, ReadOnlySpan<int> peaks)
    {
        var left = Bases(signal, false);
        var right = Bases(signal, true);
        var prominences = new Prominence[peaks.Length];
        for (var i = 0; i < peaks.Length; i++)
        {
            var peak = peaks[i];
            var (before, after) = (left[peak], right[peak]);
            prominences[i] = new Prominence(signal[peak] - Math.Max(signal[before], signal[after]), before, after);
        }
        return prominences;
    }

    private static int[] Extrema(ReadOnlySpan<double> signal, int sign)
    {
        var found = new List<int>();
        var last = signal.Length - 1;
        for (var i = 1; i < last; i++)
        {
            if (sign * signal[i - 1] >= sign * signal[i])
                continue;
            var ahead = i + 1;
            while (ahead < last && signal[ahead] == signal[i])
                ahead++;
            if (sign * signal[ahead] < sign * signal[i])
                found.Add((i + ahead - 1) / 2);
            i = ahead - 1;
        }
        return [.. found];
    }

    // For every sample the lowest one between it and the nearest higher one on one side, the closer of equal ones.
    private static int[] Bases(ReadOnlySpan<double> signal, bool fromTheRight)
    {
        var bases = new int[signal.Length];
        var stack = new int[signal.Length];
        var depth = 0;
        for (var n = 0; n < signal.Length; n++)
        {
            var i = fromTheRight ? signal.Length - 1 - n : n;
            var lowest = i;
            for (; depth > 0 && signal[stack[depth - 1]] <= signal[i]; depth--)
            {
                var candidate = bases[stack[depth - 1]];
                if (signal[candidate] < signal[lowest])
                    lowest = candidate;
            }
            bases[i] = lowest;
            stack[depth++] = i;
        }
        return bases;
    }
}

/// <summary>How far a peak stands out.</summary>
/// <param name="Height">Above the higher base, in the signal's unit.</param>
/// <param name="LeftBase">The lowest sample before the peak, back to the nearest higher one.</param>
/// <param name="RightBase">The lowest sample after the peak, up to the nearest higher one.</param>
public readonly record struct Prominence(double Height, int LeftBase, int RightBase);
