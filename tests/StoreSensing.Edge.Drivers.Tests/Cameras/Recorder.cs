using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Drivers.Cameras;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

/// <summary>What was kept of a picture.</summary>
internal sealed record Taken(int Width, int Height, FrameTime Time, byte[] FirstPixel, byte[] MiddlePixel);

/// <summary>Runs a source and notes what it delivers.</summary>
internal static class Recorder
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Reads until the source ends or <paramref name="most"/> pictures have come.</summary>
    public static async Task<(List<Taken> Frames, FrameSourceStatus Status)> Record(CameraOptions options, int most = int.MaxValue)
    {
        var source = new FfmpegFrameSource(options, TimeProvider.System);
        var taken = await Record(source, most);
        return (taken, source.Status);
    }

    public static async Task<List<Taken>> Record(FfmpegFrameSource source, int most = int.MaxValue)
    {
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var run = source.RunAsync(buffer, cancel.Token);
        var taken = new List<Taken>();
        while (taken.Count < most && buffer.Read(TimeSpan.FromSeconds(60), cancel.Token, out _) is { } frame)
        {
            taken.Add(Note(frame));
            frame.Dispose();
        }
        if (taken.Count >= most)
            await cancel.CancelAsync();
        await run;
        return taken;
    }

    private static Taken Note(Frame frame) => new(frame.Width, frame.Height, frame.Time,
        frame.Pixels[..3].ToArray(), frame.Pixels.Slice((((frame.Height / 2) * frame.Width) + (frame.Width / 2)) * 3, 3).ToArray());
}
