using System.Diagnostics;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Drivers.Cameras;
using StoreSensing.Testing;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

public sealed class FfmpegFrameSourceLiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly LatestFrameBuffer _buffer = new(WhenFull.DropOldest);

    public void Dispose()
    {
        _cancel.Cancel();
        _cancel.Dispose();
        _buffer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_ServerStopsSending_IsStalledThenComesBackWithANewServer()
    {
        var port = StreamServer.FreePort();
        var source = Source($"tcp://127.0.0.1:{port}");
        Task run;
        using (var server = new StreamServer(port))
        {
            run = source.RunAsync(_buffer, _cancel.Token);
            await Eventually.True(() => source.Status is { State: FrameSourceState.Streaming, FramesRead: > 5 }, "frames");
            var child = source.ChildId!.Value;
            server.Stop();

            await Eventually.True(() => source.Status.State == FrameSourceState.Stalled, "stalled", seconds: 4);
            source.Status.Fault.ShouldBe($"'tcp://127.0.0.1:{port}' gave no whole picture for 1 s");
            await Eventually.True(() => !TestVideo.IsAlive(child), "the old child is gone");
        }
        await Eventually.True(() => source.Status.Restarts > 0, "a restart");
        var before = source.Status.FramesRead;
        using (var server = new StreamServer(port))
        {
            await Eventually.True(() => source.Status.State == FrameSourceState.Streaming && source.Status.FramesRead > before + 5, "streaming again");
            await Cancel(run, source);
        }
    }

    [Fact]
    public async Task RunAsync_ServerGoesAway_IsRestartingThenStreamsAgain()
    {
        var port = StreamServer.FreePort();
        var source = Source($"tcp://127.0.0.1:{port}");
        var run = source.RunAsync(_buffer, _cancel.Token);
        await Eventually.True(() => source.Status.State == FrameSourceState.Restarting, "not there yet");
        source.Status.Fault.ShouldNotBeNull().ShouldContain("Connection refused");
        using (new StreamServer(port))
            await Eventually.True(() => source.Status is { State: FrameSourceState.Streaming, FramesRead: > 5 }, "frames");
        await Eventually.True(() => source.Status.State == FrameSourceState.Restarting, "gone");
        var before = source.Status.FramesRead;
        using (new StreamServer(port))
            await Eventually.True(() => source.Status.State == FrameSourceState.Streaming && source.Status.FramesRead > before, "back");
        await Cancel(run, source);
    }

    [Fact]
    public async Task RunAsync_Live_StampsByTheClockAndGrows()
    {
        var port = StreamServer.FreePort();
        using var server = new StreamServer(port);
        var source = Source($"tcp://127.0.0.1:{port}");
        var start = TimeProvider.System.GetUtcNow();
        var run = source.RunAsync(_buffer, _cancel.Token);
        var last = TimeSpan.MinValue;
        for (var i = 0; i < 15; i++)
        {
            using var frame = _buffer.Read(TimeSpan.FromSeconds(20), default, out _).ShouldNotBeNull();
            frame.Time.Elapsed.ShouldBeGreaterThan(last);
            frame.Time.Utc.ShouldBeInRange(start, TimeProvider.System.GetUtcNow());
            last = frame.Time.Elapsed;
        }
        await Cancel(run, source);
    }

    [Fact]
    public async Task RunAsync_NamedPipe_IsALiveSource()
    {
        var pipe = _folder.File("camera.fifo");
        TestVideo.Run("mkfifo", pipe);
        var source = Source(pipe);
        source.IsLive.ShouldBeTrue();
        var run = source.RunAsync(_buffer, _cancel.Token);
        TestVideo.Make(pipe, "-f lavfi -i testsrc2=size=64x48:rate=25:duration=1 -c:v mjpeg -f nut");
        await Eventually.True(() => source.Status.FramesRead == 25, "all its frames");
        await Eventually.True(() => source.Status.State == FrameSourceState.Restarting, "waiting for the next writer");
        await Cancel(run, source);
    }

    [Fact]
    public async Task RunAsync_AddressWithPassword_IsNeverShown()
    {
        var source = Source($"rtsp://admin:s3cr%40et@127.0.0.1:{StreamServer.FreePort()}/live?token=abc123");
        var run = source.RunAsync(_buffer, _cancel.Token);
        await Eventually.True(() => source.Status.State == FrameSourceState.Restarting, "refused");
        var shown = source.Status.Fault + source.Name;
        foreach (var secret in (string[])["admin", "s3cr", "abc123"])
            shown.ShouldNotContain(secret);
        shown.ShouldContain("rtsp://127.0.0.1");
        await Cancel(run, source);
    }

    [Fact]
    public async Task RunAsync_ParentKilled_LeavesNoChild()
    {
        // The child waits for somebody to write to the pipe: it would never notice by a write of its own that nobody reads.
        var pipe = _folder.File("camera.fifo");
        TestVideo.Run("mkfifo", pipe);
        using var parent = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(CameraHost).Assembly.Location, CameraHost.Argument, pipe])
        {
            RedirectStandardOutput = true,
        })!;
        var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!);
        TestVideo.IsAlive(child).ShouldBeTrue();

        TestVideo.Run("kill", "-9", $"{parent.Id}");

        await Eventually.True(() => !TestVideo.IsAlive(child), "the child died with its parent", seconds: 5);
    }

    private FfmpegFrameSource Source(string input) => new(new CameraOptions
    {
        Input = input,
        FramesPerSecond = 25,
        StallAfter = TimeSpan.FromSeconds(1),
        StartWithin = TimeSpan.FromSeconds(8),
        RestartAfter = TimeSpan.FromMilliseconds(200),
        RestartAtMost = TimeSpan.FromMilliseconds(400),
    }, TimeProvider.System);

    private async Task Cancel(Task run, FfmpegFrameSource source)
    {
        var child = source.ChildId;
        await _cancel.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(10));
        source.Status.State.ShouldBe(FrameSourceState.Ended);
        if (child is { } id)
            TestVideo.IsAlive(id).ShouldBeFalse("a cancelled source leaves no child");
    }
}
