using System.Globalization;
using System.Text.RegularExpressions;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>The demo with its broker killed for 20 s: what the device kept, and what was stored.</summary>
internal static partial class DeliveryOutageFigures
{
    public static void Measure(Report report)
    {
        if (!File.Exists(Path.Combine(ReferenceData.Repository, ".cache", "media", "vtest.avi")))
        {
            report.Skip("delivery", "the demo's pictures are absent; ./demo brings them");
            return;
        }
        var port = MosquittoBroker.FreePort().ToString(CultureInfo.InvariantCulture);
        var (code, output) = Programs.Run(
            Path.Combine(ReferenceData.Repository, "demo"),
            ["--headless", "--skip-build", "--seconds", "60", "--check", "--broker-outage", "20", "--port", port]);
        var stored = StoredLine().Match(output);
        if (!stored.Success)
        {
            report.AtMost("delivery.outage.exitCode", code, "-", 0);
            return;
        }
        double Number(int group) => double.Parse(stored.Groups[group].Value, CultureInfo.InvariantCulture);
        report.Plain("delivery.outage.kept", Number(1), "messages");
        report.AtMost("delivery.outage.lost", Math.Max(0, Number(1) - Number(2)), "messages", 0);
        report.AtMost("delivery.outage.double", Math.Max(0, Number(2) - Number(1)), "messages", 0);
        report.AtMost("delivery.outage.exitCode", code, "-", 0);
    }

    [GeneratedRegex(@"messages kept → stored +(\d+) +(\d+)")]
    private static partial Regex StoredLine();
}
