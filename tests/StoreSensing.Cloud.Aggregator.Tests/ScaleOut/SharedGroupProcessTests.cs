using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.ScaleOut;

/// <summary>Two real cloud processes share a real broker's messages.</summary>
public sealed class SharedGroupProcessTests
{
    private static readonly string Program = typeof(Configuration.CloudConfig).Assembly.Location;

    [SkippableFact]
    public async Task TwoProcesses_OneKilled_LoadIsEvenNothingIsLostAndEveryPageHearsEverything()
    {
        await using var shop = await SharedShop.OpenAsync(Program);
        await Eventually.True(() => shop.First.Http.GetAsync($"{CloudUnderTest.Berlin}/layout").Result.IsSuccessStatusCode, "the shop is known");
        using var page = await LivePage.OpenAsync(shop.First.Http);
        using var other = await LivePage.OpenAsync(shop.Second.Http);

        // Few enough for a page's own queue: every event must come through.
        await shop.Fleet.Send(windows: 6);
        await shop.Fleet.Drained(60);
        await Eventually.True(() => Windows(page) == 6 * SharedShop.Devices && Windows(other) == 6 * SharedShop.Devices, "both pages hear every window");
        page.Heard.Where(h => h.Key.Contains("windowStart")).ShouldAllBe(h => h.Value == 1);

        await shop.Fleet.Send(windows: 94);
        await shop.Fleet.Drained(60);
        (await shop.Imbalance()).ShouldBeLessThanOrEqualTo(0.20);
        (await SharedShop.StoredBy(shop.Second)).ShouldBe(shop.Fleet.Sent);

        var before = await shop.Second.Stored();
        var sending = shop.Fleet.Send(windows: 100);
        await Eventually.True(() => shop.Second.Stored().Result > before + 100, "the second wave is under way");
        shop.First.Kill();
        await sending;
        await shop.Fleet.Drained(90);
        (await SharedShop.StoredBy(shop.Second)).ShouldBe(shop.Fleet.Sent);

        var taken = await shop.Second.Stored();
        await shop.Fleet.Send(windows: 10);
        await shop.Fleet.Drained(60);
        (await shop.Second.Stored() - taken).ShouldBe(10 * SharedShop.Devices);
        (await shop.Second.Ingest()).GetProperty("rejected").GetInt64().ShouldBe(0);
    }

    private static int Windows(LivePage page) => page.Heard.Keys.Count(data => data.Contains("windowStart"));
}
