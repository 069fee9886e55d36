namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>Responses in a phasic signal, as NeuroKit2's <c>eda_peaks</c> by method neurokit finds and measures them.</summary>
internal static class ScrPeaks
{
    /// <summary>The responses; none where no peak stands out by more than <paramref name="rounding"/>, µS.</summary>
    public static List<StudyScr> Find(ReadOnlySpan<double> phasic, double samplesPerSecond, double rounding, ScrStudyOptions options)
    {
        var peaks = Prominent(phasic, rounding, options.RelativeProminence);
        var onsets = Onsets(phasic, peaks);
        var scrs = new List<StudyScr>(peaks.Count);
        for (var i = 0; i < peaks.Count; i++)
        {
            var (peak, height) = (peaks[i], phasic[peaks[i]]);
            if (onsets[i] is not { } onset)
            {
                if (options.LeastAmplitude is null)
                    scrs.Add(new StudyScr(null, peak, height, null, null, null, null));
                continue;
            }
            var amplitude = height - phasic[onset];
            // Recovery ends where the next response begins, even one that is too small to be kept.
            var until = i + 1 < peaks.Count ? peaks[i + 1] : phasic.Length;
            var recovery = Recovery(phasic[peak..until], phasic[onset] + (amplitude * options.RecoveryShare));
            if (options.LeastAmplitude is not { } least || amplitude >= least)
                scrs.Add(new StudyScr(onset, peak, height, amplitude, (peak - onset) / samplesPerSecond, peak + recovery, recovery / samplesPerSecond));
        }
        return scrs;
    }

    private static List<int> Prominent(ReadOnlySpan<double> phasic, double rounding, double share)
    {
        var peaks = PeakFinding.Maxima(phasic);
        var prominences = PeakFinding.Prominences(phasic, peaks);
        var greatest = prominences.Length > 0 ? prominences.Max(p => p.Height) : 0;
        return greatest > rounding ? [.. peaks.Where((_, i) => prominences[i].Height / greatest >= share)] : [];
    }

    // The last trough before each peak. Two maxima have one between them, so only the first peak can be without.
    private static int?[] Onsets(ReadOnlySpan<double> phasic, List<int> peaks)
    {
        var troughs = PeakFinding.Minima(phasic);
        var onsets = new int?[peaks.Count];
        var passed = 0;
        for (var i = 0; i < peaks.Count; i++)
        {
            while (passed < troughs.Length && troughs[passed] < peaks[i])
                passed++;
            onsets[i] = passed > 0 ? troughs[passed - 1] : null;
        }
        return onsets;
    }

    // Samples from the peak to the highest value at or below the level, on the way down to the segment's first minimum. The last sample before the minimum
    // is never it: NeuroKit2 asks for a lower one after it within the way, and the minimum itself is outside.
    private static int? Recovery(ReadOnlySpan<double> segment, double level)
    {
        var lowest = 0;
        for (var i = 1; i < segment.Length; i++)
        {
            if (segment[i] < segment[lowest])
                lowest = i;
        }
        int? closest = null;
        var least = double.PositiveInfinity;
        for (var i = 0; i < lowest; i++)
        {
            least = Math.Min(least, segment[i]);
            if (segment[i] <= level && (closest is null || segment[i] > segment[closest.Value]))
                closest = i;
        }
        return closest is { } found && least < segment[found] ? found : null;
    }
}
