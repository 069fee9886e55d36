using System.Numerics;
using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

/// <summary>Directions on the floor from made-up cameras whose place is known.</summary>
public sealed class CameraStandTests
{
    private const double Aspect = 16.0 / 9;

    [Theory]
    [InlineData(2.5, 20, 0, 1.2, false)]
    [InlineData(2.2, 12, 130, 0.9, false)]
    [InlineData(3.5, 40, -75, 1.6, false)]
    [InlineData(2.5, 25, 40, 1.2, true)] // a plan whose y points down
    public void Azimuth_KnownCamera_IsWithinTwoDegrees(double height, double tilt, double yaw, double focal, bool mirrored)
    {
        var camera = new MadeUpCamera(new PlanePoint(3, 4), height, tilt, yaw, focal);
        var stand = CameraStand.Of(new FloorView(Homography.From(camera.Pairs(mirrored))), Aspect).ShouldNotBeNull();
        stand.IsFocalAssumed.ShouldBeFalse();
        stand.FocalHeights.ShouldBe(focal, 0.01);
        stand.Height.ShouldBe(height, 0.02);
        stand.Place.X.ShouldBe(3, 0.02);
        stand.Place.Y.ShouldBe(mirrored ? -4 : 4, 0.02);
        foreach (var (distance, aside) in ((double, double)[])[(3, 0), (5, 1.5), (4, -1.2)])
            foreach (var azimuth in (double[])[0, 45, 100, 180, -120, -30])
            {
                var place = camera.Ahead(distance, aside);
                var pose = camera.PoseOf(place, 1.59, azimuth);
                var seen = stand.Azimuth(mirrored ? new PlanePoint(place.X, -place.Y) : place, 1.59, pose).ShouldNotBeNull();
                Math.Abs(Wrapped((mirrored ? -seen : seen) - azimuth)).ShouldBeLessThan(2, $"{distance} m, {azimuth}°");
            }
    }

    [Fact]
    public void Azimuth_FacingTheCamera_IsTowardsIt()
    {
        var camera = new MadeUpCamera(new PlanePoint(0, 0), 1.59, 8, 90, 1.2);
        var stand = CameraStand.Of(new FloorView(Homography.From(camera.Pairs(false))), Aspect)!;
        stand.Azimuth(new PlanePoint(0, 4), 1.59, default)!.Value.ShouldBe(-90, 1);
        stand.Azimuth(new PlanePoint(0, 4), 1.59, new HeadPose(30, 0, 0))!.Value.ShouldBe(-60, 1.5); // to the picture's right, which is +x
    }

    [Fact]
    public void Of_CameraThatLooksStraightDown_AssumesItsFocalLength()
    {
        PlanePoint[] corners = [new(0.1, 0.1), new(0.9, 0.1), new(0.9, 0.9), new(0.1, 0.9)];
        PointPair[] pairs = [.. corners.Select(p => new PointPair(p, new PlanePoint(4 * Aspect * p.X, -4 * p.Y)))];
        CameraStand.Of(new FloorView(Homography.From(pairs)), Aspect)!.IsFocalAssumed.ShouldBeTrue();
    }

    private static double Wrapped(double degrees) => degrees - (360 * Math.Round(degrees / 360));

    private sealed class MadeUpCamera
    {
        private readonly Vector3 _at;
        private readonly Vector3 _right;
        private readonly Vector3 _down;
        private readonly Vector3 _ahead;
        private readonly double _focal;
        private static readonly PlanePoint[] _taken = [new(2.5, -1), new(2.5, 1), new(5, -2), new(5, 2), new(8, -2), new(8, 2.5)]; // ahead, aside

        public MadeUpCamera(PlanePoint place, double height, double tilt, double yaw, double focal)
        {
            var (t, y) = (float.DegreesToRadians((float)tilt), float.DegreesToRadians((float)yaw));
            _at = new Vector3((float)place.X, (float)place.Y, (float)height);
            _ahead = new Vector3(MathF.Cos(y) * MathF.Cos(t), MathF.Sin(y) * MathF.Cos(t), -MathF.Sin(t));
            _right = new Vector3(MathF.Sin(y), -MathF.Cos(y), 0);
            _down = Vector3.Cross(_ahead, _right);
            _focal = focal;
        }

        public PlanePoint Ahead(double distance, double aside)
        {
            var level = Vector3.Normalize(_ahead with { Z = 0 });
            var p = _at + (level * (float)distance) + (_right * (float)aside);
            return new PlanePoint(p.X, p.Y);
        }

        public IReadOnlyList<PointPair> Pairs(bool mirrored) =>
        [
            .. _taken.Select(p =>
            {
                var floor = Ahead(p.X, p.Y);
                var seen = new Vector3((float)floor.X, (float)floor.Y, 0) - _at;
                var depth = Vector3.Dot(seen, _ahead);
                return new PointPair(
                    new PlanePoint(0.5 + (_focal / Aspect * Vector3.Dot(seen, _right) / depth), 0.5 + (_focal * Vector3.Dot(seen, _down) / depth)),
                    mirrored ? new PlanePoint(floor.X, -floor.Y) : floor);
            }),
        ];

        /// <summary>How a level head looks that is turned to an azimuth, seen along the line to it.</summary>
        public HeadPose PoseOf(PlanePoint place, double height, double azimuth)
        {
            var towards = Vector3.Normalize(_at - new Vector3((float)place.X, (float)place.Y, (float)height));
            var right = Vector3.Normalize(_right - (towards * Vector3.Dot(towards, _right)));
            var above = Vector3.Cross(towards, right);
            var a = float.DegreesToRadians((float)azimuth);
            var facing = new Vector3(MathF.Cos(a), MathF.Sin(a), 0);
            return new HeadPose(
                float.RadiansToDegrees(MathF.Atan2(Vector3.Dot(facing, right), Vector3.Dot(facing, towards))),
                float.RadiansToDegrees(MathF.Asin(Math.Clamp(Vector3.Dot(facing, above), -1, 1))), 0);
        }
    }
}
