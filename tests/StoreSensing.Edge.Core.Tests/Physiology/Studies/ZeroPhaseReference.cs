using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

/// <summary>What a streaming detector is held against: peaks by prominence in the zero-phase low-passed recording, at 1 Hz and order 4.</summary>
/// <remarks>The onset is the lowest sample since the last such peak (or the start), the first of equals.</remarks>
internal static class ZeroPhaseReference
{
    public static List<ReferencePeak> Find(ReadOnlySpan<double> microsiemens, double samplesPerSecond, double leastProminence)
    {
        var smooth = new double[microsiemens.Length];
        new ZeroPhase(Butterworth.LowPass(4, 1, samplesPerSecond)).Filter(microsiemens, smooth);
        var maxima = PeakFinding.Maxima(smooth);
        var found = new List<ReferencePeak>();
        var since = 0;
        foreach (var (peak, prominence) in maxima.Zip(PeakFinding.Prominences(smooth, maxima)).Where(p => p.Second.Height >= leastProminence))
        {
            var onset = since;
            for (var i = since; i < peak; i++)
                onset = smooth[i] < smooth[onset] ? i : onset;
            found.Add(new ReferencePeak(peak, onset, prominence.Height, smooth[peak] - smooth[onset]));
            since = peak;
        }
        return found;
    }
}

/// <summary>A peak of the reference; positions in samples, heights in µS.</summary>
internal readonly record struct ReferencePeak(int Peak, int Onset, double Prominence, double TroughToPeak);
