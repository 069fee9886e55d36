using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Drivers.Cameras;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Cameras.Recorder;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

public sealed class FfmpegFrameSourceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pattern.avi")]
    [InlineData("pattern.mp4")]
    [InlineData("pattern.mkv")]
    [InlineData("pattern.ts")]
    public async Task RunAsync_NativeRate_DeliversEveryFrameAtItsExactTime(string name)
    {
        var file = TestVideo.Pattern(_folder.File(name));

        var (frames, status) = await Record(new CameraOptions { Input = file, FramesPerSecond = 25, StartUtc = Noon });

        frames.Select(frame => frame.Time.Elapsed).ShouldBe(Enumerable.Range(0, 50).Select(i => TimeSpan.FromMilliseconds(40 * i)));
        frames.ShouldAllBe(frame => frame.Time.Utc == Noon + frame.Time.Elapsed);
        status.ShouldBe(new FrameSourceStatus(FrameSourceState.Ended, 50, 0, null));
    }

    [Fact]
    public async Task RunAsync_CapBelowTheRate_ThinsOutAndKeepsTrueTimes()
    {
        var file = TestVideo.Pattern(_folder.File("pattern.mp4"));

        var (frames, status) = await Record(new CameraOptions { Input = file, FramesPerSecond = 10 });

        frames.Count.ShouldBe(20);
        frames.ShouldAllBe(frame => frame.Time.Elapsed.Ticks % TimeSpan.FromMilliseconds(40).Ticks == 0);
        frames.Zip(frames.Skip(1)).ShouldAllBe(pair => pair.Second.Time.Elapsed - pair.First.Time.Elapsed >= TimeSpan.FromMilliseconds(80));
        status.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_CapAboveTheRate_RepeatsNothing()
    {
        var file = TestVideo.Pattern(_folder.File("pattern.mp4"), rate: 5);
        var (frames, _) = await Record(new CameraOptions { Input = file, FramesPerSecond = 30 });
        frames.Count.ShouldBe(10);
    }

    [Fact]
    public async Task RunAsync_VariableRate_KeepsEveryTime()
    {
        // Pictures 0..19 at 10 ms × n²: the gaps grow from 10 ms to 370 ms.
        var file = TestVideo.Make(_folder.File("vfr.mkv"),
            "-f lavfi -i testsrc2=size=64x48:rate=25:duration=0.8 -vf settb=1/1000,setpts=10*N*N -fps_mode vfr -enc_time_base 1:1000 -c:v mpeg4");

        var (frames, status) = await Record(new CameraOptions { Input = file, FramesPerSecond = 120 });

        frames.Select(frame => frame.Time.Elapsed.TotalMilliseconds).ShouldBe(Enumerable.Range(0, 20).Select(n => 10.0 * n * n));
        status.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Looped_TimeGoesOn()
    {
        var file = TestVideo.Pattern(_folder.File("pattern.avi"), seconds: 0.4);

        var (frames, _) = await Record(new CameraOptions { Input = file, FramesPerSecond = 25, Loop = true, RealTime = false, StartUtc = Noon }, most: 35);

        frames.Select(frame => frame.Time.Elapsed).ShouldBe(Enumerable.Range(0, 35).Select(i => TimeSpan.FromMilliseconds(40 * i)));
        frames[^1].Time.Utc.ShouldBe(Noon + TimeSpan.FromMilliseconds(34 * 40));
    }

    [Fact]
    public async Task RunAsync_RealTime_TakesAsLongAsTheRecording()
    {
        var file = TestVideo.Pattern(_folder.File("pattern.avi"), seconds: 1.2);
        var start = TimeProvider.System.GetTimestamp();
        var (frames, _) = await Record(new CameraOptions { Input = file, FramesPerSecond = 25, RealTime = true });
        frames.Count.ShouldBe(30);
        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.0));
    }

    [Theory]
    [InlineData(1280, 720, null, null, 768, 432)]
    [InlineData(200, 150, null, null, 200, 150)]
    [InlineData(1280, 720, 320, null, 320, 180)]
    [InlineData(1280, 720, null, 90, 160, 90)]
    [InlineData(640, 480, 100, 90, 100, 90)]
    [InlineData(171, 95, null, null, 170, 94)]
    public async Task RunAsync_Sizes_ScaleAsAskedAndStayEven(int sourceWidth, int sourceHeight, int? width, int? height, int expectedWidth, int expectedHeight)
    {
        var input = $"lavfi:testsrc2=size={sourceWidth}x{sourceHeight}:rate=10:duration=0.2";
        var (frames, _) = await Record(new CameraOptions { Input = input, Width = width, Height = height, RealTime = false });
        frames.Count.ShouldBe(2);
        frames.ShouldAllBe(frame => frame.Width == expectedWidth && frame.Height == expectedHeight);
    }

    [Theory]
    [InlineData("red", 255, 0, 0)]
    [InlineData("lime", 0, 255, 0)]
    [InlineData("blue", 0, 0, 255)]
    public async Task RunAsync_SolidColour_ArrivesAsRgb(string colour, int red, int green, int blue)
    {
        var (frames, _) = await Record(new CameraOptions { Input = $"lavfi:color={colour}:size=64x48:rate=5:duration=0.4,format=rgb24", RealTime = false });
        foreach (var pixel in frames.SelectMany(frame => new[] { frame.FirstPixel, frame.MiddlePixel }))
        {
            ((int)pixel[0]).ShouldBeInRange(red - 3, red + 3);
            ((int)pixel[1]).ShouldBeInRange(green - 3, green + 3);
            ((int)pixel[2]).ShouldBeInRange(blue - 3, blue + 3);
        }
    }

    [Fact]
    public async Task RunAsync_Filter_IsAppliedBeforeScaling()
    {
        var (frames, _) = await Record(new CameraOptions
        {
            Input = "lavfi:color=red:size=64x48:rate=5:duration=0.4,format=rgb24",
            RealTime = false,
            Filter = "negate,crop=32:48:0:0",
        });
        frames.ShouldAllBe(frame => frame.Width == 32 && frame.Height == 48);
        ((int)frames[0].MiddlePixel[0]).ShouldBeLessThan(5);
        ((int)frames[0].MiddlePixel[1]).ShouldBeGreaterThan(250);
    }

    [Fact]
    public async Task RunAsync_StillPictureLooped_KeepsComing()
    {
        var file = TestVideo.Make(_folder.File("still.png"), "-f lavfi -i color=blue:size=64x48 -frames:v 1");
        var (frames, _) = await Record(new CameraOptions { Input = file, Loop = true, RealTime = false, FramesPerSecond = 10 }, most: 25);
        frames[24].Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(2.4));
    }

    [Fact]
    public async Task RunAsync_TenThousandFrames_StayWithinAHandfulInMemory()
    {
        var source = new FfmpegFrameSource(
            new CameraOptions { Input = "lavfi:color=gray:size=32x32:rate=100:duration=100", FramesPerSecond = 100, RealTime = false }, TimeProvider.System);
        var frames = await Record(source);
        frames.Count.ShouldBe(10_000);
        source.PooledFrames.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task RunAsync_NameThatLooksLikeAnOption_IsAFile()
    {
        var folder = Directory.CreateDirectory(_folder.File("rtsp")).FullName;
        var file = TestVideo.Pattern(Path.Combine(folder, "-v:1 %d.avi"), seconds: 0.2);
        var (frames, _) = await Record(new CameraOptions { Input = file, FramesPerSecond = 25 });
        frames.Count.ShouldBe(5);
    }
}
