using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.Frames;
using Found = StoreSensing.Edge.Core.Detection.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection.Motion;

/// <summary>A drawn scene: a noisy grey floor, with rectangles put on it, shown to a detector at any rate.</summary>
internal sealed class MotionScene(MotionOptions options, int width = 320, int height = 240)
{
    private readonly Random _random = new(7);
    private readonly Dictionary<byte, byte[][]> _floors = [];
    private readonly FramePool _pool = new(width, height);
    private readonly Found[] _found = new Found[64];

    public MotionDetector Detector { get; } = new(options);

    public double Seconds { get; private set; }

    /// <summary>Shows the scene for some time and returns what was found in the last picture.</summary>
    public Found[] Show(double seconds, double rate, Action<Canvas>? draw = null, byte floor = 120)
    {
        var end = Seconds + seconds;
        var count = 0;
        for (; Seconds < end - 1e-9; Seconds += 1 / rate)
        {
            using var frame = _pool.Rent();
            Floor(frame, floor);
            draw?.Invoke(new Canvas(frame, Seconds));
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(Seconds));
            count = Detector.Detect(frame, _found);
        }
        return _found[..count];
    }

    private void Floor(Frame frame, byte floor)
    {
        if (!_floors.TryGetValue(floor, out var floors))
            _floors[floor] = floors = [.. Enumerable.Range(0, 4).Select(_ => Noisy(floor))];
        floors[_random.Next(floors.Length)].CopyTo(frame.Pixels);
    }

    private byte[] Noisy(byte floor)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var noise = _random.Next(-4, 5);
            pixels[i] = (byte)(floor + noise);
            pixels[i + 1] = (byte)(floor - 8 + noise);
            pixels[i + 2] = (byte)(floor - 20 + noise);
        }
        return pixels;
    }

    /// <summary>Draws on one picture.</summary>
    internal readonly record struct Canvas(Frame Frame, double Seconds)
    {
        /// <summary>A solid rectangle; edges in pixels.</summary>
        public void Fill(double left, double top, double right, double bottom, byte red, byte green, byte blue)
        {
            for (var y = Math.Max(0, (int)top); y < Math.Min(Frame.Height, bottom); y++)
                for (var x = Math.Max(0, (int)left); x < Math.Min(Frame.Width, right); x++)
                    (Frame.Pixels[At(x, y)], Frame.Pixels[At(x, y) + 1], Frame.Pixels[At(x, y) + 2]) = (red, green, blue);
        }

        /// <summary>Darkens a rectangle as a shadow does.</summary>
        public void Shade(double left, double top, double right, double bottom, double share)
        {
            for (var y = Math.Max(0, (int)top); y < Math.Min(Frame.Height, bottom); y++)
                for (var x = Math.Max(0, (int)left); x < Math.Min(Frame.Width, right); x++)
                    for (var c = 0; c < 3; c++)
                        Frame.Pixels[At(x, y) + c] = (byte)(Frame.Pixels[At(x, y) + c] * share);
        }

        private int At(int x, int y) => ((y * Frame.Width) + x) * 3;
    }
}
