using System.Net.Http.Json;
using System.Text.Json;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>
/// The demo twice at once on ports of their own, as a user would start them; the first loses its broker for a while. Started once for all
/// tests of the collection.
/// </summary>
public sealed class TwoDemos : IAsyncLifetime
{
    // Long enough for every page to be looked at while it runs, other tests beside it.
    public const int Seconds = 120;
    private static readonly HttpClient Http = new();
    private ProductProgram? _first;
    private ProductProgram? _second;

    public int Port { get; } = MosquittoBroker.FreePort();

    public int OtherPort { get; } = MosquittoBroker.FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    internal ProductProgram First => _first ?? throw new InvalidOperationException("the demo was not started");

    internal ProductProgram Second => _second ?? throw new InvalidOperationException("the demo was not started");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path.Combine(ReferenceData.Repository, ".cache", "media", "vtest.avi")))
            return; // each test skips itself
        _first = ProductProgram.Demo("--port", $"{Port}", "--seconds", $"{Seconds}", "--check", "--broker-outage", "20");
        _second = ProductProgram.Demo("--port", $"{OtherPort}", "--seconds", "40", "--check");
        await Eventually.True(() => PersonSeconds() > 20 || _first.HasExited, "the demo's heat map fills", 120);
    }

    /// <summary>Skips the test where the demo's pictures are absent; fails it when the demo ended early.</summary>
    public void Require()
    {
        DemoMedia.File("vtest.avi");
        if (First.HasExited && !First.Output.Contains("Everything measured has arrived"))
            throw new InvalidOperationException($"the demo ended:\n{First.Output}\n{First.Errors}");
    }

    public Task DisposeAsync()
    {
        _first?.Dispose();
        _second?.Dispose();
        return Task.CompletedTask;
    }

    private double PersonSeconds()
    {
        try
        {
            var heat = Http.GetFromJsonAsync<JsonElement>(new Uri(Address, "api/v1/stores/demo/high-street/heat")).GetAwaiter().GetResult();
            return heat.GetProperty("surfaces").EnumerateArray().Sum(s => s.GetProperty("totalPersonSeconds").GetDouble());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return 0; // not up yet, or the store is not known yet
        }
    }
}

[CollectionDefinition("demo")]
public sealed class DemoCollection : ICollectionFixture<TwoDemos>;
