using StoreSensing.Security.Tests.Shop;
using StoreSensing.Testing;

namespace StoreSensing.Security.Tests;

/// <summary>The device's own program with a certificate: what the ACL allows is what it needs.</summary>
[Collection(SecuredShopCollection.Name)]
public sealed class AgentTests(SecuredShop shop) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Run_WithItsCertificate_IsStoredAcknowledgedAndCanAskForItsOwnState()
    {
        Skip.IfNot(File.Exists("/usr/bin/ffmpeg"), "ffmpeg is not installed: /usr/bin/ffmpeg");
        var certificate = shop.Authority.Device("acme/berlin/entrance-1");
        var file = _folder.File("edge.yaml");
        await File.WriteAllTextAsync(file, $$"""
            tenant: acme
            store: berlin
            device: entrance-1
            windowSeconds: 5
            mqtt: {host: localhost, port: {{shop.Broker.Port}}, caFile: {{shop.Authority.Ca}}, certFile: {{certificate}}.pem, keyFile: {{certificate}}.key}
            outbox: {folder: {{_folder.File("outbox")}}}
            cameras:
              - {id: front, input: "lavfi:testsrc2=size=320x240:rate=5", detector: motion, realTime: true}
            zones:
              - {id: shelf, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}
            """);
        using var agent = ChildProcess.Start(_folder.Path, "dotnet", Programs.Edge, "run", "--config", file, "--seconds", "9", "--summary", _folder.File("summary.json"));
        var errors = agent.StandardError.ReadToEndAsync();
        _ = agent.StandardOutput.ReadToEndAsync();
        var status = await Status(file);
        await agent.WaitForExitAsync();

        agent.ExitCode.ShouldBe(0, await errors);
        status.ShouldContain("online");
        (await errors).ShouldNotContain("warn:");
        (await File.ReadAllTextAsync(_folder.File("summary.json"))).ShouldMatch("\"outboxPending\": ?0");
        (await shop.Cloud.Http.GetStringAsync("/api/v1/stores")).ShouldContain("entrance-1");
    }

    // Until it has said something; the program waits for that itself, some seconds.
    private async Task<string> Status(string file)
    {
        for (var tries = 1; ; tries++)
        {
            using var status = ChildProcess.Start(_folder.Path, "dotnet", Programs.Edge, "status", "--config", file);
            var errors = status.StandardError.ReadToEndAsync();
            var output = await status.StandardOutput.ReadToEndAsync();
            await status.WaitForExitAsync();
            if (status.ExitCode == 0)
                return output;
            tries.ShouldBeLessThan(5, await errors);
        }
    }
}
