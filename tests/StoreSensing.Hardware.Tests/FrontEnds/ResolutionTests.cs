using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.FrontEnds;

public sealed class ResolutionTests
{
    [SkippableFact]
    public void MicrosiemensPerCode_EveryCellOfTheReferenceTable_IsReproduced()
    {
        var golden = new GoldenFrontEnds("", ReferenceData.File("data", "eda", "golden", "adc_resolution_uS_per_lsb.json"));
        var cells = 0;
        foreach (var (name, expected, value) in golden.Resolutions())
        {
            value.ShouldBe(expected, Math.Abs(expected) * 1e-9, name);
            cells++;
        }
        cells.ShouldBeGreaterThanOrEqualTo(7 * 13);
    }

    // The reason for the recommendation: what a ten-bit converter leaves of a response of 0.05 µS.
    [Fact]
    public void Grove_TenBits_CannotSeeASmallResponse_SixteenCan()
    {
        var grove = new GroveGsr(3.3);
        Resolution.MicrosiemensPerCode(grove, Mcp3008.VoltsPerCodeAt(3.3), 5).ShouldBeGreaterThan(0.05);
        Resolution.MicrosiemensPerCode(grove, new Ads1115Settings().VoltsPerCode, 20).ShouldBeLessThan(0.05 / 10);
    }
}
