using StoreSensing.Edge.Core.Physiology.Responses;
using StoreSensing.Edge.Core.Physiology.Studies;
using StoreSensing.Edge.Core.Tests.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

/// <summary>
/// The lane's responses beside the anchor's: maxima of prominence 0.05 µS of the recording smoothed at once by a zero-phase filter of order 4 and 1 Hz. A response
/// is found when its peak lies within 1 s, one for one.
/// </summary>
internal sealed class AnchoredResponses
{
    private const double Tolerance = 1;

    private AnchoredResponses(StreamedRecording streamed, double[] peaks, double[] onsets, double seconds)
    {
        var found = streamed.Responses;
        (Anchors, Found) = (peaks.Length, found.Count);
        Counted = Pairs(peaks, [.. found.Where(r => r.Kind == ScrEventKind.Final).Select(r => r.PeakSeconds)]).Count();
        foreach (var (anchor, response) in Pairs(peaks, [.. found.Select(r => r.PeakSeconds)]))
        {
            Matched++;
            Latencies.Add(streamed.Signs[streamed.KeyOf(found[response])].At.Elapsed.TotalSeconds - onsets[anchor]);
            FinalLatencies.Add(found[response].At.Elapsed.TotalSeconds - peaks[anchor]);
        }
        for (var minute = 0; minute + 1 <= seconds / 60; minute++)
            MinuteErrors.Add(Math.Abs(InMinute(peaks, minute) - InMinute(found.Select(r => r.PeakSeconds), minute)));
        (Signs, TakenBack) = (streamed.Signs.Count, streamed.TakenBack.Count);
        Disturbed = found.Count(r => r.Kind == ScrEventKind.Disturbed);
    }

    public int Anchors { get; }

    public int Found { get; }

    public int Matched { get; }

    /// <summary>Anchors found among the responses that the lane counts: those without an artefact near.</summary>
    public int Counted { get; }

    public int Signs { get; }

    public int TakenBack { get; }

    /// <summary>Of the found ones, those near an artefact, which the lane doesn't count.</summary>
    public int Disturbed { get; }

    /// <summary>From the anchor's onset to the first sign, seconds.</summary>
    public List<double> Latencies { get; } = [];

    /// <summary>From the anchor's peak to the final word, seconds.</summary>
    public List<double> FinalLatencies { get; } = [];

    /// <summary>Difference of responses in each whole minute.</summary>
    public List<double> MinuteErrors { get; } = [];

    /// <summary>Compares a recording; the anchor is the golden one, or, where there is none, made by the same recipe from the tenth second on.</summary>
    public static AnchoredResponses Of(Recording recording, GoldenProminences? golden)
    {
        var rate = recording.SamplesPerSecond;
        var signal = recording.Microsiemens.Span;
        var offset = golden?.Offset ?? (int)(10 * rate);
        var (peaks, onsets) = golden is null ? Anchor(signal[offset..], rate) : ([.. golden.Peaks.Select(p => p - golden.Offset)], [.. golden.Onsets.Select(p => p - golden.Offset)]);
        return new AnchoredResponses(StreamedRecording.Of(signal, rate), Seconds(peaks), Seconds(onsets), signal.Length / rate);

        double[] Seconds(int[] places) => [.. places.Select(p => (p + offset) / rate)];
    }

    /// <summary>The golden anchor at the threshold of a response, if there is one.</summary>
    public static GoldenProminences? GoldenOf(GoldenStudies golden, string recording) => golden.Prominences(recording).FirstOrDefault(p => p.Least == ScrOptions.Threshold);

    private static (int[] Peaks, int[] Onsets) Anchor(ReadOnlySpan<double> signal, double rate)
    {
        var reference = ZeroPhaseReference.Find(signal, rate, ScrOptions.Threshold);
        return ([.. reference.Select(p => p.Peak)], [.. reference.Select(p => p.Onset)]);
    }

    private static int InMinute(IEnumerable<double> peaks, int minute) => peaks.Count(p => p >= 60 * minute && p < 60 * (minute + 1));

    private static IEnumerable<(int Anchor, int Found)> Pairs(double[] anchors, double[] found)
    {
        var (takenAnchors, takenFound) = (new HashSet<int>(), new HashSet<int>());
        var near = Enumerable.Range(0, anchors.Length)
            .SelectMany(a => Enumerable.Range(0, found.Length).Where(f => Math.Abs(anchors[a] - found[f]) <= Tolerance).Select(f => (Anchor: a, Found: f)))
            .OrderBy(p => Math.Abs(anchors[p.Anchor] - found[p.Found])).ToList();
        foreach (var pair in near.Where(p => !takenAnchors.Contains(p.Anchor) && !takenFound.Contains(p.Found)))
        {
            takenAnchors.Add(pair.Anchor);
            takenFound.Add(pair.Found);
            yield return pair;
        }
    }
}
