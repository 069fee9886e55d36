using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Hosting;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Configuration;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

/// <summary>The whole program on a free loopback port, with a broker in memory and a clock that stands at T0 + 1 min.</summary>
internal sealed class CloudUnderTest : IAsyncDisposable
{
    public const string Berlin = "/api/v1/stores/acme/berlin";

    private readonly TemporaryFolder _folder = new();
    private readonly IMetricStore _store;
    private readonly WebApplication _app;

    private CloudUnderTest(string yaml, Func<IMetricStore, IMetricStore>? wrap)
    {
        var config = ConfigFile.Parse(yaml, "test.yaml", CloudConfig.Read).With("127.0.0.1:0", _folder.File("store.sqlite"), null);
        _store = new SqliteMetricStore(config.Store.Path);
        _app = CloudHost.Build(config, wrap?.Invoke(_store) ?? _store, (options, _) => Broker = new FakeBroker(options), Time);
    }

    public ManualTime Time { get; } = new(Wire.T0.AddMinutes(1));

    public FakeBroker Broker { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<CloudUnderTest> StartAsync(string yaml = "", Func<IMetricStore, IMetricStore>? wrap = null)
    {
        var cloud = new CloudUnderTest(yaml, wrap);
        await cloud._app.StartAsync();
        var address = cloud._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        cloud.Http = new HttpClient { BaseAddress = new Uri(address) };
        return cloud;
    }

    /// <summary>A good answer's JSON.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using var response = await Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>A problem's sentence, after checking that it is one.</summary>
    public async Task<string> Problem(string path, int status)
    {
        using var response = await Http.GetAsync(path);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        return problem.GetProperty("detail").GetString()!;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }
}
