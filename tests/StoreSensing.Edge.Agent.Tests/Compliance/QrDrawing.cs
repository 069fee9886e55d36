using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

/// <summary>Reads the drawing of a QR code back.</summary>
internal static partial class QrDrawing
{
    private const int Quiet = 4;

    public static string Read(XElement svg)
    {
        var side = int.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture) - (2 * Quiet);
        var dark = new bool[side, side];
        foreach (Match run in Run().Matches(svg.Descendants("path").Single().Attribute("d")!.Value))
        {
            var (x, y, length) = (Number(run, 1), Number(run, 2), Number(run, 3));
            for (var i = 0; i < length; i++)
                dark[y - Quiet, x - Quiet + i] = true;
        }
        return QrReader.Read(side, (x, y) => dark[y, x]);
    }

    private static int Number(Match run, int group) => int.Parse(run.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\d+z")]
    private static partial Regex Run();
}
