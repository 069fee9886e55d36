namespace StoreSensing.Benchmarks;

/// <summary>What the promise "nothing personal leaves the device" is measured by.</summary>
internal static class PrivacyFigures
{
    public static void Measure(Report report) => PrivacyFuzzFigures.Measure(report);
}
