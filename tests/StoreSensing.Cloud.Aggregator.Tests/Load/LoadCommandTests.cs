using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;
using StoreSensing.Mqtt;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests.Load;

/// <summary>The fleet simulator as a program, against a real broker and a real cloud.</summary>
public sealed class LoadCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Load_Burst_IsStoredAcknowledgedAndMeasured()
    {
        using var broker = new MosquittoBroker();
        using var cloud = CloudProgram.Start(_folder.Path, "run", "--listen", "127.0.0.1:0", "--mqtt", $"{broker.Host}:{broker.Port}");
        try
        {
            var api = (await cloud.StandardOutput.ReadLineAsync())!.Split(' ')[1];
            var (code, output, error) = await CloudProgram.RunAsync(
                _folder.Path, "", "load", "--mqtt", $"{broker.Host}:{broker.Port}", "--api", api, "--devices", "60", "--zones", "10", "--burst", "--windows", "3",
                "--per-minute", "60", "--connections", "3", "--json");
            code.ShouldBe(0, error);
            var summary = JsonDocument.Parse(output).RootElement;
            long Number(string name) => summary.GetProperty(name).GetInt64();
            (Number("sent"), Number("figures"), Number("acknowledged"), Number("stored"), Number("unacknowledged"), Number("refused")).ShouldBe((180, 1800, 180, 180, 0, 0));
            summary.GetProperty("p99Milliseconds").GetDouble().ShouldBeInRange(0.01, 60_000);
            summary.GetProperty("brokerCpuSeconds").ValueKind.ShouldBe(JsonValueKind.Number);
            summary.GetProperty("cloudCpuSeconds").ValueKind.ShouldBe(JsonValueKind.Number);
            error.ShouldContain("60 devices introduced");
        }
        finally
        {
            cloud.Kill();
        }
    }

    [SkippableFact]
    public async Task Load_BrokerWithoutCloud_IsSaid()
    {
        using var broker = new MosquittoBroker();
        var (code, _, error) = await CloudProgram.RunAsync(_folder.Path, "", "load", "--mqtt", $"{broker.Host}:{broker.Port}", "--devices", "1");
        code.ShouldBe(2);
        error.ShouldContain("the first messages were not acknowledged: is a storesensing-cloud connected to this broker");
    }

    [SkippableFact]
    public async Task Load_RealShop_IsRefused()
    {
        using var broker = new MosquittoBroker();
        await using var device = new MosquittoClient(new MqttOptions { Host = broker.Host, Port = broker.Port, ClientId = "device" }, NullLogger.Instance);
        device.Start();
        await Eventually.True(() => device.IsConnected, "the device is connected");
        await device.PublishAsync(
            Wire.Device.TopicOf(MessageKind.Describe), JsonSerializer.SerializeToUtf8Bytes(Wire.Describe(), WireJson.Default.DescribeMessage), retain: true, default);

        var (code, _, error) = await CloudProgram.RunAsync(
            _folder.Path, "", "load", "--mqtt", $"{broker.Host}:{broker.Port}", "--tenant", Wire.Device.Tenant, "--store", Wire.Device.Store);
        code.ShouldBe(2);
        error.Trim().ShouldBe(
            $"--store '{Wire.Device.Store}': {Wire.Device.Tenant}/{Wire.Device.Store} is a real shop (its device {Wire.Device.Device} is not marked as simulated): choose another");
    }

    [Fact]
    public async Task Load_WrongOptions_AreAllReportedAtOnce()
    {
        var (code, _, error) = await CloudProgram.RunAsync(_folder.Path, "", "load", "--devices", "0", "--zones", "201", "--rate", "fast", "--store", "A shop", "--drain", "-1");
        code.ShouldBe(2);
        error.ReplaceLineEndings("\n").Trim().Split('\n').ShouldBe(
        [
            "--devices 0: must be 1 to 100000",
            "--rate 'fast': must be messages a second, more than 0, or max",
            "--store 'A shop': use 1 to 40 of a-z, 0-9 and '-'",
            "--zones 201: must be 1 to 200",
            "--drain -1: must be 0 to 86400",
        ]);
    }
}
