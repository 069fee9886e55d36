using StoreSensing.Configuration;
using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>A lane on pictures that a test makes: somebody stands in the middle for the whole recording.</summary>
public sealed class VisionLaneTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task RunAsync_RecordingOfTwelveSeconds_HandsOverEveryWindowAndVisit()
    {
        var (lane, desk, outbox) = Lane(new Recording(frames: 120, fault: null));

        await lane.RunAsync(CancellationToken.None);

        var summary = desk.Totals.Summary("s", desk.LastSeq, outbox.Status, []);
        summary.Windows.ShouldBe(3, "12 seconds lie in three windows of five");
        summary.Zones["middle"].Visits.ShouldBe(1);
        summary.Zones["middle"].PersonSeconds.ShouldBe(11.9, 0.01);
        summary.Zones["middle"].DwellSeconds.ShouldBe(11.9, 0.01);
        summary.HeatPersonSeconds["camera"].ShouldBe(11.9, 0.01);
        outbox.Kept.Count.ShouldBe((int)desk.LastSeq);
        lane.Frames.ShouldBe(120);
    }

    [Fact]
    public async Task RunAsync_SourceThatCannotWork_ThrowsItsSentenceAndLetsTheOthersGo()
    {
        var (lane, desk, _) = Lane(new Recording(frames: 0, fault: "'notes.txt' is not a video"));

        (await Should.ThrowAsync<FrameSourceException>(() => lane.RunAsync(CancellationToken.None))).Message.ShouldContain("notes.txt");

        desk.Totals.Windows.ShouldBe(0);
    }

    [Fact]
    public async Task Started_FirstPicture_TellsItsProportions()
    {
        var (lane, _, _) = Lane(new Recording(frames: 3, fault: null));
        double? aspect = null;
        lane.Started += () => aspect = lane.Aspect;

        await lane.RunAsync(CancellationToken.None);

        aspect.ShouldBe(2.0);
    }

    [Fact]
    public async Task RunAsync_PictureSizeChanges_BeginsAnewAndLosesNothing()
    {
        var (lane, desk, outbox) = Lane(new Recording(frames: 120, fault: null, changeAt: 62));
        var starts = 0;
        lane.Started += () => starts++;

        await lane.RunAsync(CancellationToken.None);

        var zone = desk.Totals.Summary("s", desk.LastSeq, outbox.Status, []).Zones["middle"];
        starts.ShouldBe(2);
        lane.Frames.ShouldBe(120);
        zone.Visits.ShouldBe(2, "nobody can tell that it is the same person");
        zone.PersonSeconds.ShouldBe(6.1 + 5.7, 0.01);
    }

    private static (VisionLane Lane, WindowDesk Desk, MemoryOutbox Outbox) Lane(IFrameSource source)
    {
        var config = ConfigFile.Parse(
            """
            store: s
            device: d
            windowSeconds: 5
            cameras: [{id: camera, input: a.mp4}]
            zones: [{id: middle, polygon: [[0.2, 0.2], [0.8, 0.2], [0.8, 0.9], [0.2, 0.9]]}]
            """,
            "test",
            EdgeConfigReader.Read);
        var outbox = new MemoryOutbox();
        var anonymiser = new Anonymiser("0123456789abcdef", PrivacyProfile.Standard, LanePlans.Surfaces(config), []);
        var desk = new WindowDesk(new WindowGathering(), anonymiser, outbox, () => { });
        VisionPipeline Make(Frame frame) =>
            new(LanePlans.Of(config, config.Cameras[0], BoxOf.Person, _ => throw new InvalidOperationException()), new Standing(), 1);
        return (new VisionLane(config.Cameras[0], source, WhenFull.Wait, Make, desk, TimeProvider.System), desk, outbox);
    }

    private sealed class Standing : IDetector
    {
        public int Capacity => 1;

        public int Detect(Frame frame, Span<Detection> into)
        {
            into[0] = new Detection(new Box(0.4f, 0.3f, 0.6f, 0.7f), 0.9f);
            return 1;
        }
    }

    private sealed class Recording(int frames, string? fault, int changeAt = int.MaxValue) : IFrameSource
    {
        private readonly FramePool _pool = new(8, 4);
        private readonly FramePool _other = new(6, 4);

        public FrameSourceStatus Status => new(FrameSourceState.Ended, frames, 0, null);

        public bool IsPaced => false;

        public async Task RunAsync(LatestFrameBuffer into, CancellationToken cancellation)
        {
            for (var i = 0; i < frames; i++)
            {
                var frame = (i < changeAt ? _pool : _other).Rent();
                frame.Time = new FrameTime(Noon + TimeSpan.FromSeconds(i / 10.0), TimeSpan.FromSeconds(i / 10.0));
                await into.WriteAsync(frame, cancellation);
            }
            into.Complete();
            if (fault is not null)
                throw new FrameSourceException(fault);
        }
    }
}
