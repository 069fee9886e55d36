using System.Globalization;
using System.Text.RegularExpressions;
using StoreSensing.Hardware.FrontEnds;

namespace StoreSensing.Hardware.Tests.Wiring;

public sealed partial class WiringPagesTests
{
    // The 40-pin header: which BCM line is on which pin; the rest are supplies, grounds and the two of an add-on board's identity.
    private static readonly Dictionary<int, int> BcmOfPin = new()
    {
        [3] = 2, [5] = 3, [7] = 4, [8] = 14, [10] = 15, [11] = 17, [12] = 18, [13] = 27, [15] = 22, [16] = 23, [18] = 24, [19] = 10, [21] = 9, [22] = 25,
        [23] = 11, [24] = 8, [26] = 7, [29] = 5, [31] = 6, [32] = 12, [33] = 13, [35] = 19, [36] = 16, [37] = 26, [38] = 20, [40] = 21,
    };

    private static readonly int[] Grounds = [6, 9, 14, 20, 25, 30, 34, 39];
    private static readonly int[] Supplies = [1, 17];

    [Fact]
    public void ResolutionTables_EveryCell_IsWhatResolutionSays()
    {
        var rows = 0;
        foreach (var page in WiringPages.All)
        {
            foreach (var row in WiringPages.Rows(page))
            {
                if (WiringPages.Meaning(row[0]) is not var (circuit, voltsPerCode))
                    continue;
                double[] at = [5, 10, 20];
                row[1..].ShouldBe(
                    at.Select(microsiemens => Resolution.MicrosiemensPerCode(circuit, voltsPerCode, microsiemens).ToString("G3", CultureInfo.InvariantCulture)),
                    $"{Path.GetFileName(page)}: {row[0]}");
                rows++;
            }
        }
        rows.ShouldBe(15);
    }

    // No row of a resolution table escapes the check by its spelling.
    [Fact]
    public void ResolutionTables_EveryRow_IsUnderstood()
    {
        foreach (var page in WiringPages.All)
        {
            var inTable = false;
            foreach (var line in File.ReadAllLines(page))
            {
                if (inTable && line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
                    WiringPages.Meaning(line.Trim('|').Split('|', StringSplitOptions.TrimEntries)[0]).ShouldNotBeNull($"{Path.GetFileName(page)}: {line}");
                inTable = line.StartsWith("| circuit and converter |", StringComparison.Ordinal) || (inTable && line.StartsWith('|'));
            }
        }
    }

    [Fact]
    public void PinTables_EveryPin_CarriesWhatIsSaid()
    {
        var pins = 0;
        foreach (var page in WiringPages.All)
        {
            foreach (var row in WiringPages.Rows(page).Where(r => r.Length == 4 && Pin().IsMatch(r[1])))
            {
                var match = Pin().Match(row[1]);
                var pin = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                var (what, name) = (match.Groups[2].Value, $"{Path.GetFileName(page)}: pin {pin}");
                pins++;
                if (what == "3.3 V")
                    Supplies.ShouldContain(pin, name);
                else if (what == "ground")
                    Grounds.ShouldContain(pin, name);
                else
                    row[2].ShouldBe(BcmOfPin[pin].ToString(CultureInfo.InvariantCulture), name);
            }
            // A drawing must not contradict the table.
            foreach (Match drawn in DrawnGround().Matches(File.ReadAllText(page)))
                Grounds.ShouldContain(int.Parse(drawn.Groups[1].Value, CultureInfo.InvariantCulture), $"{Path.GetFileName(page)}: {drawn.Value}");
        }
        pins.ShouldBeGreaterThan(30);
    }

    [Theory]
    [InlineData("grove-ads1115.md")]
    [InlineData("grove-mcp3008.md")]
    [InlineData("divider-ads1115.md")]
    [InlineData("transimpedance-ads1115.md")]
    public void CircuitPages_HaveSafetyAndWhatWasNotVerified(string page)
    {
        var text = File.ReadAllText(Path.Combine(WiringPages.Folder, page));
        text.ShouldContain("## Safety");
        text.ShouldContain("(safety.md)");
        text.ShouldContain("## Not verified here");
    }

    [Fact]
    public void Links_OfEveryPage_Exist()
    {
        foreach (var page in WiringPages.All)
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
                Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)).ShouldBeTrue($"{Path.GetFileName(page)}: {link.Groups[1].Value}");
    }

    // What the pages say about codes, currents and limits in prose.
    [Fact]
    public void Prose_Numbers_AreThoseOfTheCircuits()
    {
        var grove = new GroveGsr(3.3);
        grove.Convert(0.020).Microsiemens.ShouldBe(48.8, 0.05);
        (0.05 / Resolution.MicrosiemensPerCode(grove, 4.096 / 32768, 20)).ShouldBe(13.5, 0.1);
        (0.05 / Resolution.MicrosiemensPerCode(grove, 4.096 / 32768, 5)).ShouldBe(21.8, 0.1);
        new Transimpedance(47e3).Convert(2.04).Microsiemens.ShouldBe(87, 0.5);
        new Transimpedance(47e3).Convert(Transimpedance.DefaultHighestVolts).Microsiemens.ShouldBe(117, 0.5);
    }

    [GeneratedRegex(@"^(\d+)(?: \((3\.3 V|ground)\).*)?$")]
    private static partial Regex Pin();

    [GeneratedRegex(@"Pi (\d+) +ground")]
    private static partial Regex DrawnGround();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
