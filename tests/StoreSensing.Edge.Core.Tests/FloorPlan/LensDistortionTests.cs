using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

public sealed class LensDistortionTests
{
    // OpenCV's left01.jpg … calibration sample (stereo data, 640 × 480): fx = fy = 536, centre (342, 236), k1 −0.265, k2 −0.047, p1 0.0018, p2 −0.0003, k3 0.252.
    private static readonly LensDistortion OpenCvSample = new(
        new PlanePoint(536.07 / 640, 536.02 / 480), new PlanePoint(342.37 / 640, 235.54 / 480), -0.26509, -0.04674, 0.00183, -0.00031, 0.25231);

    public static TheoryData<double, double, double, double, double> Lenses => new()
    {
        { 0.1, 0, 0, 0, 0 }, { -0.2, 0, 0, 0, 0 }, { -0.3, 0.1, 0.002, -0.001, 0 }, { 0.3, 0.2, -0.003, 0.004, 0.1 }, { -0.26509, -0.04674, 0.00183, -0.00031, 0.25231 },
    };

    [Theory]
    [MemberData(nameof(Lenses))]
    public void TryUndistort_EveryPointOfThePicture_IsTheWayBack(double k1, double k2, double p1, double p2, double k3)
    {
        var lens = new LensDistortion(new PlanePoint(0.85, 1.1), new PlanePoint(0.52, 0.49), k1, k2, p1, p2, k3);
        for (var x = 0.0; x <= 1; x += 0.05)
            for (var y = 0.0; y <= 1; y += 0.05)
            {
                lens.TryUndistort(new PlanePoint(x, y), out var ideal).ShouldBeTrue($"{x} {y}");
                lens.TryDistort(ideal, out var real).ShouldBeTrue($"{x} {y}");
                real.X.ShouldBe(x, 1e-10);
                real.Y.ShouldBe(y, 1e-10);
            }
    }

    // By hand from the formulas of OpenCV's calib3d documentation: x = 0.4, y = −0.3, r² = 0.25.
    [Fact]
    public void TryDistort_WorkedByHand_IsBrownsFormula()
    {
        var lens = new LensDistortion(new PlanePoint(1, 1), new PlanePoint(0.5, 0.5), 0.1, 0.2, 0.01, 0.02, 0.4);
        lens.TryDistort(new PlanePoint(0.9, 0.2), out var real).ShouldBeTrue();
        var radial = 1 + (0.1 * 0.25) + (0.2 * 0.0625) + (0.4 * 0.015625);
        real.X.ShouldBe(0.5 + (0.4 * radial) + (2 * 0.01 * 0.4 * -0.3) + (0.02 * (0.25 + (2 * 0.16))), 1e-12);
        real.Y.ShouldBe(0.5 + (-0.3 * radial) + (0.01 * (0.25 + (2 * 0.09))) + (2 * 0.02 * 0.4 * -0.3), 1e-12);
    }

    [Fact]
    public void TryDistort_BeyondTheDomain_False()
    {
        var lens = new LensDistortion(new PlanePoint(2, 2), new PlanePoint(0.5, 0.5), -0.3);
        // r·(1 − 0.3·r²) stops growing at r = √(1 / 0.9) = 1.054, where it is 0.703.
        lens.TryDistort(new PlanePoint(0.5 + (2 * 1.05), 0.5), out _).ShouldBeTrue();
        lens.TryDistort(new PlanePoint(0.5 + (2 * 1.06), 0.5), out _).ShouldBeFalse();
        lens.TryUndistort(new PlanePoint(0.5 + (2 * 0.70), 0.5), out _).ShouldBeTrue();
        lens.TryUndistort(new PlanePoint(0.5 + (2 * 0.71), 0.5), out _).ShouldBeFalse();
    }

    [Fact]
    public void Constructor_PictureBeyondTheDomain_SaysWhere() =>
        Should.Throw<ArgumentException>(() => new LensDistortion(new PlanePoint(0.5, 0.6), new PlanePoint(0.5, 0.5), -0.4)).Message.ShouldContain("fold the picture");

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(1, -1, 0.1)]
    [InlineData(1, 1, double.NaN)]
    public void Constructor_SenselessNumbers_Refused(double fx, double fy, double k1) =>
        Should.Throw<ArgumentException>(() => new LensDistortion(new PlanePoint(fx, fy), new PlanePoint(0.5, 0.5), k1));

    // A floor seen through a bent lens: with the lens known the calibration is exact, without it it is centimetres off.
    [Fact]
    public void FloorView_PairsThroughALens_MapsExactly()
    {
        var truth = Homography.From(
        [
            new(new(0.2, 0.3), new(0, 0)), new(new(0.8, 0.3), new(4, 0)), new(new(0.95, 0.9), new(4, 6)), new(new(0.05, 0.9), new(0, 6)),
        ]);
        var pairs = new List<PointPair>();
        for (var i = 0; i < 12; i++)
        {
            var ideal = new PlanePoint(0.1 + (0.8 * (i % 4) / 3.0), 0.35 + (0.5 * (i / 4) / 2.0));
            truth.TryMap(ideal, out var floor).ShouldBeTrue();
            OpenCvSample.TryDistort(ideal, out var real).ShouldBeTrue();
            pairs.Add(new PointPair(real, floor));
        }
        var with = new FloorView(FloorFit.Of(FloorView.Undistorted(pairs, OpenCvSample)).Map, OpenCvSample);
        var without = new FloorView(FloorFit.Of(pairs).Map);
        var worst = 0.0;
        foreach (var pair in pairs)
        {
            with.TryMap(pair.Picture, out var floor).ShouldBeTrue();
            floor.X.ShouldBe(pair.Floor.X, 1e-9);
            floor.Y.ShouldBe(pair.Floor.Y, 1e-9);
            with.TrySee(pair.Floor, out var seen).ShouldBeTrue();
            seen.X.ShouldBe(pair.Picture.X, 1e-9);
            without.TryMap(pair.Picture, out var off).ShouldBeTrue();
            worst = Math.Max(worst, Math.Abs(off.X - pair.Floor.X));
        }
        worst.ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void TryUndistort_ManyPoints_AllocatesNothing()
    {
        OpenCvSample.TryUndistort(new PlanePoint(0.1, 0.9), out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            OpenCvSample.TryUndistort(new PlanePoint(i / 100.0, 0.9), out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
