using StoreSensing.Cloud.Aggregator.Tests.ScaleOut;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Two cloud processes share a broker's messages: how evenly, and what is lost when one is killed in the middle.</summary>
internal static class DeliveryShareFigures
{
    private const int Windows = 150;

    public static void Measure(Report report) => MeasureAsync(report).GetAwaiter().GetResult();

    private static async Task MeasureAsync(Report report)
    {
        await using var shop = await SharedShop.OpenAsync(Programs.CloudProgram);
        await shop.Fleet.Send(Windows);
        await shop.Fleet.Drained(120);
        report.AtMost("delivery.share.imbalance", await shop.Imbalance(), "-", 0.20);

        var taken = await shop.Second.Stored();
        var sending = shop.Fleet.Send(Windows);
        await Eventually.True(() => shop.Second.Stored().Result > taken + (SharedShop.Devices * Windows / 8), "the second wave is under way");
        shop.First.Kill();
        await sending;
        await shop.Fleet.Drained(120);
        report.AtMost("delivery.share.lostAfterKill", shop.Fleet.Sent - await SharedShop.StoredBy(shop.Second), "messages", 0);
    }
}
