namespace StoreSensing.Benchmarks;

/// <summary>Skin conductance: what is promised about signals, responses and stress.</summary>
internal static class GsrFigures
{
    public static void Measure(Report report)
    {
        GsrParityFigures.Measure(report);
        GsrStreamFigures.Measure(report);
        GsrStressFigures.Measure(report);
        GsrFrontEndFigures.Measure(report);
    }
}
