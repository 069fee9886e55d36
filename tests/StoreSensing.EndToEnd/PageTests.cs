using Microsoft.Playwright;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>The store manager's page in a real browser, on the running demo.</summary>
[Collection("demo")]
public sealed class PageTests(TwoDemos demos) : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        const string chromium = "/usr/bin/chromium";
        if (!File.Exists(chromium))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    [SkippableTheory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Page_RunningDemo_ShowsHeatWherePeopleWalked(int width, int height)
    {
        var (page, faults) = await OpenAsync(width, height);

        var heat = page.GetByTestId("heat-canvas");
        await Assertions.Expect(heat).ToHaveAttributeAsync("data-total", new System.Text.RegularExpressions.Regex(@"^[1-9]"), new() { Timeout = 20_000 });
        await Assertions.Expect(page.GetByTestId("zone-row")).ToHaveCountAsync(5);
        await Assertions.Expect(page.GetByTestId("provenance")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("device-row")).ToHaveCountAsync(1);
        (await page.Locator("[data-zone=crossing]").First.GetByTestId("zone-visits").InnerTextAsync()).ShouldMatch(@"^\D*[1-9]");
        (await InkAsync(heat)).ShouldBeGreaterThan(200, "the heat map is painted where people walked");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the page scrolls sideways");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots(), $"dashboard-{width}x{height}.png") });
        faults.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Page_ItalianChosen_SpeaksItalian()
    {
        var (page, _) = await OpenAsync(1280, 800);

        await page.GetByTestId("lang-it").ClickAsync();

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "it");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Mappa");
        await Assertions.Expect(page.GetByTestId("zone-row").First).ToContainTextAsync("media", new() { Timeout = 20_000 });
    }

    [SkippableTheory]
    [InlineData("en", "Attraction", "Read it as a tendency")]
    [InlineData("it", "Attrazione", "Va letta come una tendenza")]
    public async Task Page_RunningDemo_ShowsItsDisplayAndExpressionAsRangesOrWhyNot(string language, string attraction, string tendency)
    {
        var (page, faults) = await OpenAsync(1440, 900);
        await page.GotoAsync($"{demos.Address}?lang={language}");

        var display = page.Locator("[data-testid=display][data-display=portrait-window]");
        await Assertions.Expect(display.GetByTestId("attraction")).ToContainTextAsync(attraction, new() { Timeout = 30_000 });
        (await display.GetByTestId("attraction").InnerTextAsync()).ShouldMatch($@"{attraction}\s+\S+");
        await Assertions.Expect(page.GetByTestId("expression")).ToContainTextAsync(tendency, new() { Timeout = 30_000 });
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the page scrolls sideways");
        faults.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Page_LiveUpdates_ArriveWithoutReloading()
    {
        var (page, _) = await OpenAsync(1280, 800);
        var heat = page.GetByTestId("heat-canvas");
        await Assertions.Expect(heat).ToHaveAttributeAsync("data-total", new System.Text.RegularExpressions.Regex(@"^[1-9]"), new() { Timeout = 20_000 });
        var before = await heat.GetAttributeAsync("data-total");

        await Assertions.Expect(heat).Not.ToHaveAttributeAsync("data-total", before!, new() { Timeout = 45_000 });
    }

    /// <summary>Pixels of the canvas that differ from its most frequent colour.</summary>
    private static async Task<int> InkAsync(ILocator canvas) => await canvas.EvaluateAsync<int>(
        """
        canvas => {
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const counts = new Map();
            for (let i = 0; i < data.length; i += 4) {
                const key = (data[i] << 24) | (data[i + 1] << 16) | (data[i + 2] << 8) | data[i + 3];
                counts.set(key, (counts.get(key) ?? 0) + 1);
            }
            return data.length / 4 - Math.max(...counts.values());
        }
        """);

    private static string Screenshots() => Directory.CreateDirectory(Path.Combine(ReferenceData.Repository, "artifacts", "screenshots")).FullName;

    private async Task<(IPage Page, List<string> Faults)> OpenAsync(int width, int height)
    {
        demos.Require();
        Skip.If(_browser is null, "chromium is not installed: apt-get install chromium");
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "en-GB" });
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
        await page.GotoAsync(demos.Address.ToString());
        return (page, faults);
    }
}
