using StoreSensing.Twin.Cameras;
using Xunit.Abstractions;

namespace StoreSensing.Twin.Tests;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("none")]
    [InlineData("noocc")]
    [InlineData("noedge")]
    [InlineData("all")]
    public void Probe(string kind)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var run = TwinRun.Of(300, 1, kind switch {
            "none" => NoiseOptions.None with { HiddenBelow = -1, PlainFrom = -0.5 },
            "noocc" => new NoiseOptions() { HiddenBelow = -1, PlainFrom = -0.5 },
            "noedge" => new NoiseOptions() { EdgeDeviation = 0 },
            _ => new NoiseOptions() });
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s; {run.Totals} observed {run.Truth.ObservedSeconds}");
        foreach (var (id, truth) in run.Truth.Zones)
            output.WriteLine($"{id}: visits {truth.Visits} {run.Counted.Zones[id].Visits} median {truth.MedianDwell:0.00} {run.Counted.Zones[id].MedianDwell:0.00} ps {truth.PersonSeconds:0} {run.Counted.Zones[id].PersonSeconds:0} peak {truth.OccupancyPeak}");
        output.WriteLine($"door {run.Truth.Lines["door"]} {run.Counted.Lines["door"]}");
        output.WriteLine($"heat {run.Truth.HeatCorrelation(run.Counted):0.0000}");
    }
}
