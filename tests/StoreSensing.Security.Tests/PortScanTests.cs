using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>What listens after an installation that nobody configured: broker, cloud and device on one machine.</summary>
public sealed class PortScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Of_ASocketOfEachKind_IsFound()
    {
        using var tcp = new TcpListener(IPAddress.Any, 0);
        tcp.Start();
        using var tcp6 = new TcpListener(IPAddress.IPv6Loopback, 0);
        tcp6.Start();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var found = ListeningSockets.Of(Environment.ProcessId);
        found.ShouldContain((IPEndPoint)tcp.LocalEndpoint);
        found.ShouldContain((IPEndPoint)tcp6.LocalEndpoint);
        found.ShouldContain((IPEndPoint)udp.Client.LocalEndPoint!);
    }

    [SkippableFact]
    public async Task DefaultInstallation_ListensOnLoopbackOnly()
    {
        using var broker = new ShippedBroker("storesensing-local.conf", _folder.Path);
        Skip.If(IsTaken(8080), "something else listens on 8080, the cloud's own port");
        using var cloud = ChildProcess.Start(_folder.Path, "dotnet", Programs.Cloud, "run", "--mqtt", $"127.0.0.1:{broker.Port}");
        await File.WriteAllTextAsync(_folder.File("edge.yaml"), $"""
            store: shop
            device: edge-1
            mqtt: [ port: {broker.Port} ]
            outbox: [ folder: {_folder.File("outbox")} ]
            cameras:
              - [ id: front, input: "lavfi:testsrc2=size=320x240:rate=5", detector: motion, realTime: true ]
            zones:
              - [ id: shelf, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]] ]
            """.Replace("[ ", "{ ").Replace(" ]", " }"));
        using var edge = ChildProcess.Start(_folder.Path, "dotnet", Programs.Edge, "run", "--config", _folder.File("edge.yaml"));
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8080") };
            await Eventually.True(() => Says(http, "/healthz", "\"connected\""), "the cloud has its broker", 60);
            await Eventually.True(() => Says(http, "/api/v1/stores", "edge-1"), "the device has spoken", 60);

            ListeningSockets.Of(broker.Id).ShouldHaveSingleItem().ShouldBe(new IPEndPoint(IPAddress.Loopback, broker.Port));
            ListeningSockets.Of(cloud.Id).ShouldHaveSingleItem().ShouldBe(new IPEndPoint(IPAddress.Loopback, 8080));
            ListeningSockets.Of(edge.Id).ShouldBeEmpty();
        }
        finally
        {
            foreach (var process in new[] { edge, cloud })
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static bool Says(HttpClient http, string path, string text)
    {
        try
        {
            return http.GetStringAsync(path).GetAwaiter().GetResult().Contains(text, StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
