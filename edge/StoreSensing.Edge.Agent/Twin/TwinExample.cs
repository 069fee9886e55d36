using System.Globalization;
using System.Text;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Edge.Agent.Twin;

/// <summary>The configuration of a device that watches a built-in scene: what <c>twin --example</c> prints and <c>twin</c> runs by itself.</summary>
internal static class TwinExample
{
    /// <summary>Its YAML.</summary>
    public static string Of(string scene)
    {
        var shop = BuiltInScenes.Of(scene);
        var cameras = BuiltInScenes.CamerasOf(scene);
        var text = new StringBuilder();
        text.AppendLine("# A simulated shop. Its cameras hang where these calibrations say; everything may be changed but their inputs.");
        text.AppendLine("tenant: demo");
        text.AppendLine($"store: twin-{scene}");
        text.AppendLine("device: twin-1");
        text.AppendLine("windowSeconds: 300");
        text.AppendLine("provenance: simulated");
        text.AppendLine();
        text.AppendLine("floor:");
        text.AppendLine("  name: Twin store");
        text.AppendLine($"  origin: [{N(shop.Floor.Left)}, {N(shop.Floor.Bottom)}]");
        text.AppendLine($"  widthMetres: {N(shop.Floor.Right - shop.Floor.Left)}");
        text.AppendLine($"  heightMetres: {N(shop.Floor.Top - shop.Floor.Bottom)}");
        text.AppendLine();
        text.AppendLine("cameras:");
        for (var i = 0; i < cameras.Count; i++)
        {
            text.AppendLine($"  - id: camera-{i + 1}");
            text.AppendLine($"    input: \"twin:{scene}?camera={i + 1}\"");
            text.AppendLine("    detector: motion");
            text.AppendLine("    calibration:");
            foreach (var pair in cameras[i].Calibration())
                text.AppendLine($"      - [{N(pair.Picture.X)}, {N(pair.Picture.Y)}, {N(pair.Floor.X)}, {N(pair.Floor.Y)}]");
        }
        text.AppendLine();
        text.AppendLine("zones:");
        foreach (var zone in BuiltInScenes.ShopZones)
        {
            text.AppendLine($"  - id: {zone.Id}");
            text.AppendLine($"    name: {Name(zone.Id)}");
            text.AppendLine($"    polygon: [{string.Join(", ", zone.Polygon.Corners.Select(Point))}]");
        }
        text.AppendLine();
        text.AppendLine("lines:");
        foreach (var line in BuiltInScenes.ShopLines)
        {
            text.AppendLine($"  - id: {line.Id}");
            text.AppendLine($"    name: {Name(line.Id)}");
            text.AppendLine($"    from: {Point(line.From)}");
            text.AppendLine($"    to: {Point(line.To)}");
            text.AppendLine($"    inSide: {(line.InIsPositive ? "left" : "right")}");
            text.AppendLine("    entrance: true");
        }
        if (shop.Till is { } till)
        {
            text.AppendLine();
            text.AppendLine("queues:");
            text.AppendLine("  - zone: queue");
            text.AppendLine($"    servicePolygon: [{string.Join(", ", Around(till.Service).Select(Point))}]");
        }
        return text.ToString();
    }

    // Who stands at the counter.
    private static PlanePoint[] Around(PlanePoint service)
    {
        const double reach = 0.35;
        return
        [
            new(service.X - reach, service.Y - reach), new(service.X + reach, service.Y - reach),
            new(service.X + reach, service.Y + reach), new(service.X - reach, service.Y + reach),
        ];
    }

    private static string Name(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    private static string Point(PlanePoint p) => $"[{N(p.X)}, {N(p.Y)}]";

    private static string N(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
