using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Tests.Zones;

public sealed class LineCounterTests
{
    // From (0, 0) to (10, 0): Side is positive where y is.
    private readonly LineCounter _line = new(new PlanePoint(0, 0), new PlanePoint(10, 0), band: 0.5, gap: TimeSpan.FromSeconds(1), capacity: 2);
    private double _time;

    [Fact]
    public void Sample_StraightAcross_CountsOnceInItsDirection()
    {
        Path((5, -2), (5, -1), (5, 1), (5, 2)).ShouldBe([1]);
        Path((5, 1), (5, -1)).ShouldBe([-1]);
    }

    [Fact]
    public void Sample_ASampleExactlyOnTheLine_StillCounts() => Path((5, -2), (5, 0), (5, 2)).ShouldBe([1]);

    [Fact]
    public void Sample_AlongTheLineAndOver_StillCounts() => Path((2, -2), (3, 0), (6, 0), (7, 2)).ShouldBe([1]);

    [Fact]
    public void Sample_OnTheLineAndBack_CountsNothing() => Path((5, -2), (5, 0), (5, -2), (5, -3)).ShouldBeEmpty();

    [Fact]
    public void Sample_RoundTheEnd_CountsNothing() => Path((5, -2), (11, -2), (11, 2), (5, 2)).ShouldBeEmpty();

    [Fact]
    public void Sample_ThroughTheEndPoint_Counts() => Path((10, -2), (10, 2)).ShouldBe([1]);

    [Fact]
    public void Sample_ThroughAndBackRoundTheEndInsideTheBand_CountsNothing() =>
        Path((9.5, -2), (9.5, 0.2), (11, 0.2), (11, -0.2), (9.5, -0.2), (9.5, -2)).ShouldBeEmpty();

    // Out through the segment twice, once round its end between: a parity would lose it.
    [Fact]
    public void Sample_ThroughTwiceInOneDirection_CountsOnce() =>
        Path((9.5, -2), (9.5, 0.2), (11, 0.2), (11, -0.2), (9.5, -0.2), (9.5, 0.2), (9.5, 2)).ShouldBe([1]);

    [Fact]
    public void Sample_InsideTheBand_NeverCounts() =>
        Path([.. Enumerable.Range(0, 200).Select(i => (5.0, i % 2 == 0 ? -0.4 : 0.4))]).ShouldBeEmpty();

    [Fact]
    public void Sample_SwingsBeyondOneSideOnly_CountsOnce() =>
        Path([(5, -2), .. Enumerable.Range(0, 50).Select(i => (5.0, i % 2 == 0 ? 2 : -0.3))]).ShouldBe([1]);

    [Fact]
    public void Sample_PauseLongerThanTheGap_BreaksThePath()
    {
        Path((5, -2)).ShouldBeEmpty();
        _time += 1.01;
        Path((5, 2), (5, 3)).ShouldBeEmpty();
    }

    [Fact]
    public void Sample_PauseOfExactlyTheGap_DoesNot()
    {
        Path((5, -2)).ShouldBeEmpty();
        _time += 0.9;
        Path((5, 2)).ShouldBe([1]);
    }

    [Fact]
    public void End_TheNextTrackOfTheSlot_BeginsAnew()
    {
        Path((5, -2)).ShouldBeEmpty();
        _line.End(new TrackEnd(0, TimeSpan.Zero));
        Path((5, 2), (5, 3)).ShouldBeEmpty();
    }

    private int[] Path(params (double X, double Y)[] points)
    {
        var crossings = new List<int>();
        foreach (var (x, y) in points)
        {
            var side = _line.Sample(new TrackSample(0, 1, TimeSpan.FromSeconds(_time), default, default, false), new PlanePoint(x, y));
            if (side != 0)
                crossings.Add(side);
            _time = Math.Round(_time + 0.1, 6);
        }
        return [.. crossings];
    }
}
