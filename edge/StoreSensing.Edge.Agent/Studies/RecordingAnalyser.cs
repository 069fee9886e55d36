using System.Globalization;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Responses;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Agent.Studies;

/// <summary>Runs a recording through the live chain and, where asked, NeuroKit2's methods.</summary>
internal static class RecordingAnalyser
{
    /// <summary>The live chain's threshold, µS: it doesn't look for smaller responses.</summary>
    public const double LiveThreshold = 0.05;

    // Electrodes settle for 10 s and every second is judged 10 s late: below this nothing is known about any second.
    private const double ShortestSeconds = 20;

    private const double SlowestRate = 2;
    private const double FastestRate = 10_000;

    /// <summary>Analyses a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="method">How level and responses are found.</param>
    /// <param name="threshold">Least amplitude of a response, µS; null for the method's own rule.</param>
    /// <param name="windowSeconds">Length of the windows, seconds.</param>
    /// <exception cref="RecordingException">It can't be analysed.</exception>
    public static RecordingAnalysis Analyse(Recording recording, StudyMethod method, double? threshold, int windowSeconds)
    {
        Check(recording, method, threshold);
        var samples = recording.Microsiemens.Span;
        var duration = samples.Length / recording.SamplesPerSecond;
        var lane = Listen(recording);
        var bands = lane.Bands(duration);
        var found = method == StudyMethod.Live ? OfLane(lane, threshold ?? LiveThreshold) : NeurokitStudy.Of(recording, lane, duration, threshold);
        return new RecordingAnalysis
        {
            Name = Path.GetFileName(recording.Name),
            SamplesPerSecond = recording.SamplesPerSecond,
            Samples = samples.Length,
            MissingSamples = Missing(samples),
            StartSeconds = recording.StartSeconds,
            Method = method,
            Threshold = method == StudyMethod.Live ? threshold ?? LiveThreshold : threshold,
            Clean = found.Clean,
            Tonic = found.Tonic,
            Seconds = found.Seconds,
            Bands = bands,
            Scrs = found.Scrs,
            Windows = WindowFeatures.Of(found.Seconds, found.Scrs, bands, duration, windowSeconds),
        };
    }

    private static void Check(Recording recording, StudyMethod method, double? threshold)
    {
        var (name, rate) = (recording.Name, recording.SamplesPerSecond);
        var samples = recording.Microsiemens.Span;
        if (threshold is { } least && !(double.IsFinite(least) && least > 0))
            throw new RecordingException($"{Text(least)} is no threshold: a positive number of µS is");
        if (method == StudyMethod.Live && threshold < LiveThreshold)
            throw new RecordingException($"{Text(threshold.Value)} µS is below what the live chain looks for, {Text(LiveThreshold)} µS: smaller responses are found by method neurokit");
        if (rate is < SlowestRate or > FastestRate)
            throw new RecordingException($"{name} has {Text(rate)} samples a second: {Text(SlowestRate)} to {Text(FastestRate)} can be analysed{(rate < SlowestRate && rate * 1000 >= SlowestRate ? "; a column of times must be in seconds" : "")}");
        if (samples.Length / rate < ShortestSeconds)
            throw new RecordingException($"{name} lasts {Text(samples.Length / rate)} s ({samples.Length} samples at {Text(rate)} a second): at least {Text(ShortestSeconds)} s are needed");
        if (Constant(samples) is { } value)
            throw new RecordingException($"{name} never changes ({Text(value)} µS in all {samples.Length} samples): no skin does that, look at wires and converter");
    }

    private static LaneRecord Listen(Recording recording)
    {
        var record = new LaneRecord();
        var plan = new PhysiologyPlan
        {
            Sensor = "recording",
            NominalRate = recording.SamplesPerSecond,
            FrontEnd = new MicrosiemensFrontEnd(),
            WindowSeconds = 60,
            Zone = "recording",
            // Whoever has the file has the consent, or no right to it.
            AsksConsent = false,
        };
        var pipeline = new PhysiologyPipeline(plan, 1, record);
        var samples = recording.Microsiemens.Span;
        for (var i = 0; i < samples.Length; i++)
        {
            var time = At(i / recording.SamplesPerSecond);
            pipeline.Add(new SensorReading(time, samples[i]));
            // Nobody needs the lane's own windows, but they must not pile up.
            while (pipeline.Close(time) is not null)
            {
            }
        }
        pipeline.Stop(At(samples.Length / recording.SamplesPerSecond));
        return record;
    }

    private static FrameTime At(double seconds)
    {
        var elapsed = TimeSpan.FromSeconds(seconds);
        return new FrameTime(DateTimeOffset.UnixEpoch + elapsed, elapsed);
    }

    private static StudyFindings OfLane(LaneRecord lane, double threshold)
    {
        var blocks = lane.Blocks;
        var clean = new CleanTimes(lane.Seconds);
        var found = lane.Scrs.Where(s => s.Amplitude >= threshold).ToList();
        return new StudyFindings(
            blocks,
            new Curve([.. lane.Seconds.Select(s => s.Start + 0.5)], [.. lane.Seconds.Select(s => s.Scl)]),
            lane.Seconds,
            [.. found.Select((s, i) => new AnalysedScr(s.OnsetSeconds, s.PeakSeconds, s.Amplitude, HalfRecovery(blocks, s, i + 1 < found.Count ? found[i + 1].OnsetSeconds : double.PositiveInfinity), clean.Hold(s.PeakSeconds)))]);
    }

    // The first block after the peak that has lost half of the amplitude, before the next response begins or contact is lost.
    private static double? HalfRecovery(Curve blocks, in ScrEvent response, double until)
    {
        var first = blocks.At(response.PeakSeconds);
        for (var i = first; i < blocks.Seconds.Length && blocks.Seconds[i] <= until; i++)
        {
            if (double.IsNaN(blocks.Values[i]))
                return null;
            if (blocks.Values[i] <= blocks.Values[first] - (response.Amplitude / 2))
                return blocks.Seconds[i];
        }
        return null;
    }

    private static double? Constant(ReadOnlySpan<double> samples)
    {
        var first = double.NaN;
        foreach (var sample in samples)
        {
            if (double.IsNaN(sample) || sample == first)
                continue;
            if (!double.IsNaN(first))
                return null;
            first = sample;
        }
        return first;
    }

    private static int Missing(ReadOnlySpan<double> samples)
    {
        var missing = 0;
        foreach (var sample in samples)
            missing += double.IsNaN(sample) ? 1 : 0;
        return missing;
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>Signals and responses by one method.</summary>
internal sealed record StudyFindings(Curve Clean, Curve Tonic, IReadOnlyList<StudySecond> Seconds, IReadOnlyList<AnalysedScr> Scrs);
