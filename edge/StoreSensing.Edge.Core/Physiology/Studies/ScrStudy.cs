using StoreSensing.Edge.Core.Physiology.Filters;

namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>Analyses a whole recording at once, with NeuroKit2's results (<c>eda_clean</c>, <c>eda_phasic</c> by high-pass, <c>eda_peaks</c> by method neurokit).</summary>
/// <remarks>
/// For studies and comparisons: it looks into the future, so that nothing here can run live. Makowski et al. 2021, NeuroKit2, Behavior Research Methods 53,
/// 1689–1696; the decomposition is the high-pass at 0.05 Hz of BIOPAC's AcqKnowledge.
/// </remarks>
public static class ScrStudy
{
    private const double CleanHz = 3;
    private const int CleanOrder = 4;
    private const double SplitHz = 0.05;
    private const int SplitOrder = 2;

    // At 6 Hz and below 3 Hz is no frequency that could be told from others.
    private const double CleanedAbove = 2 * CleanHz;

    // What the filters' rounding makes of an unchanging recording stays far below this share of it, and every converter's step far above.
    private const double Rounding = 1e-9;

    /// <summary>Analyses a recording in µS. Missing samples (NaN) take the value before them and are counted.</summary>
    /// <exception cref="RecordingException">It is too short, too slow, begins with a missing sample or holds an infinite one.</exception>
    public static StudyResult Analyse(ReadOnlySpan<double> microsiemens, double samplesPerSecond, ScrStudyOptions options)
    {
        if (!double.IsFinite(samplesPerSecond) || samplesPerSecond <= 2 * SplitHz)
            throw new RecordingException(FormattableString.Invariant($"{samplesPerSecond} samples a second can't be analysed: more than {2 * SplitHz} are needed"));
        var cleaning = samplesPerSecond > CleanedAbove ? new ZeroPhase(Butterworth.LowPass(CleanOrder, CleanHz, samplesPerSecond)) : null;
        var level = new ZeroPhase(Butterworth.LowPass(SplitOrder, SplitHz, samplesPerSecond));
        var change = new ZeroPhase(Butterworth.HighPass(SplitOrder, SplitHz, samplesPerSecond));
        var shortest = Math.Max(cleaning?.ShortestSignal ?? 0, level.ShortestSignal);
        if (microsiemens.Length < shortest)
            throw new RecordingException(FormattableString.Invariant($"the recording has {microsiemens.Length} samples: at {samplesPerSecond} a second at least {shortest} are needed"));

        var clean = microsiemens.ToArray();
        var filled = FillMissing(clean);
        cleaning?.Filter(clean, clean);
        var tonic = new double[clean.Length];
        level.Filter(clean, tonic);
        var phasic = new double[clean.Length];
        change.Filter(clean, phasic);
        return new StudyResult
        {
            SamplesPerSecond = samplesPerSecond,
            Clean = clean,
            Tonic = tonic,
            Phasic = phasic,
            Scrs = ScrPeaks.Find(phasic, samplesPerSecond, Rounding * Greatest(clean), options),
            IsCleaned = cleaning is not null,
            FilledSamples = filled,
        };
    }

    private static int FillMissing(Span<double> samples)
    {
        var filled = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (double.IsInfinity(samples[i]))
                throw new RecordingException($"sample {i} is infinite");
            if (!double.IsNaN(samples[i]))
                continue;
            if (i == 0)
                throw new RecordingException("the recording begins with a missing sample: cut it off");
            samples[i] = samples[i - 1];
            filled++;
        }
        return filled;
    }

    private static double Greatest(ReadOnlySpan<double> samples)
    {
        var greatest = 0.0;
        foreach (var sample in samples)
            greatest = Math.Max(greatest, Math.Abs(sample));
        return greatest;
    }
}
