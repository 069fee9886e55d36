using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tests.Pipeline;

/// <summary>What must hold whatever the camera does.</summary>
public sealed class VisionPipelineLawTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12.5)]
    [InlineData(25)]
    [InlineData(60)]
    public void Dwell_AnyFrameRate_WithinAPeriodAtEachEnd(double framesPerSecond)
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 3.3, 20.7)));
        lane.Run(0, 40, framesPerSecond).Stop(40);

        lane.Zone("left").Sum(z => z.Visits).ShouldBe(1);
        lane.Zone("left").Sum(z => z.EngagedVisits).ShouldBe(1);
        var dwell = lane.Zone("left").SelectMany(z => z.Ended).ShouldHaveSingleItem();
        var period = 1 / framesPerSecond; // of which up to one is missed at each end
        dwell.Seconds.ShouldBeInRange(17.4 - (2 * period), 17.4);
        lane.Zone("left").Sum(z => z.PersonSeconds).ShouldBe(dwell.Seconds, 1e-6);
        lane.Windows.Sum(w => w.Heat.Sum()).ShouldBe(17.4f, (2 * (float)period) + 1e-3f);
    }

    // Pictures further apart than the gap join no stay and hold no heat: such a time must be absent, not a confident zero.
    [Theory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    public void Observed_PicturesFurtherApartThanTheGap_IsNothing(double framesPerSecond)
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 3, 120)));
        lane.Run(0, 120, framesPerSecond).Stop(120);

        lane.Windows.ShouldAllBe(w => w.ObservedSeconds == 0);
        RawDeviceWindow.Of([.. lane.Windows.Take(1)]).ShouldBeNull();
    }

    // A device that throttles from 20 to 2 frames a second in the middle: the times must not change meaning.
    [Fact]
    public void Dwell_RateDropsInTheMiddle_Unchanged()
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 2, 22)));
        lane.Run(0, 10, 20).Run(10, 30, 2).Stop(30);
        lane.Zone("left").SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBe(20, 0.5);
        lane.Zone("left").Sum(z => z.Visits).ShouldBe(1);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Totals_ManyWindows_EqualOneWindow(int seed)
    {
        var people = RandomPeople(new Random(seed), 14, 110);
        var many = new TestLane(new ScriptedDetector(people), p => p.WindowSeconds = 5).Run(0, 120, 8).Stop(120);
        var one = new TestLane(new ScriptedDetector(people), p => p.WindowSeconds = 3600).Run(0, 120, 8).Stop(120);

        one.Windows.Count.ShouldBe(1);
        many.Windows.Count.ShouldBeGreaterThan(20);
        Total(many).ShouldBe(Total(one));
        many.Zone("left").Sum(z => z.PersonSeconds).ShouldBe(one.Zone("left").Sum(z => z.PersonSeconds), 1e-6);
        many.Windows.Sum(w => w.ObservedSeconds).ShouldBe(one.Windows.Sum(w => w.ObservedSeconds), 1e-6);
        many.Windows.Sum(w => (double)w.Heat.Sum()).ShouldBe(one.Windows.Sum(w => (double)w.Heat.Sum()), 1e-2);
        Total(one).Visits.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    [InlineData(+0.0003)]
    [InlineData(-0.0003)]
    public void ClockStep_InTheMiddleOfAWindow_LosesAndDoublesNothing(double hours)
    {
        var people = RandomPeople(new Random(5), 12, 80);
        var steady = new TestLane(new ScriptedDetector(people)).Run(0, 90).Stop(90);
        var stepped = new TestLane(new ScriptedDetector(people)).Run(0, 34.5);
        stepped.ClockError = TimeSpan.FromHours(hours);
        stepped.Run(34.5, 90).Stop(90);

        Total(stepped).ShouldBe(Total(steady));
        stepped.Zone("left").Sum(z => z.PersonSeconds).ShouldBe(steady.Zone("left").Sum(z => z.PersonSeconds), 1e-6);
        stepped.Windows.Sum(w => w.ObservedSeconds).ShouldBe(89.9, 1e-6);
        stepped.Windows.ShouldAllBe(w => w.Window.Start.ToUnixTimeSeconds() % 10 == 0);
        stepped.Windows.ShouldAllBe(w => w.ObservedSeconds <= 10.5);
    }

    [Fact]
    public void Line_HoveringForAMinute_CountsAtMostOnce()
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Hover(0.5, 0.8, 0.015, 1.7, 0, 60)));
        lane.Run(0, 62).Stop(62);
        lane.Windows.Sum(w => w.Lines[0].In + w.Lines[0].Out).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Line_EntriesMinusExits_IsWhoEndedInside(int seed)
    {
        var random = new Random(seed);
        // Everybody begins well on one side and ends well on one side, each on a row of his own.
        var sides = Enumerable.Range(0, 9).Select(_ => (From: random.Next(2), To: random.Next(2))).ToArray();
        var people = sides.Select((s, i) => Walks.Walk(0.2 + (0.6 * s.From), 0.2 + (0.6 * s.To), 0.5, i * 12, (i * 12) + 8)).ToArray();
        var lane = new TestLane(new ScriptedDetector(people)).Run(0, 120).Stop(120);
        var (ins, outs) = (lane.Windows.Sum(w => w.Lines[0].In), lane.Windows.Sum(w => w.Lines[0].Out));
        ins.ShouldBe(sides.Count(s => s.From == 0 && s.To == 1));
        outs.ShouldBe(sides.Count(s => s.From == 1 && s.To == 0));
        (ins - outs).ShouldBe(sides.Count(s => s.To == 1) - sides.Count(s => s.From == 1));
    }

    [Fact]
    public void Process_FramesOutOfOrderOrTwice_ChangeNothing()
    {
        var people = RandomPeople(new Random(3), 10, 50);
        var clean = new TestLane(new ScriptedDetector(people)).Run(0, 60).Stop(60);
        var dirty = new TestLane(new ScriptedDetector(people));
        var random = new Random(4);
        for (var i = 0; i < 600; i++)
        {
            dirty.Frame(i / 10.0);
            if (random.Next(3) == 0)
                dirty.Frame(Math.Max(0, (i - random.Next(6)) / 10.0));
            dirty.Close(i / 10.0);
        }
        dirty.Stop(60);

        dirty.Pipeline.Frames.ShouldBe(600);
        dirty.Pipeline.FramesOutOfOrder.ShouldBeGreaterThan(100);
        Total(dirty).ShouldBe(Total(clean));
        dirty.Windows.Sum(w => w.ObservedSeconds).ShouldBe(clean.Windows.Sum(w => w.ObservedSeconds), 1e-6);
        dirty.Windows.Sum(w => (double)w.Heat.Sum()).ShouldBe(clean.Windows.Sum(w => (double)w.Heat.Sum()), 1e-4);
        dirty.Windows.SelectMany(w => w.Heat).ShouldAllBe(seconds => seconds >= 0);
    }

    [Fact]
    public void Stall_WholeWindows_AreAbsentRatherThanZero()
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 0, 14))).Run(0, 14);
        for (var t = 14.0; t < 41; t += 0.5)
            lane.Close(t); // no frame: the lane keeps its windows moving
        lane.Run(41, 60).Stop(60);

        var told = lane.Windows.Select(w => RawDeviceWindow.Of([w])).OfType<RawDeviceWindow>().ToList();
        told.Select(w => (w.Window.Start - TestLane.Start).TotalSeconds).ShouldBe([0, 10, 40, 50]);
        told[1].ObservedSeconds.ShouldBe(3.9, 1e-6);
        told[2].ObservedSeconds.ShouldBe(9, 1e-6);
        // The visit that the stall cut is told, once, in a window that was observed, and as cut.
        var dwell = told.SelectMany(w => w.Zones).SelectMany(z => z.Ended).ShouldHaveSingleItem();
        dwell.Censored.ShouldBeTrue();
        dwell.Seconds.ShouldBe(13.9, 1e-6);
    }

    [Fact]
    public void Stall_Long_LeavesNoWindowOfThePause()
    {
        var lane = new TestLane(new ScriptedDetector()).Run(0, 15).Run(500, 515).Stop(515);
        lane.Windows.Where(w => w.ObservedSeconds > 0).Select(w => (w.Window.Start - TestLane.Start).TotalSeconds).ShouldBe([0, 10, 500, 510]);
        lane.Windows.Sum(w => w.ObservedSeconds).ShouldBe(29.8, 1e-6);
    }

    [Fact]
    public void Stall_SomebodyElseStandsThereAfterwards_IsSomebodyElse()
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 0, 1000))).Run(0, 10).Run(70, 80).Stop(80);
        var dwells = lane.Zone("left").SelectMany(z => z.Ended).ToList();
        dwells.Count.ShouldBe(2);
        dwells.Select(d => d.TrackId).Distinct().Count().ShouldBe(2);
        dwells.Sum(d => d.Seconds).ShouldBe(19.8, 1e-6);
    }

    // The last frame falls exactly on the edge of a window, which is then observed for 0 s: what ended there is told all the same.
    [Fact]
    public void Stop_LastFrameOnAWindowsEdge_LosesNoVisit()
    {
        var lane = new TestLane(new ScriptedDetector(Walks.Stand(0.2, 0.8, 2, 10)));
        lane.Run(0, 10.05).Stop(10.05);
        var told = lane.Windows.Select(w => RawDeviceWindow.Of([w])).OfType<RawDeviceWindow>().ToList();
        told.SelectMany(w => w.Zones).SelectMany(z => z.Ended).ShouldHaveSingleItem().Seconds.ShouldBe(8, 1e-6);
        told.SelectMany(w => w.Zones).Sum(z => z.Visits).ShouldBe(1);
    }

    [Fact]
    public void Stop_SomebodyJustLeftTheZone_IsNotCut()
    {
        var lane = new TestLane(new ScriptedDetector(t => Walks.Standing(t < 8 ? 0.48 : 0.53, 0.8))).Run(0, 8.5).Stop(8.5);
        lane.Zone("left").SelectMany(z => z.Ended).ShouldHaveSingleItem().Censored.ShouldBeFalse();
    }

    [Fact]
    public void Observed_RandomFrameTimes_NeverExceedsTheWindow()
    {
        var random = new Random(9);
        var lane = new TestLane(new ScriptedDetector());
        var t = 0.0;
        while (t < 300)
        {
            lane.Frame(t);
            lane.Close(t);
            t += random.Next(10) == 0 ? random.NextDouble() * 8 : random.NextDouble() * 0.4;
        }
        lane.Stop(t);
        lane.Windows.ShouldAllBe(w => w.ObservedSeconds >= 0 && w.ObservedSeconds <= 10 + 1e-9);
        lane.Windows.Select(w => w.Window.Start).ShouldBeUnique();
    }

    private static (int Visits, int Engaged, int Ended, int In, int Out) Total(TestLane lane) => (
        lane.Zone("left").Sum(z => z.Visits), lane.Zone("left").Sum(z => z.EngagedVisits), lane.Zone("left").Sum(z => z.Ended.Count),
        lane.Windows.Sum(w => w.Lines[0].In), lane.Windows.Sum(w => w.Lines[0].Out));

    private static Path[] RandomPeople(Random random, int count, double seconds) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var from = random.NextDouble() * seconds * 0.8;
            var to = from + 1 + (random.NextDouble() * seconds * 0.2);
            return Walks.Walk(random.NextDouble(), random.NextDouble(), 0.45 + (0.5 * random.NextDouble()), from, to);
        }),
    ];
}
