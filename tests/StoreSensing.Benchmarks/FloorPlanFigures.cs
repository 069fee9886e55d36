using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Floor calibration against OpenCV's results on real point pairs, and on labels that no fit has seen.</summary>
internal static class FloorPlanFigures
{
    private const double PrintedDigits = 5e-5; // the reference's errors have four decimals

    public static void Measure(Report report)
    {
        var file = Path.Combine(ReferenceData.Folder, "data", "tracking", "homography", "golden.json");
        if (!File.Exists(file))
        {
            report.Skip("floor.homography", $"{file} is absent");
            return;
        }
        using var golden = JsonDocument.Parse(File.ReadAllBytes(file));
        var controls = new Dictionary<string, HashSet<(double Frame, double Id)>>();
        foreach (var set in golden.RootElement.GetProperty("sets").EnumerateArray())
            Measure(report, set, controls);
        var degenerate = golden.RootElement.GetProperty("degenerate").EnumerateArray().ToList();
        report.AtLeast("floor.homography_degenerate_refused", degenerate.Count(set => FloorFit.Problem(Pairs(set, v => v)) is not null), "sets", degenerate.Count);
    }

    private static void Measure(Report report, JsonElement set, Dictionary<string, HashSet<(double Frame, double Id)>> controls)
    {
        var name = set.GetProperty("name").GetString()!;
        if (!set.TryGetProperty("pairs", out _))
        {
            report.Skip($"floor.homography_{name}", "it gives a matrix and no point pairs");
            return;
        }
        // OpenCV keeps points in single precision; the same coordinates go into both.
        var same = FloorFit.Of(Pairs(set, v => (float)v));
        foreach (var reference in (string[])["H_opencv", "H_opencv_ransac"])
            if (set.TryGetProperty(reference, out var h))
                report.AtMost($"floor.homography_{name}_from_opencv", Deviation(same.Map, h, set) * 1e6, $"1e-6{set.GetProperty("units").GetString()}", 1);
        if (set.TryGetProperty("expected_inliers", out var inliers))
        {
            var right = inliers.EnumerateArray().Select((e, i) => e.GetInt32() == 1 != same.LeftOut.Contains(i)).Count(agrees => agrees);
            report.AtLeast($"floor.homography_{name}_pairs_judged_right", right, "pairs", inliers.GetArrayLength());
        }
        if (set.TryGetProperty("pair_source", out var source))
            controls[SequenceOf(name)] = [.. source.EnumerateArray().Select(p => (p.GetProperty("frame").GetDouble(), p.GetProperty("id").GetDouble()))];
        foreach (var reference in (string[])["held_out_error_m_opencv", "held_out_error_m_ransac"])
            if (set.TryGetProperty(reference, out var error))
                HeldOut(report, name, FloorFit.Of(Pairs(set, v => v)).Map, error.GetProperty("rms").GetDouble(), controls.GetValueOrDefault(SequenceOf(name)) ?? []);
    }

    // MOT15's labels: frame, id, left, top, width, height, counted, floor x, floor y. What is not counted is not held out either.
    private static void HeldOut(Report report, string name, Homography map, double reference, HashSet<(double Frame, double Id)> controls)
    {
        var labels = Path.Combine(ReferenceData.Folder, "data", "tracking", "mot", "MOT15", SequenceOf(name), "gt.txt");
        if (!File.Exists(labels))
        {
            report.Skip($"floor.homography_{name}_held_out", $"{labels} is absent");
            return;
        }
        var (squares, count) = (0.0, 0);
        foreach (var line in File.ReadLines(labels))
        {
            var f = line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            if (f[6] == 0 || controls.Contains((f[0], f[1])))
                continue;
            count++;
            squares += map.TryMap(new PlanePoint(f[2] + (f[4] / 2), f[3] + f[5]), out var floor)
                ? Math.Pow(floor.X - f[7], 2) + Math.Pow(floor.Y - f[8], 2)
                : double.PositiveInfinity;
        }
        report.AtMost($"floor.homography_{name}_held_out_rms", Math.Sqrt(squares / count) * 100, "cm", (reference + PrintedDigits) * 100);
    }

    private static string SequenceOf(string name) => name.Split('_')[0];

    // The greatest distance between where both maps put the set's points.
    private static double Deviation(Homography map, JsonElement reference, JsonElement set)
    {
        var h = reference.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(v => v.GetDouble())).ToArray();
        var points = set.TryGetProperty("image_points", out var given) ? given : set.GetProperty("pairs");
        return points.EnumerateArray().Max(point =>
        {
            var (x, y) = (point[0].GetDouble(), point[1].GetDouble());
            var w = (h[6] * x) + (h[7] * y) + h[8];
            return map.TryMap(new PlanePoint(x, y), out var floor)
                ? Math.Max(Math.Abs(floor.X - (((h[0] * x) + (h[1] * y) + h[2]) / w)), Math.Abs(floor.Y - (((h[3] * x) + (h[4] * y) + h[5]) / w)))
                : double.PositiveInfinity;
        });
    }

    private static PointPair[] Pairs(JsonElement set, Func<double, double> rounded)
    {
        double Number(JsonElement e) => rounded(e.GetDouble());
        return [.. set.GetProperty("pairs").EnumerateArray().Select(p => new PointPair(new PlanePoint(Number(p[0]), Number(p[1])), new PlanePoint(Number(p[2]), Number(p[3]))))];
    }
}
