using StoreSensing.Hardware.Tests.FrontEnds;
using StoreSensing.Testing;

namespace StoreSensing.Benchmarks;

/// <summary>Electrode circuits and converters against the reference's worked values.</summary>
internal static class GsrFrontEndFigures
{
    public static void Measure(Report report)
    {
        var folder = Path.Combine(ReferenceData.Folder, "data", "eda", "golden");
        var (vectors, resolution) = (Path.Combine(folder, "adc_conversion_vectors.json"), Path.Combine(folder, "adc_resolution_uS_per_lsb.json"));
        var golden = new GoldenFrontEnds(vectors, resolution);
        if (File.Exists(vectors))
        {
            var errors = golden.Vectors(3.3).Concat(golden.Vectors(5)).Select(v => Math.Abs(v.Circuit.Convert(v.Volts).Microsiemens - v.Microsiemens)).ToList();
            report.AtMost("gsr.frontend.vectors", errors.Max(), "µS", 1e-9);
            report.Plain("gsr.frontend.vectors.count", errors.Count, "-");
        }
        else
        {
            report.Skip("gsr.frontend.vectors", $"no {vectors}");
        }
        if (File.Exists(resolution))
        {
            var errors = golden.Resolutions().Select(r => Math.Abs(r.Value / r.Expected - 1)).ToList();
            report.AtMost("gsr.frontend.resolution", errors.Max(), "-", 1e-9);
            report.Plain("gsr.frontend.resolution.count", errors.Count, "-");
        }
        else
        {
            report.Skip("gsr.frontend.resolution", $"no {resolution}");
        }
    }
}
