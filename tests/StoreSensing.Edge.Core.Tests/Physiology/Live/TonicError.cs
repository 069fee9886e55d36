using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

/// <summary>The lane's tonic level, ten seconds late, against the one that is worked out with the whole recording at hand.</summary>
internal static class TonicError
{
    private const int Rest = 20; // s: what a contact begins with has no past yet

    /// <summary>Sum of squared differences, µS², and their number.</summary>
    public static (double Sum, int Count) Of(Recording recording)
    {
        var rate = recording.SamplesPerSecond;
        var tonic = ScrStudy.Analyse(recording.Microsiemens.Span, rate, new ScrStudyOptions()).Tonic.Span;
        var (sum, count) = (0.0, 0);
        var seconds = StreamedRecording.Of(recording.Microsiemens.Span, rate).Seconds;
        foreach (var (second, _) in seconds.Skip(Rest))
        {
            var middle = (second.Time.Elapsed.TotalSeconds + 0.5) * rate;
            if (double.IsNaN(second.Scl) || middle >= tonic.Length - 1)
                continue;
            var at = (int)middle;
            var whole = tonic[at] + ((middle - at) * (tonic[at + 1] - tonic[at]));
            sum += (second.Scl - whole) * (second.Scl - whole);
            count++;
        }
        return (sum, count);
    }
}
