using StoreSensing.Evaluation.Floor;
using StoreSensing.Scenes;
using Xunit.Abstractions;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>
/// End to end on pixels: clips with labelled people through configuration, ffmpeg, detector, tracker and counting, against their labels through the same
/// counting. Floors a little below what was measured; README has the figures.
/// </summary>
public sealed class PixelTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("centernet", 6, 10, 6, 0.94)]
    [InlineData("picodet", 6, 10, 6, 0.96)]
    [InlineData("motion", 15, 15, 15, 0.90)]
    public void Street_CountedFromPictures_IsCloseToTheLabels(string detector, double visits, double dwell, double crossings, double heat)
    {
        var figures = Compare(PixelScene.Street, detector);

        figures.VisitsDeviation.ShouldBeLessThanOrEqualTo(visits);
        figures.DwellDeviation.ShouldBeLessThanOrEqualTo(dwell);
        figures.CrossingsDeviation.ShouldBeLessThanOrEqualTo(crossings);
        figures.CoarseHeatCorrelation(PixelScene.Street.Columns).ShouldBeGreaterThan(heat);
    }

    [SkippableTheory]
    [InlineData("picodet", 40)]
    [InlineData("centernet-fine", 80)]
    public void Corridor_CountedFromPictures_FindsTheLabelledVisits(string detector, double percent) =>
        Compare(PixelScene.Corridor, detector).VisitsFound.ShouldBeGreaterThanOrEqualTo(percent);

    private FloorComparison Compare(PixelScene scene, string detector)
    {
        var absent = PixelRun.Absent(scene, detector);
        Skip.If(absent is not null, absent);
        var figures = new FloorComparison(PixelRun.Truth(scene), PixelRun.Pictures(scene, detector));
        output.WriteLine(
            $"visits {figures.VisitsDeviation:0.0} % ({figures.VisitsDeviationByZone:0.0} by zone, {figures.VisitsFound:0.0} found), dwell {figures.DwellDeviation:0.0} %, "
            + $"occupancy {figures.OccupancyDeviation:0.0} %, crossings {figures.CrossingsDeviation:0.0} % ({figures.CrossingsDeviationByLine:0.0} by line), "
            + $"heat {figures.HeatCorrelation:0.000} and {figures.CoarseHeatCorrelation(scene.Columns):0.000}");
        return figures;
    }
}
