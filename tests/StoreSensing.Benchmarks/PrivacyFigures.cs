namespace StoreSensing.Benchmarks;

/// <summary>The topic <c>privacy</c>.</summary>
internal static class PrivacyFigures
{
    public static void Measure(Report report)
    {
        PrivacyUtilityFigures.Measure(report);
    }
}
