using System.Globalization;
using System.Text.Json;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.FrontEnds;

public sealed class ResolutionTests
{
    private static readonly double Ten3v3 = Mcp3008.VoltsPerCodeAt(3.3);
    private static readonly double Ads4096 = new Ads1115Settings(Gain: Ads1115Gain.Volts4096).VoltsPerCode;
    private static readonly double Ads2048 = new Ads1115Settings(Gain: Ads1115Gain.Volts2048).VoltsPerCode;
    private static readonly double Ads6144 = new Ads1115Settings(Gain: Ads1115Gain.Volts6144).VoltsPerCode;

    // What each column of the reference table is made of: circuit, and volts per code.
    private static readonly Dictionary<string, (IElectrodeCircuit Circuit, double VoltsPerCode)> Columns = new()
    {
        ["grove_10bit"] = (new GroveGsr(3.3), Ten3v3),
        ["grove_ads_3v3_4096"] = (new GroveGsr(3.3), Ads4096),
        ["grove_ads_5v_6144"] = (new GroveGsr(5), Ads6144),
        ["div47k_10bit"] = (new ResistiveDivider(3.3, 47e3), Ten3v3),
        ["div47k_ads_3v3"] = (new ResistiveDivider(3.3, 47e3), Ads4096),
        ["div100k_10bit"] = (new ResistiveDivider(3.3, 100e3), Ten3v3),
        ["div100k_ads_3v3"] = (new ResistiveDivider(3.3, 100e3), Ads4096),
        ["div200k_10bit"] = (new ResistiveDivider(3.3, 200e3), Ten3v3),
        ["div200k_ads_3v3"] = (new ResistiveDivider(3.3, 200e3), Ads4096),
        ["tia0.5V_47k_10bit_3v3"] = (new Transimpedance(47e3), Ten3v3),
        ["tia0.5V_47k_ads4096"] = (new Transimpedance(47e3), Ads4096),
        ["tia0.5V_47k_ads2048"] = (new Transimpedance(47e3), Ads2048),
    };

    [SkippableFact]
    public void MicrosiemensPerCode_EveryCellOfTheReferenceTable_IsReproduced()
    {
        var file = ReferenceData.File("data", "eda", "golden", "adc_resolution_uS_per_lsb.json");
        var cells = 0;
        foreach (var row in JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
        {
            var microsiemens = double.Parse(row.Name, CultureInfo.InvariantCulture);
            foreach (var cell in row.Value.EnumerateObject())
            {
                var expected = cell.Value.GetDouble();
                var value = cell.Name == "grove_code10" // not a resolution: the reading itself, in codes of ten bits
                    ? new GroveGsr(3.3).VoltsAt(microsiemens) * 1024 / 3.3
                    : Resolution.MicrosiemensPerCode(Columns[cell.Name].Circuit, Columns[cell.Name].VoltsPerCode, microsiemens);
                value.ShouldBe(expected, Math.Abs(expected) * 1e-9, $"{cell.Name} at {row.Name} µS");
                cells++;
            }
        }
        cells.ShouldBeGreaterThanOrEqualTo(7 * 13);
    }

    // The reason for the recommendation: what a ten-bit converter leaves of a response of 0.05 µS.
    [Fact]
    public void Grove_TenBits_CannotSeeASmallResponse_SixteenCan()
    {
        var grove = new GroveGsr(3.3);
        Resolution.MicrosiemensPerCode(grove, Ten3v3, 5).ShouldBeGreaterThan(0.05);
        Resolution.MicrosiemensPerCode(grove, Ads4096, 20).ShouldBeLessThan(0.05 / 10);
    }
}
