using StoreSensing.Benchmarks.Delivery;

namespace StoreSensing.Benchmarks;

/// <summary>10,000 devices with 10 zones whose windows all arrive in the same moment, three times; what a day of it would need is worked out from that.</summary>
internal static class DeliveryBurstFigures
{
    private const int Devices = 10_000;
    private const int Zones = 10;
    private const int Bursts = 3;
    private const double WindowsADay = 24 * 60;

    public static void Measure(Report report)
    {
        using var rig = DeliveryRig.Sqlite();
        string[] fleet = ["--devices", $"{Devices}", "--zones", $"{Zones}", "--burst", "--per-minute", "3"];
        rig.Load([.. fleet, "--windows", "1"]); // introduces the devices, which a day does once
        var before = rig.StoreBytes;
        var result = rig.Load([.. fleet, "--windows", $"{Bursts}"]);
        Console.Error.WriteLine($"  bursts of {Devices} devices: {result}");
        var grown = rig.StoreBytes - before;
        report.AtMost("delivery.burst.seconds", result.LongestMilliseconds / 1000, "s", 10);
        report.AtMost("delivery.burst.lost", result.Sent - (result.Stored ?? 0), "messages", 0);
        report.AtLeast("delivery.burst.rows", (result.Stored ?? 0) * Zones / (double)Bursts, "rows", Devices * Zones);
        report.Plain("delivery.burst.cpuPerDay", ((result.CloudCpuSeconds ?? 0) + (result.BrokerCpuSeconds ?? 0)) / Bursts * WindowsADay / 3600, "core-hours");
        report.Plain("delivery.burst.diskPerRow", (double)grown / (result.Figures), "bytes");
        report.Plain("delivery.burst.diskPerDay", grown / (double)Bursts * WindowsADay / 1e9, "GB");
    }
}
