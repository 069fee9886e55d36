using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A head's pose from the 468 points of <c>facemesh</c>. Allocates nothing.</summary>
/// <remarks>
/// Grishchenko, Ablavatski, Kartynnik, Raveendran and Grundmann, "Attention Mesh" (2020), and MediaPipe's canonical face: the rotation that brings
/// twelve stable points of that face onto the found ones, with their depths, by Horn, "Closed-form solution of absolute orientation using unit
/// quaternions", JOSA A 4 (1987); the quaternion by power iteration. The face is shown level, as MediaPipe does (face_landmark pipeline, rotation by the
/// eyes): of faces tilted by 20° the network, shown them as they are, told 16°. Without points of the face a first reading tells how it is tilted.
/// </remarks>
public sealed class MeshHeadPose : IHeadPoseEstimator
{
    private const int Side = 192;
    private const float Crop = 1.5f;
    private const float LeastFlag = 0.5f;
    private const int Rounds = 60;
    private const float Tilted = 8; // degrees, from which on a second reading is worth its time
    private static readonly InputColours _colours = InputColours.Uniform(1 / 255f, 0);
    private readonly IInferenceSession _session;

    // Corners of the eyes, bridge of the nose, temples, brow, chin: x to the picture's right, y up, z out of the face, centimetres. Vertices of
    // google/mediapipe, mediapipe/modules/face_geometry/data/geometry_pipeline_metadata_landmarks.pbtxt (canonical_mesh), whose numbers are the network's;
    // the same as canonical_face_model.obj beside it, Apache-2.0.
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
        if (TensorCheck.Picture(session, 1) is var size && size != new InputSize(Side, Side))
            throw new InferenceException($"input {session.Inputs[0].Name} is {size.Width}×{size.Height}, not {Side}×{Side}");
        TensorCheck.Require(session, 0, 468 * 3);
        TensorCheck.Require(session, 1, 1);
        _session = session;
        _mean = _model.Aggregate(Vector3.Zero, (sum, p) => sum + p.Place) / _model.Length;
    }

    /// <inheritdoc/>
    public void Prepare(Frame frame)
    {
        // The warp is not tied to a picture's size.
    }

    /// <inheritdoc/>
    public HeadPose? Estimate(Frame frame, in FaceDetection face)
    {
        if (face.Landmarks is { } points)
        {
            var across = (points.LeftEye - points.RightEye) * new Vector2(frame.Width, frame.Height);
            return Estimate(frame, face.Box, MathF.Atan2(across.Y, across.X));
        }
        var first = Estimate(frame, face.Box, 0);
        return first is { } pose && MathF.Abs(pose.Roll) >= Tilted ? Estimate(frame, face.Box, float.DegreesToRadians(pose.Roll)) : first;
    }

    /// <summary>The pose of a face that is shown turned back by <paramref name="tilt"/>, radians, clockwise in the picture.</summary>
    private HeadPose? Estimate(Frame frame, in Box box, float tilt)
    {
        var square = PixelRectangle.Around(frame, box, Crop);
        var scale = square.Width / Side;
        if (!(scale > 0) || !float.IsFinite(scale) || !float.IsFinite(tilt))
            return null;
        var (sin, cos) = MathF.SinCos(tilt);
        var (a, b, half) = (scale * cos, scale * sin, Side / 2f);
        var toPicture = new Similarity(a, b, square.Left + (square.Width / 2) - ((a - b) * half), square.Top + (square.Height / 2) - ((a + b) * half));
        FaceWarp.Fill(frame, toPicture, Side, _session.Input(0), _colours);
        _session.RunAndClear();
        if (!(_session.Output(1)[0] >= LeastFlag))
            return null;
        // Fit in the levelled picture, then tilt the head back: y points up here, so clockwise is negative.
        return Fit(_session.Output(0)) is { } level
            ? RotationAngles.Of(new Rotation((cos * level.X) + (sin * level.Y), (cos * level.Y) - (sin * level.X), level.Z))
            : null;
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
