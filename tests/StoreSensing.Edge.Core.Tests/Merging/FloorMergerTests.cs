using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Merging;
using StoreSensing.Edge.Core.Tests.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Merging;

public sealed class FloorMergerTests
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 240)]
    public void Run_HalfAnHourOfShoppers_CountsWithinThreePercent(int seed, int people)
    {
        const double seconds = 1800;
        var crowd = Crowd.Random(seed, people, seconds);
        var truth = Sum(TwoCameras.Truth(crowd, seconds));
        var scene = new TwoCameras(seed).Run(crowd, 0, seconds).Stop();
        var merged = Sum(scene.Windows);

        truth.Visits.ShouldBeGreaterThan(100);
        ((double)merged.Visits / truth.Visits).ShouldBe(1, 0.03);
        ((double)merged.Crossings / truth.Crossings).ShouldBe(1, 0.03);
        (merged.PersonSeconds / truth.PersonSeconds).ShouldBe(1, 0.03);
        (merged.Heat / truth.Heat).ShouldBe(1, 0.03);
        var merges = scene.Windows.Select(w => w.Merge.ShouldNotBeNull()).ToList();
        merges.Sum(m => m.Pairs).ShouldBeGreaterThan(people / 2);
        merges.Where(m => m.RmsMetres is not null).ShouldAllBe(m => m.RmsMetres > 0.1 && m.RmsMetres < 0.8);
    }

    // Without merging, each camera counting for itself, the same scene is a third off: the test above could fail.
    [Fact]
    public void Run_EachCameraForItself_CountsFarTooMany()
    {
        var crowd = Crowd.Random(1, 60, 1800);
        var alone = new MergeOptions { GateMetres = 0, WidestGateMetres = 0, Handover = TimeSpan.Zero };
        var merged = Sum(new TwoCameras(1, alone).Run(crowd, 0, 1800).Stop().Windows);
        ((double)merged.Visits / Sum(TwoCameras.Truth(crowd, 1800)).Visits).ShouldBeGreaterThan(1.2);
    }

    [Theory]
    [InlineData(0.6, 13.4)]
    [InlineData(13.4, 0.6)]
    public void Run_WalkingFromOneViewIntoTheOther_OneVisitPerZoneAndOneCrossing(double from, double to)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var scene = new TwoCameras(seed).Run([Crowd.Through(5, (from, 4, 0), (7.4, 4, 6), (to, 4, 0))], 0, 60).Stop();
            foreach (var zone in new[] { "west", "middle", "east" })
                scene.Windows.SelectMany(w => w.Zones).Where(z => z.Zone == zone).Sum(z => z.Visits).ShouldBe(1, $"{zone}, seed {seed}");
            (scene.Windows.Sum(w => w.Lines[0].In), scene.Windows.Sum(w => w.Lines[0].Out)).ShouldBe(to > from ? (1, 0) : (0, 1), $"seed {seed}");
            scene.Windows.SelectMany(w => w.Zones).SelectMany(z => z.Ended).Select(d => d.TrackId).Distinct().Count().ShouldBe(1, $"seed {seed}");
        }
    }

    [Fact]
    public void Run_StandingWhereBothSee_DwellIsTheTruthAndCountedOnce()
    {
        var scene = new TwoCameras(4).Run([Crowd.Through(3, (7.5, 3, 40))], 0, 60).Stop();
        var dwell = scene.Windows.SelectMany(w => w.Zones).SelectMany(z => z.Ended).ShouldHaveSingleItem();
        dwell.Seconds.ShouldBe(40, 0.4);
        scene.Windows.Sum(w => w.Heat.Sum()).ShouldBe(40, 0.4);
        scene.Windows.Max(w => w.Zones.Max(z => z.OccupancyPeak)).ShouldBe(1);
    }

    // A camera's tracker that gives up a person and begins a new number at once does not split a visit that the other camera sees whole.
    [Fact]
    public void Run_OneTrackerSwitchesNumbers_TheOtherKeepsTheVisitWhole()
    {
        var scene = new TwoCameras(5);
        scene[0].Switches = 0.02;
        scene.Run([Crowd.Through(3, (7.5, 3, 100))], 0, 120).Stop();
        scene.Windows.SelectMany(w => w.Zones).Sum(z => z.Visits).ShouldBe(1);
    }

    [Fact]
    public void Run_TwoPeopleSideBySide_StayTwo()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            Walk[] pair = [Crowd.Through(2, (0.6, 3.6, 0), (7.4, 3.6, 8), (13.4, 3.6, 0)), Crowd.Through(2, (0.6, 4.5, 0), (7.4, 4.5, 8), (13.4, 4.5, 0))];
            var scene = new TwoCameras(seed).Run(pair, 0, 60).Stop();
            Sum(scene.Windows).Visits.ShouldBe(6, $"seed {seed}");
            Sum(scene.Windows).Crossings.ShouldBe(2, $"seed {seed}");
        }
    }

    // Sources count from their own start; the merged time is the one that they share.
    [Fact]
    public void Run_SourcesWithDifferentTimes_SameFigures()
    {
        var crowd = Crowd.Random(7, 30, 600);
        var same = new TwoCameras(7).Run(crowd, 0, 600).Stop();
        var shifted = new TwoCameras(7);
        shifted[1].ClockOffset = TimeSpan.FromSeconds(431.7);
        shifted.Run(crowd, 0, 600, closeByTime: false).Stop();
        var plain = new TwoCameras(7).Run(crowd, 0, 600, closeByTime: false).Stop();
        Sum(shifted.Windows).ShouldBe(Sum(plain.Windows));
        Sum(same.Windows).Visits.ShouldBe(Sum(plain.Windows).Visits);
    }

    [Fact]
    public void Run_OneCameraFallsSilent_TheOtherGoesOnWithoutWaiting()
    {
        var crowd = Crowd.Random(8, 40, 600);
        var scene = new TwoCameras(8).Run(crowd, 0, 200);
        scene[1].IsOff = true;
        scene.Run(crowd, 200, 600);
        // Confirmation, visit, gap, lost track and the second for merging, after the window's end; then it is told.
        scene.Windows.Max(w => w.Window.End).ShouldBeGreaterThanOrEqualTo(TwoCameras.Time(580).Utc.AddSeconds(-60));
        scene.Stop();
        scene.Windows.Sum(w => w.ObservedSeconds).ShouldBe(600, 1);
        scene.Windows.Select(w => w.Window.Start).ShouldBeUnique();
    }

    [Fact]
    public void Leave_CameraGone_ItsPeopleEndAndItReturns()
    {
        var scene = new TwoCameras(9).Run([Crowd.Through(0, (12, 4, 200))], 0, 20);
        scene.Merger.People.ShouldBe(1);
        scene.Merger.Leave(1);
        (scene[1].IsOff, scene[0].IsOff) = (true, false);
        scene[1].Forget();
        scene.Run([], 20, 20.5);
        scene.Merger.People.ShouldBe(0);
        scene[1].IsOff = false;
        scene.Merger.Return(1);
        scene.Run([Crowd.Through(0, (12, 4, 200))], 30, 40);
        scene.Merger.People.ShouldBe(1);
    }

    [Fact]
    public void Totals_ManyWindows_EqualOneWindow()
    {
        var crowd = Crowd.Random(10, 60, 900);
        var many = Sum(new TwoCameras(10, windowSeconds: 10).Run(crowd, 0, 900).Stop().Windows);
        var one = Sum(new TwoCameras(10, windowSeconds: 3600).Run(crowd, 0, 900).Stop().Windows);
        many.Visits.ShouldBe(one.Visits);
        many.Crossings.ShouldBe(one.Crossings);
        many.PersonSeconds.ShouldBe(one.PersonSeconds, 1e-6);
        many.Heat.ShouldBe(one.Heat, 1e-2);
    }

    [Fact]
    public void Merges_NobodySeenTwice_RmsIsNull()
    {
        var scene = new TwoCameras(11).Run([Crowd.Through(0, (2, 4, 30))], 0, 40).Stop();
        scene.Windows.ShouldAllBe(w => w.Merge!.RmsMetres == null && w.Merge.Pairs == 0);
        RawDeviceWindow.Of([scene.Windows[0]]).ShouldNotBeNull().Merges.ShouldHaveSingleItem().Surface.ShouldBe("floor");
    }

    [Fact]
    public void Run_TenThousandPeople_LeaveNoState()
    {
        var scene = new TwoCameras(12);
        for (var i = 0; i < 2000; i++)
        {
            // Five people for two seconds each: in the west, in the east and three where both see.
            Walk[] five = [.. Enumerable.Range(0, 5).Select(p => Crowd.Through(i * 2.2, (p == 0 ? 2 : p == 1 ? 12 : 7, 1.2 + (p * 1.3), 1.2)))];
            scene.Run(five, i * 2.2, (i + 1) * 2.2);
            scene[0].Forget();
            scene[1].Forget();
            scene.Windows.Clear();
            scene.Merger.Tracks.ShouldBeLessThan(60);
        }
        scene.Run([], 4400, 4410);
        scene.Merger.People.ShouldBe(0);
        scene.Merger.Tracks.ShouldBe(0);
        scene.Merger.Overflow.ShouldBe(0);
    }

    private static (int Visits, int Crossings, double PersonSeconds, double Heat) Sum(IReadOnlyList<RawWindow> windows) => (
        windows.Sum(w => w.Zones.Sum(z => z.Visits)), windows.Sum(w => w.Lines.Sum(l => l.In + l.Out)),
        windows.Sum(w => w.Zones.Sum(z => z.PersonSeconds)), windows.Sum(w => w.Heat.Sum()));
}
