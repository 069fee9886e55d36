using System.Numerics;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Evaluation;

/// <summary>The two expression networks on real pictures, against preprocessing written down a second time: pixel by pixel, in doubles, without the product's code.</summary>
public sealed class ExpressionParityTests
{
    // Every picture of this many; the sizes are between 24 and 536 pixels.
    private const int Every = 26;

    [SkippableFact]
    public void MiniXception_RealPictures_AsThePlainReference()
    {
        using var session = new SeeingSession(Open("mini_xception_fer2013.onnx"));
        var model = new CropExpressionModel(session, 1.05f);
        Each((frame, face) =>
        {
            model.TryRead(frame, face, out var read).ShouldBeTrue();
            var ours = session.Seen;
            PlainCrop(frame, face.Box, 1.05, 64).CopyTo(session.Input(0));
            Furthest(ours, session.Input(0)).ShouldBeLessThan(1e-4);
            session.Run();
            var p = session.Output(0); // angry, disgust, fear, happy, sad, surprise, neutral
            Near(read, new Expression(p[3], p[6], p[0] + p[1] + p[2] + p[4], p[5]), 1e-4f);
        });
    }

    // Int8: an input value that lies between two quantisation steps falls to either side by a difference of 1e-6, and the steps of 37,632 values are worth up to
    // .06 of probability on these pictures. So inputs and the decoding of one and the same output are held to 1e-4, the way through both inputs to .1.
    [SkippableFact]
    public void FerMobileFaceNet_RealPictures_AsThePlainReference()
    {
        using var session = new SeeingSession(Open("facial_expression_recognition_mobilefacenet_2022july_int8.onnx"));
        var model = new LevelledExpressionModel(session);
        Each((frame, face) =>
        {
            model.TryRead(frame, face, out var read).ShouldBeTrue();
            Near(read, Decoded(session.Output(0)), 1e-4f);
            var ours = session.Seen;
            PlainWarp(frame, face.Landmarks!.Value).CopyTo(session.Input(0));
            Furthest(ours, session.Input(0)).ShouldBeLessThan(1e-4);
            session.Run();
            Near(read, Decoded(session.Output(0)), 0.1f);
        });
    }

    private static Expression Decoded(ReadOnlySpan<float> logits)
    {
        var e = logits.ToArray().Select(v => Math.Exp(v)).ToArray(); // angry, disgust, fear, happy, neutral, sad, surprise
        var sum = e.Sum();
        return new Expression((float)(e[3] / sum), (float)(e[4] / sum), (float)((e[0] + e[1] + e[2] + e[5]) / sum), (float)(e[6] / sum));
    }

    private static IInferenceSession Open(string file, InputSize? size = null)
    {
        var path = ReferenceData.File("models", file);
        var options = new InferenceOptions();
        if (size is { } s)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = [1, 3, s.Height, s.Width] } };
        return Fetched.Runtime.Open(path, options);
    }

    private static void Each(Action<Frame, FaceDetection> compare)
    {
        var labels = ReferenceData.File("data", "faces", "expression", "labels.csv");
        var compared = 0;
        foreach (var line in File.ReadLines(labels).Skip(1).Where((_, i) => i % Every == 0))
        {
            var picture = DecodedPicture.Read(Path.Combine(Path.GetDirectoryName(labels)!, "images", line.Split(',')[0]));
            using var frame = picture.ToFrame();
            using var session = Open("yunet_n_dynamic.onnx", InputSize.OfLongSide(frame.Width, frame.Height, 480, YuNetDetector.Stride));
            var detector = new YuNetDetector(session, 0.5f);
            var found = new FaceDetection[detector.Capacity];
            if (detector.DetectFaces(frame, found) == 0)
                continue;
            compare(frame, found[0]);
            compared++;
        }
        compared.ShouldBeGreaterThan(10);
    }

    private static float[] PlainCrop(Frame frame, Box box, double scale, int side)
    {
        var (width, height) = ((double)box.Width * frame.Width, (double)box.Height * frame.Height);
        var extent = Math.Max(width, height) * scale;
        var left = ((box.Left + box.Right) / 2.0 * frame.Width) - (extent / 2);
        var top = ((box.Top + box.Bottom) / 2.0 * frame.Height) - (extent / 2);
        var step = extent / side;
        var reach = Math.Max(1, step);
        var grey = new float[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (cx, cy) = (left + ((x + 0.5) * step) - 0.5, top + ((y + 0.5) * step) - 0.5);
                double sum = 0, weights = 0;
                for (var row = (int)Math.Ceiling(cy - reach); row <= cy + reach; row++)
                {
                    for (var column = (int)Math.Ceiling(cx - reach); column <= cx + reach; column++)
                    {
                        var weight = Math.Max(0, 1 - (Math.Abs(row - cy) / reach)) * Math.Max(0, 1 - (Math.Abs(column - cx) / reach));
                        weights += weight;
                        sum += weight * ((0.2989 * Pixel(frame, column, row, 0)) + (0.5870 * Pixel(frame, column, row, 1)) + (0.1140 * Pixel(frame, column, row, 2)));
                    }
                }
                grey[(y * side) + x] = (float)(((sum / weights / 255) - 0.5) * 2);
            }
        }
        return grey;
    }

    // Least squares for (a, b, x, y) of u = a·p − b·q + x, v = b·p + a·q + y by the normal equations, template to picture.
    private static float[] PlainWarp(Frame frame, FaceLandmarks points)
    {
        double[,] template = { { 38.2946, 51.6963 }, { 73.5318, 51.5014 }, { 56.0252, 71.7366 }, { 41.5493, 92.3655 }, { 70.7299, 92.2041 } };
        Vector2[] there = [points.RightEye, points.LeftEye, points.Nose, points.RightMouth, points.LeftMouth];
        double mp = 0, mq = 0, mu = 0, mv = 0;
        for (var i = 0; i < 5; i++)
            (mp, mq, mu, mv) = (mp + (template[i, 0] / 5), mq + (template[i, 1] / 5), mu + (there[i].X * (double)frame.Width / 5), mv + (there[i].Y * (double)frame.Height / 5));
        double along = 0, across = 0, spread = 0;
        for (var i = 0; i < 5; i++)
        {
            var (p, q, u, v) = (template[i, 0] - mp, template[i, 1] - mq, (there[i].X * (double)frame.Width) - mu, (there[i].Y * (double)frame.Height) - mv);
            (along, across, spread) = (along + (p * u) + (q * v), across + (p * v) - (q * u), spread + (p * p) + (q * q));
        }
        var (a, b) = (along / spread, across / spread);
        var (dx, dy) = (mu - ((a * mp) - (b * mq)), mv - ((b * mp) + (a * mq)));
        var samples = Math.Clamp((int)Math.Round(Math.Sqrt((a * a) + (b * b))), 1, 8);
        var planes = new float[3 * 112 * 112];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < 112; y++)
            {
                for (var x = 0; x < 112; x++)
                {
                    double sum = 0;
                    for (var j = 0; j < samples; j++)
                    {
                        for (var i = 0; i < samples; i++)
                        {
                            var (p, q) = (x + ((i + 0.5) / samples), y + ((j + 0.5) / samples));
                            sum += Between(frame, (a * p) - (b * q) + dx - 0.5, (b * p) + (a * q) + dy - 0.5, channel);
                        }
                    }
                    planes[(channel * 112 * 112) + (y * 112) + x] = (float)(((sum / (samples * samples) / 255) - 0.5) / 0.5);
                }
            }
        }
        return planes;
    }

    private static double Between(Frame frame, double x, double y, int channel)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = (x - column, y - row);
        return ((1 - down) * (((1 - right) * Pixel(frame, column, row, channel)) + (right * Pixel(frame, column + 1, row, channel))))
            + (down * (((1 - right) * Pixel(frame, column, row + 1, channel)) + (right * Pixel(frame, column + 1, row + 1, channel))));
    }

    private static double Pixel(Frame frame, int x, int y, int channel) =>
        x < 0 || y < 0 || x >= frame.Width || y >= frame.Height ? 0 : frame.Pixels[(((y * frame.Width) + x) * 3) + channel];

    private static double Furthest(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double furthest = 0;
        for (var i = 0; i < a.Length; i++)
            furthest = Math.Max(furthest, Math.Abs(a[i] - b[i]));
        return furthest;
    }

    private static void Near(Expression read, Expression plain, float tolerance)
    {
        read.Positive.ShouldBe(plain.Positive, tolerance);
        read.Neutral.ShouldBe(plain.Neutral, tolerance);
        read.Negative.ShouldBe(plain.Negative, tolerance);
        read.Surprise.ShouldBe(plain.Surprise, tolerance);
    }

    /// <summary>Keeps what a run was given: the product clears it afterwards.</summary>
    private sealed class SeeingSession(IInferenceSession inner) : IInferenceSession
    {
        public float[] Seen { get; private set; } = [];

        public IReadOnlyList<TensorInfo> Inputs => inner.Inputs;

        public IReadOnlyList<TensorInfo> Outputs => inner.Outputs;

        public Span<float> Input(int index) => inner.Input(index);

        public void Run()
        {
            Seen = inner.Input(0).ToArray();
            inner.Run();
        }

        public ReadOnlySpan<float> Output(int index) => inner.Output(index);

        public void Dispose() => inner.Dispose();
    }
}
