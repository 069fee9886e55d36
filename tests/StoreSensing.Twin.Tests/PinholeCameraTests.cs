using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Tests;

public sealed class PinholeCameraTests
{
    public static TheoryData<double, double, double, double> Poses() => new()
    {
        { 3.0, 25, -90, 0.7 }, { 2.6, 45, 10, 0.5 }, { 4.5, 20, -110, 0.9 }, { 3.2, 35, 170, 0.6 },
    };

    [Theory]
    [MemberData(nameof(Poses))]
    public void Calibration_ThroughTheHomography_GivesTheFloorBack(double height, double tilt, double yaw, double focal)
    {
        var camera = PinholeCamera.At(new PlanePoint(5, 5), height, tilt, yaw, focal, 4.0 / 3);
        var homography = Homography.From(camera.Calibration());
        foreach (var (x, y) in ((double, double)[])[(0.2, 0.9), (0.5, 0.6), (0.8, 0.75)])
        {
            camera.TryFloor(new PlanePoint(x, y), out var floor).ShouldBeTrue();
            camera.TryProject(floor, 0, out var picture, out _).ShouldBeTrue();
            homography.TryMap(picture, out var mapped).ShouldBeTrue();
            Math.Sqrt(Math.Pow(mapped.X - floor.X, 2) + Math.Pow(mapped.Y - floor.Y, 2)).ShouldBeLessThan(1e-6);
        }
    }

    // An installer gives only floor points; what hangs above them follows from square pixels. Mirrored: a plan whose y points down.
    [Theory]
    [MemberData(nameof(Poses))]
    public void From_CalibrationOfACamera_SeesPeopleAsItDoes(double height, double tilt, double yaw, double focal)
    {
        var camera = PinholeCamera.At(new PlanePoint(5, 5), height, tilt, yaw, focal, 4.0 / 3);
        var same = PinholeCamera.From(camera.Calibration(), 4.0 / 3);
        var mirrored = PinholeCamera.From([.. camera.Calibration().Select(p => p with { Floor = new PlanePoint(p.Floor.X, -p.Floor.Y) })], 4.0 / 3);
        camera.TryFloor(new PlanePoint(0.4, 0.8), out var floor).ShouldBeTrue();
        camera.TryBox(floor, 1.7, 0.25, out var box, out var depth).ShouldBeTrue();
        foreach (var (other, place) in ((PinholeCamera, PlanePoint)[])[(same, floor), (mirrored, new PlanePoint(floor.X, -floor.Y))])
        {
            other.TryBox(place, 1.7, 0.25, out var its, out var itsDepth).ShouldBeTrue();
            itsDepth.ShouldBe(depth, 1e-4);
            its.Iou(box).ShouldBeGreaterThan(0.999f);
        }
    }

    [Fact]
    public void Draw_PeopleWalking_AreFoundByMotion()
    {
        const int Width = 320, Height = 240;
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(120), Staff = 0 };
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var world = new StoreWorld(scene, new TwinOptions { Start = TwinRun.Morning });
        var picture = new PictureOf(scene, camera, Width, Height);
        var detector = new MotionDetector(new MotionOptions());
        var pool = new FramePool(Width, Height);
        var boxes = new Detection[detector.Capacity];
        var (walking, found) = (0, 0);
        for (var i = 0; i < 8 * 240; i++)
        {
            world.Step();
            using var frame = pool.Rent();
            frame.Time = world.Now;
            picture.Draw(world.Samples, frame.Pixels);
            var count = detector.Detect(frame, boxes);
            if (i < 8 * 20)
                continue;
            foreach (ref readonly var person in world.Samples)
            {
                if (person.Role != PersonRole.Passer || !camera.TryBox(person.Position, person.Height, person.HalfWidth, out var box, out _) || box.Left < 0.05 || box.Right > 0.95)
                    continue;
                walking++;
                for (var k = 0; k < count; k++)
                    if (boxes[k].Box.Iou(box) > 0.2)
                    {
                        found++;
                        break;
                    }
            }
        }
        walking.ShouldBeGreaterThan(100);
        ((double)found / walking).ShouldBeGreaterThan(0.6);
    }
}
