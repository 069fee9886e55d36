using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.Frames;
using Found = StoreSensing.Edge.Core.Detection.Detection;

namespace StoreSensing.Edge.Core.Tests.Detection.Motion;

public sealed class MotionDetectorTests
{
    private static readonly MotionOptions Options = new() { WorkingWidth = 160 };
    private static readonly Box Person = new(100 / 320f, 60 / 240f, 130 / 320f, 140 / 240f);

    [Fact]
    public void Detect_EmptyFloor_FindsNothing() =>
        new MotionScene(Options).Show(20, 10).ShouldBeEmpty();

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(25)]
    public void Detect_SomebodyAppears_FindsTheirBoxAtAnyRate(double rate)
    {
        var scene = new MotionScene(Options);
        scene.Show(5, rate);
        var found = scene.Show(1, rate, DrawPerson);
        found.Length.ShouldBe(1);
        found[0].Box.Iou(Person).ShouldBeGreaterThan(0.85f);
        found[0].Score.ShouldBeInRange(0.5f, 1f);
    }

    [Fact]
    public void Detect_FrameRateChangesInBetween_KeepsTheBackground()
    {
        var scene = new MotionScene(Options);
        scene.Show(10, 25);
        scene.Show(10, 2).ShouldBeEmpty();
        scene.Show(2, 13, DrawPerson).Length.ShouldBe(1);
    }

    [Fact]
    public void Detect_PersonStandsStill_IsSeenUntilAbsorbedAndLeavesNoGhost()
    {
        var scene = new MotionScene(Options with { AbsorbAfter = TimeSpan.FromSeconds(40) });
        scene.Show(60, 5);
        scene.Show(38, 5, DrawPerson).Length.ShouldBe(1);
        scene.Show(10, 5, DrawPerson).ShouldBeEmpty();
        // The old background is remembered, so what they uncover is soon known again: far sooner than it took them to be absorbed.
        scene.Show(5, 5).ShouldBeEmpty();
    }

    [Fact]
    public void Detect_DefaultOptions_SeesAStandingPersonForTwoMinutes()
    {
        var scene = new MotionScene(Options);
        scene.Show(200, 1);
        scene.Show(120, 1, DrawPerson).Length.ShouldBe(1);
    }

    [Fact]
    public void Detect_PersonThereAtTheStart_LeavesNoLastingGhost()
    {
        var scene = new MotionScene(Options);
        scene.Show(3, 10, DrawPerson);
        scene.Show(2, 10).Length.ShouldBe(1);
        scene.Show(8, 10).ShouldBeEmpty();
    }

    [Fact]
    public void Detect_Shadow_IsNotFoundButTheOneWhoCastsItIs()
    {
        var scene = new MotionScene(Options);
        scene.Show(5, 10);
        var found = scene.Show(1, 10, canvas =>
        {
            DrawPerson(canvas);
            canvas.Shade(130, 125, 190, 140, 0.75);
        });
        found.Length.ShouldBe(1);
        found[0].Box.Iou(Person).ShouldBeGreaterThan(0.8f);
    }

    [Fact]
    public void Detect_ShadowSuppressionOff_FindsTheShadowToo()
    {
        var scene = new MotionScene(Options with { DarkestShadow = 1 });
        scene.Show(5, 10);
        scene.Show(1, 10, canvas => canvas.Shade(100, 60, 130, 140, 0.75)).Length.ShouldBe(1);
    }

    [Fact]
    public void Detect_LightSwitched_LearnsAnewWithinSeconds()
    {
        var scene = new MotionScene(Options);
        scene.Show(10, 10);
        scene.Show(0.5, 10, floor: 220).ShouldBeEmpty();
        scene.Detector.Relearned.ShouldBe(1);
        scene.Show(4, 10, floor: 220).ShouldBeEmpty();
        scene.Show(1, 10, DrawPerson, floor: 220).Length.ShouldBe(1);
    }

    [Fact]
    public void Detect_LightDriftsSlowly_FindsNothing()
    {
        var scene = new MotionScene(Options);
        scene.Show(60, 5);
        for (byte floor = 120; floor < 180; floor++)
            scene.Show(2, 5, floor: floor).ShouldBeEmpty();
        scene.Detector.Relearned.ShouldBe(0);
    }

    [Fact]
    public void Detect_PersonCutByABeltOfTheFloorsColour_IsOnePerson()
    {
        var scene = new MotionScene(Options);
        scene.Show(5, 10);
        var found = scene.Show(1, 10, canvas =>
        {
            canvas.Fill(100, 60, 130, 95, 30, 40, 150);
            canvas.Fill(100, 105, 130, 140, 60, 20, 20);
        });
        found.Length.ShouldBe(1);
        found[0].Box.Iou(Person).ShouldBeGreaterThan(0.85f);
    }

    [Fact]
    public void Detect_TwoSideBySide_StayTwo()
    {
        var scene = new MotionScene(Options);
        scene.Show(5, 10);
        scene.Show(1, 10, canvas =>
        {
            DrawPerson(canvas);
            canvas.Fill(145, 60, 175, 140, 30, 40, 150);
        }).Length.ShouldBe(2);
    }

    [Fact]
    public void Detect_Specks_AreNotPeople()
    {
        var scene = new MotionScene(Options);
        scene.Show(5, 10);
        scene.Show(1, 10, canvas =>
        {
            canvas.Fill(50, 50, 55, 56, 255, 0, 0);
            canvas.Fill(200, 100, 202, 130, 255, 0, 0);
        }).ShouldBeEmpty();
    }

    [Fact]
    public void Detect_ManyPatches_AreBoundedByCapacityAndBestFirst()
    {
        var scene = new MotionScene(Options with { SmallestArea = 0.0005f, SmallestHeight = 0.01f });
        scene.Show(5, 10);
        var found = scene.Show(0.2, 10, canvas =>
        {
            for (var x = 0; x < 320; x += 20)
                for (var y = 0; y < 240; y += 24)
                    canvas.Fill(x, y, x + 8, y + 12, 255, (byte)x, 0);
        });
        found.Length.ShouldBe(64);
        found.Select(detection => detection.Score).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Detect_TimeStepsBack_LearnsAnewInsteadOfFailing()
    {
        var detector = new MotionDetector(Options);
        using var frame = new FramePool(64, 48).Rent();
        foreach (var seconds in (int[])[5, 6, 1, 2])
        {
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(seconds));
            detector.Detect(frame, new Found[64]).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(768, 576)]
    [InlineData(33, 17)]
    [InlineData(641, 359)]
    public void Detect_OnceWarm_AllocatesNothing(int width, int height)
    {
        var detector = new MotionDetector(Options);
        var random = new Random(3);
        var into = new Found[64];
        using var frame = new FramePool(width, height).Rent();
        var allocated = 0L;
        for (var i = 0; i < 60; i++)
        {
            frame.Pixels.Fill(100);
            new MotionScene.Canvas(frame, 0).Fill(i, i, i + (width / 4), i + (height / 2), (byte)random.Next(256), 10, 200);
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(i * 0.1));
            var before = GC.GetAllocatedBytesForCurrentThread();
            detector.Detect(frame, into);
            if (i >= 30)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        allocated.ShouldBe(0);
    }

    private static void DrawPerson(MotionScene.Canvas canvas) => canvas.Fill(100, 60, 130, 140, 30, 40, 150);
}
