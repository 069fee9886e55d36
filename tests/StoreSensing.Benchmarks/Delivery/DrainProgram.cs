using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Hosting;
using StoreSensing.Configuration;
using StoreSensing.Mqtt;

namespace StoreSensing.Benchmarks.Delivery;

/// <summary>
/// The drain: the cloud as it is (subscription, reader with schema and cross-checks, acknowledgements, API) on a store that keeps nothing. What it
/// reaches is what storing costs nothing of.
/// </summary>
internal static class DrainProgram
{
    public const string Argument = "--drain";

    public static async Task<int> RunAsync(string broker)
    {
        var config = ConfigFile.Parse("", "defaults", CloudConfig.Read).With("127.0.0.1:0", null, broker);
        using var store = new NothingStore();
        await using var app = CloudHost.Build(config, store, (options, logger) => new MosquittoClient(options, logger), TimeProvider.System);
        await app.StartAsync();
        Console.WriteLine($"listening {app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
