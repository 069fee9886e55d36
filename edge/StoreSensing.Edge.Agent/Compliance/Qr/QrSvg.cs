using System.Globalization;
using System.Text;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>A QR code as a drawing that stays sharp at any size.</summary>
internal static class QrSvg
{
    private const int Quiet = 4; // modules of white that scanners need around it

    public static Markup Of(QrCode code, string label)
    {
        var side = code.Size + (2 * Quiet);
        var path = Path(code);
        return Markup.Of($"""<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""");
    }

    // Dark modules of a row that touch are one rectangle.
    private static string Path(QrCode code)
    {
        var path = new StringBuilder();
        for (var y = 0; y < code.Size; y++)
        {
            for (var x = 0; x < code.Size; x++)
            {
                var from = x;
                while (x < code.Size && code[x, y])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from + Quiet} {y + Quiet}h{x - from}v1h-{x - from}z");
            }
        }
        return path.ToString();
    }
}
