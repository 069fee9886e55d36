using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Core.Physiology.Arousal;

namespace StoreSensing.Edge.Agent.Tests.Studies;

/// <summary>A made-up analysis: ten seconds of settling, a response every fifteen seconds, an artefact, a loss of contact.</summary>
internal static class ExampleAnalysis
{
    public static RecordingAnalysis Of(double duration, double rate = 10, string name = "walk_10hz.csv", StudyMethod method = StudyMethod.Live)
    {
        var samples = (int)(duration * rate);
        double[] times = [.. Enumerable.Range(0, samples).Select(i => i / rate)];
        Band[] bands =
        [
            new(BandKind.Settling, 0, 10), new(BandKind.Artefact, duration * 0.4, (duration * 0.4) + 10), new(BandKind.NoContact, duration * 0.9, duration),
        ];
        StudySecond[] seconds =
        [
            .. Enumerable.Range(10, (int)(duration * 0.9) - 10).Select(s => new StudySecond(
                s,
                !bands.Any(b => b.Kind == BandKind.Artefact && s >= b.From && s < b.To),
                Level(s),
                Tonic(s),
                s < 190 ? Abstention.ShortHistory : Abstention.None,
                s < 190 ? double.NaN : 2.5 * Math.Sin(s / 97.0)))
        ];
        AnalysedScr[] scrs =
        [
            .. Enumerable.Range(1, (int)(duration * 0.9 / 15) - 1).Select(n => new AnalysedScr(n * 15, (n * 15) + 2, 0.3 + (0.1 * (n % 3)), n % 2 == 0 ? (n * 15) + 6 : null, n % 7 != 3))
        ];
        return new RecordingAnalysis
        {
            Name = name,
            SamplesPerSecond = rate,
            Samples = samples,
            MissingSamples = 12,
            StartSeconds = 0,
            Method = method,
            Threshold = method == StudyMethod.Live ? 0.05 : null,
            Clean = new Curve(times, [.. times.Select(t => t >= duration * 0.9 ? double.NaN : Level(t))]),
            Tonic = new Curve(times, [.. times.Select(t => t >= duration * 0.9 ? double.NaN : Tonic(t))]),
            Seconds = seconds,
            Bands = bands,
            Scrs = scrs,
            Windows = WindowFeatures.Of(seconds, scrs, bands, duration, 60),
        };
    }

    private static double Tonic(double seconds) => 5 + Math.Sin(seconds / 200);

    private static double Level(double seconds)
    {
        var since = seconds % 15;
        return Tonic(seconds) + (0.4 * (since < 2 ? since / 2 : Math.Exp(-(since - 2) / 4)));
    }
}
