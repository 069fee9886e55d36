using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class LiveTests
{
    [Fact]
    public async Task Live_AfterIngest_SendsWindowDeviceAndLayoutOfItsStoreOnly()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Status("stopped"));
        using var stream = await Open(cloud);
        (await stream.ReadLineAsync()).ShouldBe(": connected");
        cloud.Broker.Deliver(new DeviceAddress("acme", "paris", "floor-1"), Wire.Zones(1, 0));
        cloud.Broker.Deliver(Wire.Describe(), Wire.Status(), Wire.Zones(1, 0), Wire.Zones(1, 0));

        var lines = new List<string>();
        while (lines.Count < 6)
            if (await stream.ReadLineAsync() is { Length: > 0 } line)
                lines.Add(line);
        lines.ShouldBe(
        [
            "event: layout", """data: {"device":"floor-1"}""",
            "event: device", """data: {"device":"floor-1","state":"online"}""",
            "event: window", """data: {"kind":"zone","device":"floor-1","windowStart":"2026-03-02T10:00:00Z"}""",
        ]);

        cloud.Broker.Deliver(Wire.Zones(1, 0), Wire.Status());
        cloud.Broker.Deliver(Wire.Lines(2, 1));
        await stream.ReadLineAsync();
        (await stream.ReadLineAsync()).ShouldBe("event: window");
        (await stream.ReadLineAsync())!.ShouldContain("\"kind\":\"line\"");
    }

    [Fact]
    public async Task Live_ProgramStops_EveryStreamEnds()
    {
        var cloud = await CloudUnderTest.StartAsync();
        cloud.Broker.Deliver(Wire.Status());
        var rests = new List<Task<string>>();
        for (var page = 0; page < 20; page++)
        {
            var stream = await Open(cloud);
            await stream.ReadLineAsync();
            rests.Add(stream.ReadToEndAsync());
        }
        await cloud.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        (await Task.WhenAll(rests)).ShouldAllBe(rest => rest.Trim().Length == 0);
        await cloud.DisposeAsync();
    }

    private static async Task<StreamReader> Open(CloudUnderTest cloud)
    {
        var response = await cloud.Http.GetAsync($"{CloudUnderTest.Berlin}/live", HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }
}
