using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Drivers.Cameras;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

/// <summary>The test assembly as a program of its own: runs a camera and prints its child's id, so that a test can kill it.</summary>
public static class CameraHost
{
    public const string Argument = "--camera";

    public static async Task RunAsync(string input)
    {
        var source = new FfmpegFrameSource(new CameraOptions { Input = input, StartWithin = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        using var buffer = new LatestFrameBuffer(WhenFull.DropOldest);
        var run = source.RunAsync(buffer, default);
        while (source.ChildId is null)
            await Task.Delay(10);
        await Console.Out.WriteLineAsync($"{source.ChildId}");
        await run;
    }
}
