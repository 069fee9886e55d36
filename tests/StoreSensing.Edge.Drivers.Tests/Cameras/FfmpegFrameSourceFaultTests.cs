using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Drivers.Cameras;
using StoreSensing.Testing;
using static StoreSensing.Edge.Drivers.Tests.Cameras.Recorder;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

public sealed class FfmpegFrameSourceFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_MissingFile_NamesIt()
    {
        var file = _folder.File("nothing.mp4");
        (await Fault(file)).ShouldBe($"no such video file: '{file}'");
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("notes.mp4")]
    public async Task RunAsync_TextAsVideo_SaysSo(string name)
    {
        var file = _folder.File(name);
        await File.WriteAllLinesAsync(file, Enumerable.Repeat("milk, bread, butter", 500));
        (await Fault(file)).ShouldStartWith($"'{name}' is not a video");
    }

    [Fact]
    public async Task RunAsync_EmptyFile_SaysSo()
    {
        var file = _folder.File("empty.avi");
        await File.WriteAllBytesAsync(file, []);
        (await Fault(file)).ShouldBe("'empty.avi' is not a video: it is empty");
    }

    [Fact]
    public async Task RunAsync_SoundOnly_SaysSo()
    {
        var file = TestVideo.Make(_folder.File("song.wav"), "-f lavfi -i sine=duration=0.2");
        (await Fault(file)).ShouldBe("'song.wav' is not a video: it holds no moving picture");
    }

    [Fact]
    public async Task RunAsync_Folder_SaysSo() => (await Fault(_folder.Path)).ShouldContain("is a folder");

    [Fact]
    public async Task RunAsync_UnknownDevice_SaysWhichThereAre() =>
        (await Fault("/dev/video99")).ShouldStartWith("no such camera: '/dev/video99'; ");

    [Fact]
    public async Task RunAsync_NoFfmpeg_NamesThePackage()
    {
        var options = new CameraOptions { Input = TestVideo.Pattern(_folder.File("a.avi"), seconds: 0.2), Ffmpeg = "/nowhere/ffmpeg" };
        (await Fault(options)).ShouldContain("Debian package 'ffmpeg'");
    }

    [Fact]
    public async Task RunAsync_BrokenGraph_SaysWhatIsWrong() =>
        (await Fault("lavfi:nosuchfilter=3")).ShouldContain("nosuchfilter");

    [Fact]
    public async Task RunAsync_BrokenFilter_SaysWhatIsWrong() =>
        (await Fault(new CameraOptions { Input = "lavfi:testsrc2=size=64x48:rate=5", Filter = "nosuchfilter" })).ShouldContain("nosuchfilter");

    [Theory]
    [InlineData("cut.avi", 0.5)]
    [InlineData("cut.avi", 0.9)]
    [InlineData("cut.mkv", 0.5)]
    [InlineData("faststart.mp4", 0.5)]
    public async Task RunAsync_FileCutInAFrame_UsesWhatIsThereAndSaysSo(string name, double share)
    {
        var file = Cut(name, share);

        var (frames, status) = await Record(new CameraOptions { Input = file, FramesPerSecond = 25 });

        frames.Count.ShouldBeInRange((int)(200 * share) - 30, (int)(200 * share) + 30);
        status.State.ShouldBe(FrameSourceState.Ended);
        status.FramesRead.ShouldBe(frames.Count);
        status.Fault.ShouldNotBeNull().ShouldMatch($@"^'{name}' ended after {frames.Count} of about 200 frames \(\d\.\d s of 8\.0 s\)$");
    }

    [Fact]
    public async Task RunAsync_FileCutAndRateCapped_SpeaksOfTheFilesFrames()
    {
        var (frames, status) = await Record(new CameraOptions { Input = Cut("cut.avi", 0.5), FramesPerSecond = 5 });
        frames.Count.ShouldBeInRange(14, 26);
        status.Fault.ShouldNotBeNull().ShouldContain("of about 200 frames");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(120)]
    public async Task RunAsync_WholeFileAtAnyCap_HasNoFault(double cap)
    {
        var file = TestVideo.Pattern(_folder.File("whole.mp4"), seconds: 3);
        (await Record(new CameraOptions { Input = file, FramesPerSecond = cap })).Status.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Mp4WithoutItsIndex_SaysSo()
    {
        var file = Cut("late.mp4", 0.5);
        (await Fault(file)).ShouldStartWith("'late.mp4' is not a video that can be read: moov atom not found");
    }

    [Theory]
    [InlineData("start.avi")]
    [InlineData("start.mkv")]
    public async Task RunAsync_CorruptStart_Refuses(string name)
    {
        // FFV1 has no start codes of its own, so that nothing can be found again behind the lost header.
        var file = TestVideo.Make(_folder.File(name), "-f lavfi -i testsrc2=size=64x48:rate=25:duration=1 -c:v ffv1");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(0, 8192).Clear();
        await File.WriteAllBytesAsync(file, bytes);
        (await Fault(file)).ShouldStartWith($"'{name}' is not a video that can be read");
    }

    [Fact]
    public async Task RunAsync_FfmpegKilledInTheMiddle_EndsWithAFault()
    {
        var file = TestVideo.Pattern(_folder.File("a.avi"), seconds: 20);
        var source = new FfmpegFrameSource(new CameraOptions { Input = file, RealTime = true, FramesPerSecond = 25 }, TimeProvider.System);
        var recording = Task.Run(() => Record(source));
        await Eventually.True(() => source.Status.FramesRead > 5, "frames");
        TestVideo.Run("kill", "-9", $"{source.ChildId}");

        var frames = await recording;

        source.Status.State.ShouldBe(FrameSourceState.Ended);
        source.Status.Fault.ShouldNotBeNull().ShouldStartWith($"'a.avi' ended after {frames.Count} of about 500 frames");
    }

    [Theory]
    [InlineData("rtps://camera/1", "'rtps://' is no known kind of camera address")]
    [InlineData(" ", "the camera's input is empty")]
    public void Constructor_NoInput_SaysWhatIsKnown(string input, string start) =>
        Should.Throw<FrameSourceException>(() => new FfmpegFrameSource(new CameraOptions { Input = input }, TimeProvider.System)).Message.ShouldStartWith(start);

    [Fact]
    public void Problems_EverythingWrong_ReportsAllAtOnce() =>
        new CameraOptions { Input = "", Width = 2, Height = 9999, FramesPerSecond = double.NaN, StallAfter = TimeSpan.Zero, RestartAfter = TimeSpan.Zero }
            .Problems().Count.ShouldBe(6);

    private static Task<string> Fault(string input) => Fault(new CameraOptions { Input = input });

    private static async Task<string> Fault(CameraOptions options)
    {
        var source = new FfmpegFrameSource(options, TimeProvider.System);
        using var buffer = new LatestFrameBuffer(WhenFull.Wait);
        var fault = await Should.ThrowAsync<FrameSourceException>(() => source.RunAsync(buffer, default).WaitAsync(TimeSpan.FromSeconds(30)));
        buffer.Read(TimeSpan.FromSeconds(5), default, out var arrived).ShouldBeNull();
        arrived.ShouldBeTrue("the buffer must be completed");
        source.Status.State.ShouldBe(FrameSourceState.Failed);
        source.Status.Fault.ShouldBe(fault.Message);
        fault.Message.ShouldNotContain("\n");
        return fault.Message;
    }

    private string Cut(string name, double share)
    {
        var extra = name.StartsWith("faststart", StringComparison.Ordinal) ? " -movflags +faststart" : "";
        var file = TestVideo.Make(_folder.File(name), "-f lavfi -i testsrc2=size=64x48:rate=25:duration=8 -c:v mpeg4 -q:v 3 -g 10" + extra);
        using var stream = File.OpenWrite(file);
        stream.SetLength((long)(stream.Length * share));
        return file;
    }
}
