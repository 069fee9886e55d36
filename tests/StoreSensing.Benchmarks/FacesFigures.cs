namespace StoreSensing.Benchmarks;

/// <summary>Topic <c>faces</c>: detectors, expression, attention, still faces, speed.</summary>
internal static class FacesFigures
{
    public static void Measure(Report report)
    {
        DetectionFigures.Measure(report);
        ExpressionFigures.Measure(report);
        AttentionFigures.Measure(report);
        SpeedFigures.Measure(report);
    }
}
