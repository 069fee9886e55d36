using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Pipeline;

namespace StoreSensing.Edge.Agent.Tests.Lanes;

/// <summary>Two lanes on two recordings of one floor: somebody walks from the left to the right through both pictures.</summary>
public sealed class MergedFloorTests
{
    private const double Seconds = 30;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Camera 'left' shows x 0 to 6 of the floor, 'right' x 4 to 10; the person walks from x 1 to x 9.
    private static readonly EdgeConfig Config = ConfigFile.Parse(
        """
        store: s
        device: d
        windowSeconds: 10
        floor: {widthMetres: 10, heightMetres: 6}
        cameras:
          - {id: left, input: a.mp4, calibration: [[0, 1, 0, 0], [1, 1, 6, 0], [1, 0, 6, 6], [0, 0, 0, 6]]}
          - {id: right, input: b.mp4, calibration: [[0, 1, 4, 0], [1, 1, 10, 0], [1, 0, 10, 6], [0, 0, 4, 6]]}
        zones:
          - {id: whole, polygon: [[0.1, 0.1], [9.9, 0.1], [9.9, 5.9], [0.1, 5.9]]}
          - {id: both, polygon: [[4.2, 0.1], [5.8, 0.1], [5.8, 5.9], [4.2, 5.9]]}
        lines:
          - {id: middle, from: [5, 0], to: [5, 6], inSide: right}
        """,
        "test",
        EdgeConfigReader.Read);

    [Fact]
    public async Task RunAsync_OnePersonInTwoRecordings_CountsOnce()
    {
        var summary = await RunAsync(new Recording(10), new Recording(8));

        summary.Zones["whole"].Visits.ShouldBe(1);
        summary.Zones["both"].Visits.ShouldBe(1);
        summary.Lines["middle"].ShouldBe(new LineTotal(1, 0));
        summary.Zones["whole"].DwellSeconds.ShouldBe(28, 0.5);
        summary.HeatPersonSeconds.Keys.ShouldBe(["floor"]);
        summary.HeatPersonSeconds["floor"].ShouldBe(28, 0.5);
        summary.Merges["floor"].Pairs.ShouldBeGreaterThanOrEqualTo(1);
        summary.Merges["floor"].RmsMetres!.Value.ShouldBeLessThan(0.2);
        summary.Windows.ShouldBe(3);
    }

    // A recording that can't be opened must not hold up the other, which waits for it at its first picture.
    [Fact]
    public async Task RunAsync_OneRecordingEmpty_TheOtherIsCountedWhole()
    {
        var summary = await RunAsync(new Recording(10), new Recording(0));

        summary.Zones["whole"].Visits.ShouldBe(1);
        summary.Zones["both"].Visits.ShouldBe(1);
        summary.Lines["middle"].ShouldBe(new LineTotal(1, 0));
    }

    [Fact]
    public async Task RunAsync_OneRecordingEndsInTheMiddle_TheVisitGoesOn()
    {
        var summary = await RunAsync(new Recording(10), new Recording(8) { Until = 16 });

        summary.Zones["whole"].Visits.ShouldBe(1);
        summary.Lines["middle"].ShouldBe(new LineTotal(1, 0));
    }

    [Fact]
    public void Merged_OneCalibratedCamera_NothingIsMerged() =>
        LanePlans.Merged(Config with { Cameras = [Config.Cameras[0]] }).ShouldBeEmpty();

    [Fact]
    public void OfFloor_TwoCameras_HasTheFloorsZonesAndLines()
    {
        var plan = LanePlans.OfFloor(Config, LanePlans.Merged(Config));

        plan.Surface.Id.ShouldBe("floor");
        plan.Zones.Count.ShouldBe(2);
        plan.Lines.Count.ShouldBe(1);
        plan.Camera.Contains(':').ShouldBeTrue("so that no camera's id can be the same");
    }

    private static async Task<RunSummary> RunAsync(params Recording[] recordings)
    {
        var outbox = new MemoryOutbox();
        var anonymiser = new Anonymiser("0123456789abcdef", PrivacyProfile.Standard, LanePlans.Surfaces(Config), []);
        var desk = new WindowDesk(new WindowGathering(), anonymiser, outbox, () => { });
        var merger = new FloorMerger(
            LanePlans.OfFloor(Config, LanePlans.Merged(Config)),
            [.. Config.Cameras.Select(c => LanePlans.PlacementOf(c, BoxOf.Person))],
            new MergeOptions { WaitsForAll = true },
            firstId: 1);
        var floor = new MergedFloor(merger, ["left", "right"], recordings: true, desk);
        var lanes = Config.Cameras.Zip(recordings, (camera, recording) => new VisionLane(
            camera,
            recording,
            WhenFull.Wait,
            _ => new VisionPipeline(
                LanePlans.Of(Config, camera, BoxOf.Person, _ => throw new InvalidOperationException()), new Walking(camera.Id == "left" ? 0 : 4), 1, floor.Input(camera.Id)),
            desk,
            TimeProvider.System,
            floor)).ToList();
        await Task.WhenAll(lanes.Select(l => l.RunAsync(CancellationToken.None))).WaitAsync(Patience);
        return desk.Totals.Summary("s", desk.LastSeq, outbox.Status, []);
    }

    /// <summary>Sees somebody who walks along the middle of the floor while the middle of the body is in the picture.</summary>
    private sealed class Walking(double left) : IDetector
    {
        public int Capacity => 1;

        public int Detect(Frame frame, Span<Detection> into)
        {
            var seconds = frame.Time.Elapsed.TotalSeconds;
            var x = (1 + (8 * (seconds - 1) / (Seconds - 2)) - left) / 6;
            if (seconds is < 1 or > Seconds - 1 || x is < 0.03 or > 0.97)
                return 0;
            into[0] = new Detection(new Box((float)(x - 0.03), 0.3f, (float)(x + 0.03), 0.5f), 0.9f);
            return 1;
        }
    }

    private sealed class Recording(double framesPerSecond) : IFrameSource
    {
        private readonly FramePool _pool = new(8, 4);

        public double Until { get; init; } = Seconds;

        public FrameSourceStatus Status => new(FrameSourceState.Ended, 0, 0, null);

        public bool IsPaced => false;

        public async Task RunAsync(LatestFrameBuffer into, CancellationToken cancellation)
        {
            for (var i = 0; i < Until * framesPerSecond; i++)
            {
                var frame = _pool.Rent();
                frame.Time = new FrameTime(Noon + TimeSpan.FromSeconds(i / framesPerSecond), TimeSpan.FromSeconds(i / framesPerSecond));
                await into.WriteAsync(frame, cancellation);
            }
            into.Complete();
        }
    }
}
