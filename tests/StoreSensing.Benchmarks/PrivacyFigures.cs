namespace StoreSensing.Benchmarks;

/// <summary>What the promise "nothing personal leaves the device" is measured by, and what it costs.</summary>
internal static class PrivacyFigures
{
    public static void Measure(Report report)
    {
        PrivacyUtilityFigures.Measure(report);
        PrivacyFuzzFigures.Measure(report);
    }
}
