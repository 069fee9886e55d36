using System.Globalization;
using System.Text.Json;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

/// <summary>Against OpenCV 4.6 and an independent direct linear transform, on real point pairs and real labels.</summary>
public sealed class GoldenCalibrationTests
{
    private const double Exact = 1e-6; // of the file's unit: centimetres (CAVIAR) or metres

    [SkippableTheory]
    [InlineData("caviar_corridor_4pt_cm")]
    [InlineData("caviar_front_4pt_cm")]
    public void Of_FourRealPairs_MapsAsOpenCvAndTheReferenceTransform(string name)
    {
        var set = Set(name);
        var fit = FloorFit.Of(Pairs(set));
        fit.LeftOut.ShouldBeEmpty();
        Deviation(fit.Map, set, "H_opencv").ShouldBeLessThan(Exact);
        Deviation(fit.Map, set, "H_dlt").ShouldBeLessThan(Exact);
        foreach (var (point, floor) in set.GetProperty("image_points").EnumerateArray().Zip(set.GetProperty("expected_floor").EnumerateArray()))
        {
            fit.Map.TryMap(Point(point), out var mapped).ShouldBeTrue();
            mapped.X.ShouldBe(floor[0].GetDouble(), Exact);
            mapped.Y.ShouldBe(floor[1].GetDouble(), Exact);
            fit.Map.TryUnmap(mapped, out var back).ShouldBeTrue();
            back.X.ShouldBe(point[0].GetDouble(), Exact);
            back.Y.ShouldBe(point[1].GetDouble(), Exact);
        }
    }

    // OpenCV keeps points in single precision: fed the same coordinates, the least squares are the same.
    [SkippableTheory]
    [InlineData("PETS09-S2L1_8pt_m", 1, 1)]
    [InlineData("PETS09-S2L1_8pt_m", 768, 576)]
    [InlineData("TUD-Stadtmitte_8pt_m", 1, 1)]
    [InlineData("TUD-Stadtmitte_8pt_m", 640, 480)]
    public void Of_EightRealPairs_MapsAsOpenCv(string name, double width, double height)
    {
        var set = Set(name);
        var fit = FloorFit.Of(Pairs(set, v => (float)v, width, height));
        fit.LeftOut.ShouldBeEmpty();
        Deviation(fit.Map, set, "H_opencv", width, height).ShouldBeLessThan(Exact);
        fit.ResidualMetres.ShouldBe(set.GetProperty("control_residual_m").GetProperty("rms").GetDouble(), 1e-4);
    }

    [SkippableTheory]
    [InlineData("PETS09-S2L1_8pt_m")]
    [InlineData("TUD-Stadtmitte_8pt_m")]
    public void AlgebraicOf_EightRealPairs_MapsAsTheReferenceTransform(string name)
    {
        var set = Set(name);
        Deviation(HomographyFit.AlgebraicOf(Pairs(set)), set, "H_dlt").ShouldBeLessThan(Exact);
    }

    [SkippableTheory]
    [InlineData("PETS09-S2L1_8pt_m", "PETS09-S2L1", "held_out_error_m_opencv")]
    [InlineData("TUD-Stadtmitte_8pt_m", "TUD-Stadtmitte", "held_out_error_m_opencv")]
    [InlineData("PETS09-S2L1_8pt_2outliers_m", "PETS09-S2L1", "held_out_error_m_ransac")]
    public void Of_EightRealPairs_HeldOutLabelsNoWorseThanOpenCv(string name, string sequence, string reference)
    {
        var set = Set(name);
        var errors = HeldOut(FloorFit.Of(Pairs(set)).Map, set, sequence);
        errors.Count.ShouldBeGreaterThan(1000);
        Math.Sqrt(errors.Average(e => e * e)).ShouldBeLessThanOrEqualTo(set.GetProperty(reference).GetProperty("rms").GetDouble() + 5e-5); // it is printed with 4 decimals
    }

    [SkippableFact]
    public void Of_TwoOfEightPairsSpoiled_LeavesThemOutAndMapsAsOpenCv()
    {
        var set = Set("PETS09-S2L1_8pt_2outliers_m");
        var fit = FloorFit.Of(Pairs(set, v => (float)v));
        var inliers = set.GetProperty("expected_inliers").EnumerateArray().Select((e, i) => (i, In: e.GetInt32() == 1));
        fit.LeftOut.ShouldBe(inliers.Where(e => !e.In).Select(e => e.i));
        Deviation(fit.Map, set, "H_opencv_ransac").ShouldBeLessThan(Exact);
    }

    [SkippableFact]
    public void Problem_DegenerateReferenceSets_RefusedWithTheReason()
    {
        foreach (var set in Root().GetProperty("degenerate").EnumerateArray())
        {
            var name = set.GetProperty("name").GetString()!;
            var reason = FloorFit.Problem(Pairs(set)).ShouldNotBeNull(name);
            reason.ShouldContain(name switch { "three_pairs" => "at least 4 point pairs", "duplicate_point" => "different points", _ => "on one line" });
            Should.Throw<ArgumentException>(() => FloorFit.Of(Pairs(set))).Message.ShouldContain(reason);
        }
    }

    private static double Deviation(Homography map, JsonElement set, string reference, double width = 1, double height = 1)
    {
        var h = set.GetProperty(reference).EnumerateArray().SelectMany(r => r.EnumerateArray().Select(v => v.GetDouble())).ToArray();
        var points = set.TryGetProperty("image_points", out var p) ? p : set.GetProperty("pairs");
        return points.EnumerateArray().Max(point =>
        {
            var (x, y) = (point[0].GetDouble(), point[1].GetDouble());
            var w = (h[6] * x) + (h[7] * y) + h[8];
            map.TryMap(new PlanePoint(x / width, y / height), out var floor).ShouldBeTrue();
            return Math.Max(Math.Abs(floor.X - (((h[0] * x) + (h[1] * y) + h[2]) / w)), Math.Abs(floor.Y - (((h[3] * x) + (h[4] * y) + h[5]) / w)));
        });
    }

    // All counted labels of the sequence but the control points; MOT15's boxes are (left, top, width, height), its last columns the floor.
    private static List<double> HeldOut(Homography map, JsonElement set, string sequence)
    {
        var source = set.TryGetProperty("pair_source", out var own) ? own : Set(set.GetProperty("name").GetString()!.Replace("_2outliers", "")).GetProperty("pair_source");
        var controls = source.EnumerateArray().Select(p => (p.GetProperty("frame").GetDouble(), p.GetProperty("id").GetDouble())).ToHashSet();
        var errors = new List<double>();
        foreach (var line in File.ReadLines(ReferenceData.File("data", "tracking", "mot", "MOT15", sequence, "gt.txt")))
        {
            var f = line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            if (f[6] == 0 || controls.Contains((f[0], f[1])))
                continue;
            map.TryMap(new PlanePoint(f[2] + (f[4] / 2), f[3] + f[5]), out var floor).ShouldBeTrue(line);
            errors.Add(Math.Sqrt(Math.Pow(floor.X - f[7], 2) + Math.Pow(floor.Y - f[8], 2)));
        }
        return errors;
    }

    private static PlanePoint Point(JsonElement e) => new(e[0].GetDouble(), e[1].GetDouble());

    private static JsonElement Root() =>
        JsonDocument.Parse(File.ReadAllBytes(ReferenceData.File("data", "tracking", "homography", "golden.json"))).RootElement;

    private static JsonElement Set(string name) => Root().GetProperty("sets").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);

    private static PointPair[] Pairs(JsonElement set, Func<double, double>? rounded = null, double width = 1, double height = 1)
    {
        double Number(JsonElement e) => (rounded ?? (v => v))(e.GetDouble());
        return [.. set.GetProperty("pairs").EnumerateArray().Select(p => new PointPair(new PlanePoint(Number(p[0]) / width, Number(p[1]) / height), new PlanePoint(Number(p[2]), Number(p[3]))))];
    }
}
