using System.Globalization;
using System.Text.RegularExpressions;
using StoreSensing.Hardware.Converters;
using StoreSensing.Hardware.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Hardware.Tests.Wiring;

/// <summary>The pages under hardware/wiring, and hardware/README.md.</summary>
internal static partial class WiringPages
{
    public static string Folder { get; } = Path.Combine(ReferenceData.Repository, "hardware", "wiring");

    public static IReadOnlyList<string> All { get; } = [.. Directory.GetFiles(Folder, "*.md").Order(StringComparer.Ordinal), Path.Combine(ReferenceData.Repository, "hardware", "README.md")];

    /// <summary>Cells of every row of every table.</summary>
    public static IEnumerable<string[]> Rows(string path) =>
        File.ReadAllLines(path).Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>The circuit and the volts per code that a row of a resolution table is about; null for other rows.</summary>
    public static (IElectrodeCircuit Circuit, double VoltsPerCode)? Meaning(string label)
    {
        if (ResolutionLabel().Match(label) is not { Success: true } match)
            return null;
        var supply = match.Groups["supply"] is { Success: true } volts ? Number(volts.Value) : 3.3;
        IElectrodeCircuit circuit = match.Groups["circuit"].Value switch
        {
            "Grove" => new GroveGsr(supply),
            "divider" => new ResistiveDivider(supply, Number(match.Groups["kilohm"].Value) * 1000),
            _ => new Transimpedance(Number(match.Groups["kilohm"].Value) * 1000),
        };
        if (match.Groups["converter"].Value == "MCP3008")
            return (circuit, Mcp3008.VoltsPerCodeAt(3.3));
        var scale = Number(match.Groups["scale"].Value);
        return (circuit, Enum.GetValues<Ads1115Gain>().Select(g => new Ads1115Settings(Gain: g)).Single(s => s.FullScaleVolts == scale).VoltsPerCode);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<circuit>Grove|divider|transimpedance)( (?<kilohm>\d+) kΩ)?( at (?<supply>[\d.]+) V)?, (?<converter>ADS1115 ±(?<scale>[\d.]+) V|MCP3008)$")]
    private static partial Regex ResolutionLabel();
}
