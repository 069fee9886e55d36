using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Lanes;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Tests.Lanes;
using StoreSensing.Edge.Core.Exclusion;

namespace StoreSensing.Edge.Agent.Tests.Reporting;

public sealed class ExclusionLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tell_OverThreeDays_TellsEachDaysOwnOnceAndOnlyOfCamerasThatLook()
    {
        var log = new TestLog();
        var lane = new Lane("aisle") { Excluded = new ExcludedSeconds(10, 1, 2, 3, 4) };
        var told = new ExclusionLog(log);
        void At(double hours) => told.Tell([lane, new Lane("door")], Noon.AddHours(hours));

        At(0);
        lane.Excluded = new ExcludedSeconds(100, 11, 22, 33, 4);
        At(11.9);
        log.Lines.ShouldBeEmpty();
        At(12);
        At(20);
        lane.Excluded = new ExcludedSeconds(150, 11, 22, 33, 40);
        At(36);
        At(60); // nobody came

        log.Lines.ShouldBe([
            "Information: camera 'aisle': of 90 person-seconds in sight nobody was looked at in 10 (staff zones), 20 (opt-out), 30 (staff hours), 0 (sampling)",
            "Information: camera 'aisle': of 50 person-seconds in sight nobody was looked at in 0 (staff zones), 0 (opt-out), 0 (staff hours), 36 (sampling)",
        ]);
    }

    private sealed class Lane(string camera) : ILane
    {
        public event Action? Started
        {
            add { }
            remove { }
        }

        public string Camera => camera;

        public double? Aspect => null;

        public long Frames => 0;

        public long Detections => 0;

        public long FacesRead => 0;

        public ExcludedSeconds? Excluded { get; set; }

        public string? Fault => null;

        public CameraStatus Status() => throw new NotSupportedException();

        public Task RunAsync(CancellationToken cancellation) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
