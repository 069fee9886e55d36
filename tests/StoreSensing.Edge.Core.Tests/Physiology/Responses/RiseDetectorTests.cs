using StoreSensing.Edge.Core.Physiology.Responses;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Responses;

public sealed class RiseDetectorTests
{
    [Fact]
    public void Next_AnySignal_FindsExactlyTheMaximaOfThatProminence()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var signal = Walk(seed);
            var detector = new RiseDetector(0.05);
            var found = new List<int>();
            for (var i = 0; i < signal.Length; i++)
                if (detector.Next(signal[i], i) == RiseStep.Fell)
                    found.Add((int)detector.Peak.At);

            var maxima = PeakFinding.Maxima(signal);
            var prominences = PeakFinding.Prominences(signal, maxima);
            var expected = maxima.Where((_, i) => prominences[i].Height >= 0.05);
            found.ShouldBe(expected, $"seed {seed}");
        }
    }

    private static double[] Walk(int seed)
    {
        var random = new Random(seed);
        var (value, signal) = (5.0, new double[400]);
        for (var i = 0; i < signal.Length; i++)
            signal[i] = value += 0.03 * (random.NextDouble() - 0.5);
        return signal;
    }
}
