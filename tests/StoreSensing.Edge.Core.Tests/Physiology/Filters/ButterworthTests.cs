using System.Numerics;
using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Tests.Physiology.Studies;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Core.Tests.Physiology.Filters;

public class ButterworthTests
{
    [SkippableFact]
    public void Design_GoldenFilters_AgreeInSectionsSteadyStatesAndPadLength()
    {
        ReferenceData.File("data", "eda", "golden", "nk_eventrelated_100hz.json");
        var golden = new GoldenStudies(Path.Combine(ReferenceData.Folder, "data", "eda"));

        GoldenFilter[] filters = [.. golden.Recordings.SelectMany(golden.Filters)];

        filters.ShouldNotBeEmpty();
        filters.ShouldAllBe(f => f.WorstError() < 1e-12);
    }

    // Printed by SciPy 1.10: butter(order, 2·cutoff/rate, type, output="sos").
    [Theory]
    [InlineData(false, 1, 0.02, new[] { 0.030468747091254, 0.030468747091254, 0, 1, -0.939062505817492, 0 })]
    [InlineData(false, 3, 0.02, new[] { 2.914649446569766e-05, 5.829298893139532e-05, 2.914649446569766e-05, 1, -0.9390625058174923, 0, 1, 1, 0, 1, -1.9352943868599919, 0.939120798806424 })]
    [InlineData(true, 3, 0.02, new[] { 0.9390916523119581, -0.9390916523119581, 0, 1, -0.9390625058174923, 0, 1, -2, 1, 1, -1.9352943868599919, 0.939120798806424 })]
    [InlineData(true, 6, 0.5, new[] { 0.029588223638660763, -0.05917644727732153, 0.029588223638660763, 1, 0, 0.017332380120999274, 1, -2, 1, 1, 0, 0.1715728752538099, 1, -2, 1, 1, 0, 0.588790706480922 })]
    public void Design_OtherOrders_GivesSciPysSections(bool high, int order, double share, double[] expected)
    {
        var sections = high ? Butterworth.HighPass(order, share * 50, 100) : Butterworth.LowPass(order, share * 50, 100);

        sections.SelectMany(Row).Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) <= 1e-12 * Math.Max(1e-3, Math.Abs(p.Second)));
    }

    [Fact]
    public void Design_AnyOrderAndCutoff_HalvesThePowerAtTheCutoffAndIsStable()
    {
        for (var order = 1; order <= 12; order++)
        {
            foreach (var cutoff in new[] { 0.05, 0.7, 12.5, 30, 49 })
            {
                foreach (var high in new[] { false, true })
                {
                    var sections = high ? Butterworth.HighPass(order, cutoff, 100) : Butterworth.LowPass(order, cutoff, 100);

                    sections.Length.ShouldBe((order + 1) / 2);
                    Power(sections, cutoff / 100).ShouldBe(0.5, 1e-6);
                    Power(sections, high ? 0.5 : 0).ShouldBe(1, 1e-6);
                    sections.ShouldAllBe(s => Math.Abs(s.A2) < 1 && Math.Abs(s.A1) < 1 + s.A2);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 1, 100)]
    [InlineData(2, 0, 100)]
    [InlineData(2, 50, 100)]
    [InlineData(2, double.NaN, 100)]
    [InlineData(2, 1, 0)]
    [InlineData(2, 1, double.PositiveInfinity)]
    public void Design_ImpossibleFilter_IsRefused(int order, double cutoff, double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Butterworth.LowPass(order, cutoff, rate));

    private static IEnumerable<double> Row(SecondOrderSection s) => [s.B0, s.B1, s.B2, 1, s.A1, s.A2];

    private static double Power(SecondOrderSection[] sections, double cyclesPerSample)
    {
        var back = Complex.FromPolarCoordinates(1, -2 * Math.PI * cyclesPerSample);
        return sections.Aggregate(1.0, (power, s) => power * Math.Pow(Complex.Abs((s.B0 + (s.B1 * back) + (s.B2 * back * back)) / (1 + (s.A1 * back) + (s.A2 * back * back))), 2));
    }
}
