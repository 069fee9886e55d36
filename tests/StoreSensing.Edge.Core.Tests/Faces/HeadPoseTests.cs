using System.Numerics;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class HeadPoseTests
{
    private readonly LandmarkHeadPose _poses = new();

    // The mean face, turned and photographed from two metres away, so with perspective.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(30, 0, 0)]
    [InlineData(-45, 10, 0)]
    [InlineData(20, -20, 15)]
    [InlineData(-10, 25, -30)]
    [InlineData(60, 5, 5)]
    public void Estimate_TurnedMeanFace_TellsItsAngles(float yaw, float pitch, float roll)
    {
        var pose = _poses.Estimate(Face(yaw, pitch, roll), 640, 480).ShouldNotBeNull();
        pose.Yaw.ShouldBe(yaw, 2.5f);
        pose.Pitch.ShouldBe(pitch, 2.5f);
        pose.Roll.ShouldBe(roll, 2.5f);
    }

    [Fact]
    public void Estimate_MirroredFace_MirrorsYawAndRoll()
    {
        var random = new Random(4);
        for (var i = 0; i < 50; i++)
        {
            var face = Face((float)(80 * random.NextDouble()) - 40, (float)(40 * random.NextDouble()) - 20, (float)(40 * random.NextDouble()) - 20);
            static Vector2 M(Vector2 p) => p with { X = 1 - p.X };
            var (a, b) = (_poses.Estimate(face, 640, 480)!.Value, _poses.Estimate(new FaceLandmarks(M(face.LeftEye), M(face.RightEye), M(face.Nose), M(face.LeftMouth), M(face.RightMouth)), 640, 480)!.Value);
            b.Yaw.ShouldBe(-a.Yaw, 0.05f);
            b.Pitch.ShouldBe(a.Pitch, 0.05f);
            b.Roll.ShouldBe(-a.Roll, 0.05f);
        }
    }

    [Fact]
    public void Estimate_NoFace_IsNull()
    {
        Vector2 p = new(0.5f, 0.5f);
        _poses.Estimate(new FaceLandmarks(p, p, p, p, p), 640, 480).ShouldBeNull();
        _poses.Estimate(new FaceLandmarks(p, p + new Vector2(0.1f, 0), p, p + new Vector2(0.1f, 0), p), 640, 480).ShouldBeNull();
        _poses.Estimate(new FaceLandmarks(new(float.NaN, 0), p, p, p, p), 640, 480).ShouldBeNull();
        var face = Face(0, 0, 0);
        _poses.Estimate(face with { Nose = face.RightEye - new Vector2(0.1f, 0.1f) }, 640, 480).ShouldBeNull();
    }

    [Fact]
    public void Estimate_AllocatesNothing()
    {
        var face = Face(20, 10, 5);
        _poses.Estimate(face, 640, 480);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _poses.Estimate(face, 640, 480);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static FaceLandmarks Face(float yaw, float pitch, float roll)
    {
        // Tilted about where it looks, raised, turned aside.
        var turn = Matrix4x4.CreateRotationZ(-float.DegreesToRadians(roll)) * Matrix4x4.CreateRotationX(-float.DegreesToRadians(pitch)) * Matrix4x4.CreateRotationY(float.DegreesToRadians(yaw));
        Vector2 See(float x, float y, float z)
        {
            var p = Vector3.Transform(new Vector3(x, y, z - 4), turn) / 100;
            var scale = 800 / (2 - p.Z);
            return new Vector2(0.5f + (p.X * scale / 640), 0.5f - (p.Y * scale / 480));
        }

        return new FaceLandmarks(See(-3.15f, 2.62f, 3.47f), See(3.15f, 2.62f, 3.47f), See(0, -1.13f, 7.48f), See(-2.46f, -4.34f, 4.28f), See(2.46f, -4.34f, 4.28f));
    }
}
