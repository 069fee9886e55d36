using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>NeuroKit2's level and responses, within what the live chain says about contact and artefacts.</summary>
internal static class NeurokitStudy
{
    public static StudyFindings Of(Recording recording, LaneRecord lane, double duration, double? threshold)
    {
        var result = Analyse(recording, threshold);
        var rate = result.SamplesPerSecond;
        StudySecond[] seconds = [.. lane.Seconds.Select(s => s with { Level = Mean(result.Clean.Span, s.Start, rate), Scl = Mean(result.Tonic.Span, s.Start, rate) })];
        var clean = new CleanTimes(seconds);
        var times = new double[result.Clean.Length];
        for (var i = 0; i < times.Length; i++)
            times[i] = i / rate;
        Band[] apart = [.. lane.Bands(duration).Where(b => b.Kind == BandKind.NoContact)];
        return new StudyFindings(
            new Curve(times, Without(result.Clean.ToArray(), apart, rate)),
            new Curve(times, Without(result.Tonic.ToArray(), apart, rate)),
            seconds,
            [.. result.Scrs.Select(s => new AnalysedScr(s.Onset / rate, s.Peak / rate, s.Amplitude, s.HalfRecovery / rate, clean.Hold(s.Peak / rate)))]);
    }

    // A threshold in µS replaces NeuroKit2's relative one, which grows with the recording's worst artefact.
    private static StudyResult Analyse(Recording recording, double? threshold)
    {
        try
        {
            var options = threshold is null ? new ScrStudyOptions() : new ScrStudyOptions { RelativeProminence = 0, LeastAmplitude = threshold };
            return ScrStudy.Analyse(recording.Microsiemens.Span, recording.SamplesPerSecond, options);
        }
        catch (RecordingException e)
        {
            throw new RecordingException($"{recording.Name}: {e.Message}");
        }
    }

    private static double Mean(ReadOnlySpan<double> signal, double start, double rate)
    {
        var from = Math.Clamp((int)Math.Ceiling(start * rate), 0, signal.Length);
        var to = Math.Clamp((int)Math.Ceiling((start + 1) * rate), from, signal.Length);
        var sum = 0.0;
        foreach (var value in signal[from..to])
            sum += value;
        return to > from ? sum / (to - from) : double.NaN;
    }

    private static double[] Without(double[] signal, Band[] apart, double rate)
    {
        foreach (var band in apart)
        {
            var from = Math.Clamp((int)Math.Ceiling(band.From * rate), 0, signal.Length);
            signal.AsSpan(from..Math.Clamp((int)Math.Ceiling(band.To * rate), from, signal.Length)).Fill(double.NaN);
        }
        return signal;
    }
}
