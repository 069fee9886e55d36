using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StoreSensing.Cloud.Aggregator.Configuration;
using StoreSensing.Cloud.Aggregator.Hosting;
using StoreSensing.Configuration;
using StoreSensing.Mqtt;

namespace StoreSensing.Cloud.Aggregator.Commands;

/// <summary><c>run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The YAML file; without one the defaults hold." };
        var listen = new Option<string?>("--listen") { Description = "ADDRESS:PORT of the API and the dashboard; port 0 takes a free one." };
        var store = new Option<string?>("--store") { Description = "The SQLite file, over the configuration's store." };
        var mqtt = new Option<string?>("--mqtt") { Description = "HOST:PORT of the broker." };
        var command = new Command("run", "Takes messages from the broker, stores them, serves the API and the dashboard.") { config, listen, store, mqtt };
        command.SetAction((result, _) => RunAsync(
            Load(result.GetValue(config)).With(result.GetValue(listen), result.GetValue(store), result.GetValue(mqtt))));
        return command;
    }

    /// <summary>The file, or the defaults without one.</summary>
    internal static CloudConfig Load(string? file) =>
        file is null ? ConfigFile.Parse("", "defaults", CloudConfig.Read) : ConfigFile.Load(file, CloudConfig.Read);

    private static async Task<int> RunAsync(CloudConfig config)
    {
        if (ListenProblem(config.Listen) is { } problem)
        {
            Console.Error.WriteLine($"{config.Listen}: {problem}; choose another address with --listen");
            return 2;
        }
        using var store = StoreOpener.Open(config, Console.Error.WriteLine);
        await using var app = CloudHost.Build(config, store, (options, logger) => new MosquittoClient(options, logger), TimeProvider.System);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"listening {string.Join(' ', addresses)}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    // Asked before anything is opened: the host would log pages of stack trace for the same fact.
    private static string? ListenProblem(ListenAddress listen)
    {
        try
        {
            using var probe = new TcpListener(listen.Address, listen.Port);
            probe.Start();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program",
                SocketError.AccessDenied => "may not be used by this user",
                SocketError.AddressNotAvailable => "is no address of this machine",
                _ => e.Message,
            };
        }
    }
}
