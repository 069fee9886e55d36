using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A head's pose from the 468 points of <c>facemesh</c>. Allocates nothing.</summary>
/// <remarks>
/// Grishchenko, Ablavatski, Kartynnik, Raveendran and Grundmann, "Attention Mesh" (2020), and MediaPipe's canonical face: the rotation that brings
/// twelve stable points of that face onto the found ones, with their depths, by Horn, "Closed-form solution of absolute orientation using unit
/// quaternions", JOSA A 4 (1987); the quaternion by power iteration.
/// </remarks>
public sealed class MeshHeadPose : IHeadPoseEstimator
{
    private const int Side = 192;
    private const float Crop = 1.5f;
    private const float LeastFlag = 0.5f;
    private const int Rounds = 60;
    private readonly IInferenceSession _session;
    private readonly PictureRegion _region = new(Side);

    // Corners of the eyes, bridge of the nose, temples, brow, chin: x to the picture's right, y up, z out of the face, centimetres.
    private readonly (int Vertex, Vector3 Place)[] _model =
    [
        (33, new(-4.445859f, 2.663991f, 3.173422f)), (263, new(4.445859f, 2.663991f, 3.173422f)),
        (133, new(-1.856432f, 2.585245f, 3.757904f)), (362, new(1.856432f, 2.585245f, 3.757904f)),
        (168, new(0, 3.271027f, 5.236015f)), (6, new(0, 2.473255f, 5.788627f)), (5, new(0, 0.365669f, 7.242870f)), (4, new(0, -0.463170f, 7.586580f)),
        (127, new(-7.743095f, 2.364999f, -2.005167f)), (356, new(7.743095f, 2.364999f, -2.005167f)),
        (10, new(0, 8.261778f, 4.481535f)), (152, new(0, -9.403378f, 4.264492f)),
    ];

    private readonly Vector3 _mean;

    /// <summary>Takes a session opened for [1, 3, 192, 192]; it stays the caller's.</summary>
    public MeshHeadPose(IInferenceSession session)
    {
        TensorCheck.Require(session, 0, 468 * 3);
        _session = session;
        _mean = _model.Aggregate(Vector3.Zero, (sum, p) => sum + p.Place) / _model.Length;
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame) => _region.Prepare(frame);

    /// <inheritdoc/>
    public HeadPose? Estimate(Frame frame, in FaceDetection face)
    {
        _region.FillRgb(frame, PixelRectangle.Around(frame, face.Box, Crop), _session.Input(0), 1 / 255f, 0);
        _session.Run();
        if (!(_session.Output(1)[0] >= LeastFlag))
            return null;
        return Fit(_session.Output(0)) is { } rotation ? RotationAngles.Of(rotation) : null;
    }

    private Rotation? Fit(ReadOnlySpan<float> mesh)
    {
        var mean = Vector3.Zero;
        foreach (var (vertex, _) in _model)
            mean += At(mesh, vertex) / _model.Length;
        // Sums of products of model and found coordinates.
        Vector3 sx = default, sy = default, sz = default;
        foreach (var (vertex, place) in _model)
        {
            var (model, found) = (place - _mean, At(mesh, vertex) - mean);
            (sx, sy, sz) = (sx + (model.X * found), sy + (model.Y * found), sz + (model.Z * found));
        }
        var n = new Matrix4x4(
            sx.X + sy.Y + sz.Z, sy.Z - sz.Y, sz.X - sx.Z, sx.Y - sy.X,
            sy.Z - sz.Y, sx.X - sy.Y - sz.Z, sx.Y + sy.X, sz.X + sx.Z,
            sz.X - sx.Z, sx.Y + sy.X, sy.Y - sx.X - sz.Z, sy.Z + sz.Y,
            sx.Y - sy.X, sz.X + sx.Z, sy.Z + sz.Y, sz.Z - sx.X - sy.Y);
        // The largest eigenvalue is the positive one of largest size once all are moved up by a bound of theirs.
        var bound = sx.Length() + sy.Length() + sz.Length();
        if (!(bound > 0) || !float.IsFinite(bound))
            return null;
        n += Matrix4x4.Identity * bound;
        var q = new Vector4(1, 0.01f, 0.01f, 0.01f);
        for (var round = 0; round < Rounds; round++)
            q = Vector4.Normalize(Vector4.Transform(q, n));
        var (w, x, y, z) = (q.X, q.Y, q.Z, q.W);
        return new Rotation(
            new(1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) - (w * z)), 2 * ((x * z) + (w * y))),
            new(2 * ((x * y) + (w * z)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) - (w * x))),
            new(2 * ((x * z) - (w * y)), 2 * ((y * z) + (w * x)), 1 - (2 * ((x * x) + (y * y)))));
    }

    // The network's y points down and its z away from the camera.
    private static Vector3 At(ReadOnlySpan<float> mesh, int vertex) => new(mesh[3 * vertex], -mesh[(3 * vertex) + 1], -mesh[(3 * vertex) + 2]);
}
