namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>By itself: the memory of the whole process is looked at.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class SensorLaneLongRun;

[Collection("memory")]
public sealed class SensorLaneLongRunTests
{
    [Fact]
    public async Task RunAsync_TenHours_KeepsMemoryAndTime()
    {
        var bench = new SensorBench("{id: grip, zone: till, input: simulated, consent: contact}");
        var lane = bench.Simulated(TimeSpan.FromHours(10));
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await lane.RunAsync(default);

        bench.Summary(lane).Sensors[0].Readings.ShouldBe(720_000);
        bench.Summary(lane).Arousal["till"].ContactSeconds.ShouldBeInRange(28_000, 36_000);
        bench.Messages.Count.ShouldBeInRange(599, 602);
        bench.Messages.Select(m => m.WindowStart).ShouldBe(Enumerable.Range(0, bench.Messages.Count).Select(i => SensorBench.Noon.AddMinutes(i)));
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(4_000_000); // the test keeps its 600 messages, too
    }
}
