using System.Numerics;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A head's pose from the five points of its face. Allocates nothing; some microseconds.</summary>
/// <remarks>
/// Scaled orthography, which along the line of sight to a head is exact to its depth over its distance: a linear start as in POS (DeMenthon and Davis,
/// "Model-Based Object Pose in 25 Lines of Code", IJCV 15, 1995), made a rotation, then Gauss-Newton on rotation and scale with what is left of the five
/// points. The mean face is MediaPipe's canonical one (google/mediapipe, face_geometry/data/canonical_face_model.obj, Apache-2.0): centimetres, eyes
/// as the middle of their corners.
/// </remarks>
public sealed class LandmarkHeadPose : IHeadPoseEstimator
{
    private const int Points = 5;
    private const int Rounds = 6;
    private const float MostMisfit = 0.14f; // root mean square, of the distance between the eyes as the model has it
    private const float LeastPixels = 4; // between the model's eyes
    private readonly Vector3[] _model; // x to the picture's right, y up, z out of the face, from their mean
    private readonly float[] _inverse; // of Σ P Pᵀ
    private readonly float _eyes;

    /// <summary>Ready to estimate.</summary>
    public LandmarkHeadPose()
    {
        Vector3[] canonical =
        [
            new(-3.151146f, 2.624618f, 3.465663f), // right eye: vertices 33 and 133
            new(3.151146f, 2.624618f, 3.465663f), // left eye: 263 and 362
            new(0, -1.126865f, 7.475604f), // tip of the nose: 1, where detectors put it; with 4 heads seemed lowered by 10° against both other readers
            new(-2.456206f, -4.342621f, 4.283884f), // right corner of the mouth: 61
            new(2.456206f, -4.342621f, 4.283884f), // left corner: 291
        ];
        var mean = canonical.Aggregate((a, b) => a + b) / Points;
        _model = [.. canonical.Select(p => p - mean)];
        _eyes = Vector3.Distance(canonical[0], canonical[1]);
        _inverse = Inverse(_model);
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame)
    {
        // needs no room
    }

    /// <inheritdoc/>
    public HeadPose? Estimate(Frame frame, in FaceDetection face) =>
        face.Landmarks is { } landmarks ? Estimate(landmarks, frame.Width, frame.Height) : null;

    /// <summary>The pose of a face by its points in a picture of this size; null when they make no face.</summary>
    public HeadPose? Estimate(in FaceLandmarks landmarks, int width, int height)
    {
        Span<Vector2> seen = stackalloc Vector2[Points];
        (seen[0], seen[1], seen[2], seen[3], seen[4]) = (landmarks.RightEye, landmarks.LeftEye, landmarks.Nose, landmarks.RightMouth, landmarks.LeftMouth);
        var mean = Vector2.Zero;
        foreach (ref var point in seen)
        {
            point = new Vector2(point.X * width, -point.Y * height); // y up, as the model
            mean += point / Points;
        }
        foreach (ref var point in seen)
            point -= mean;
        if (!Start(seen, out var pose))
            return null;
        for (var round = 0; round < Rounds; round++)
            if (!Refine(seen, ref pose))
                return null;
        var misfit = MathF.Sqrt(Squares(seen, pose) / Points);
        return pose.Scale * _eyes >= LeastPixels && misfit <= MostMisfit * pose.Scale * _eyes ? RotationAngles.Of(pose.Rotation) : null;
    }

    // The linear start: two rows that map the model best, then the nearest pair of rows at right angles and equally long.
    private bool Start(ReadOnlySpan<Vector2> seen, out Pose pose)
    {
        var (a, b) = (Vector3.Zero, Vector3.Zero);
        for (var i = 0; i < Points; i++)
            (a, b) = (a + (seen[i].X * _model[i]), b + (seen[i].Y * _model[i]));
        (a, b) = (Times(a), Times(b));
        pose = default;
        var (lengthA, lengthB) = (a.Length(), b.Length());
        if (!(lengthA > 1e-6f) || !(lengthB > 1e-6f) || !float.IsFinite(lengthA + lengthB))
            return false;
        var (sum, difference) = ((a / lengthA) + (b / lengthB), (a / lengthA) - (b / lengthB));
        if (sum.LengthSquared() < 1e-6f || difference.LengthSquared() < 1e-6f)
            return false;
        (sum, difference) = (Vector3.Normalize(sum), Vector3.Normalize(difference));
        var (x, y) = (Vector3.Normalize(sum + difference), Vector3.Normalize(sum - difference));
        pose = new Pose(new Rotation(x, y, Vector3.Cross(x, y)), (lengthA + lengthB) / 2);
        return true;
    }

    // One step: how the points move with small turns about x, y, z and with the scale's logarithm.
    private bool Refine(ReadOnlySpan<Vector2> seen, ref Pose pose)
    {
        Span<float> normal = stackalloc float[16];
        Span<float> right = stackalloc float[4];
        Span<float> jx = stackalloc float[4];
        Span<float> jy = stackalloc float[4];
        normal.Clear();
        right.Clear();
        for (var i = 0; i < Points; i++)
        {
            var p = pose.Rotation.Turn(_model[i]) * pose.Scale;
            (jx[0], jx[1], jx[2], jx[3]) = (0, p.Z, -p.Y, p.X); // ω × p, and p itself
            (jy[0], jy[1], jy[2], jy[3]) = (-p.Z, 0, p.X, p.Y);
            var (ex, ey) = (seen[i].X - p.X, seen[i].Y - p.Y);
            for (var r = 0; r < 4; r++)
            {
                right[r] += (jx[r] * ex) + (jy[r] * ey);
                for (var c = 0; c < 4; c++)
                    normal[(4 * r) + c] += (jx[r] * jx[c]) + (jy[r] * jy[c]);
            }
        }
        if (!Solve(normal, right))
            return false;
        var turn = new Vector3(right[0], right[1], right[2]);
        if (turn.Length() > 1)
            turn = Vector3.Normalize(turn);
        pose = new Pose(pose.Rotation.TurnedBy(turn), pose.Scale * MathF.Exp(Math.Clamp(right[3], -1, 1)));
        return float.IsFinite(pose.Scale);
    }

    private float Squares(ReadOnlySpan<Vector2> seen, in Pose pose)
    {
        var sum = 0f;
        for (var i = 0; i < Points; i++)
        {
            var p = pose.Rotation.Turn(_model[i]) * pose.Scale;
            sum += (seen[i] - new Vector2(p.X, p.Y)).LengthSquared();
        }
        return sum;
    }

    private Vector3 Times(Vector3 v) => new(
        (_inverse[0] * v.X) + (_inverse[1] * v.Y) + (_inverse[2] * v.Z),
        (_inverse[3] * v.X) + (_inverse[4] * v.Y) + (_inverse[5] * v.Z),
        (_inverse[6] * v.X) + (_inverse[7] * v.Y) + (_inverse[8] * v.Z));

    // 4 × 4, symmetric and positive: Gauss with pivots on the diagonal.
    private static bool Solve(Span<float> a, Span<float> b)
    {
        for (var k = 0; k < 4; k++)
        {
            if (!(a[(4 * k) + k] > 1e-9f))
                return false;
            for (var r = k + 1; r < 4; r++)
            {
                var share = a[(4 * r) + k] / a[(4 * k) + k];
                for (var c = k; c < 4; c++)
                    a[(4 * r) + c] -= share * a[(4 * k) + c];
                b[r] -= share * b[k];
            }
        }
        for (var k = 3; k >= 0; k--)
        {
            for (var c = k + 1; c < 4; c++)
                b[k] -= a[(4 * k) + c] * b[c];
            b[k] /= a[(4 * k) + k];
        }
        return true;
    }

    private static float[] Inverse(Vector3[] points)
    {
        Matrix4x4 sum = Matrix4x4.Identity;
        (sum.M11, sum.M22, sum.M33) = (0, 0, 0);
        foreach (var p in points)
        {
            (sum.M11, sum.M12, sum.M13) = (sum.M11 + (p.X * p.X), sum.M12 + (p.X * p.Y), sum.M13 + (p.X * p.Z));
            (sum.M22, sum.M23, sum.M33) = (sum.M22 + (p.Y * p.Y), sum.M23 + (p.Y * p.Z), sum.M33 + (p.Z * p.Z));
        }
        (sum.M21, sum.M31, sum.M32) = (sum.M12, sum.M13, sum.M23);
        Matrix4x4.Invert(sum, out var i);
        return [i.M11, i.M12, i.M13, i.M21, i.M22, i.M23, i.M31, i.M32, i.M33];
    }

    private readonly record struct Pose(Rotation Rotation, float Scale);
}
