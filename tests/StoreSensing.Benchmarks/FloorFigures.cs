using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>What one camera with the default models costs, in a process of its own.</summary>
internal static class FloorFigures
{
    private static readonly string[] Detectors = ["centernet", "motion"];

    public static void Measure(Report report)
    {
        var clip = Path.Combine(ReferenceData.Repository, ".cache", "media", "vtest.avi");
        if (!File.Exists(clip))
        {
            report.Skip("floor", $"{clip} is absent; ./demo brings it");
            return;
        }
        foreach (var detector in Detectors)
        {
            using var figures = JsonDocument.Parse(Programs.Edge("bench", "--json", "--input", clip, "--detector", detector, "--frames", "300"));
            double Figure(string name) => figures.RootElement.GetProperty(name).GetDouble();
            report.AtMost($"floor.{detector}.bytesPerPicture", Figure("lane.bytesPerPicture"), "B", 0);
            report.AtMost($"floor.{detector}.residentPeak", Figure("agent.residentPeakMegabytes"), "MB", 250);
            report.Plain($"floor.{detector}.laneMedian", Figure("lane.milliseconds.median"), "ms");
            report.Plain($"floor.{detector}.laneP95", Figure("lane.milliseconds.p95"), "ms");
        }
    }
}
