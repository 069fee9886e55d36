using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Core.Tests.Detection;
using StoreSensing.Edge.Core.Tests.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class ExpressionTests
{
    [Fact]
    public void Read_SevenClasses_AreGrouped()
    {
        using var session = Emotion(0.01f, 0.02f, 0.03f, 0.5f, 0.04f, 0.1f, 0.3f);
        using var frame = Pictures.Blank(100, 100);
        new CropExpressionModel(session, 1).TryRead(frame, new FaceDetection(new Box(0.2f, 0.2f, 0.6f, 0.6f), 1, null), out var e).ShouldBeTrue();
        e.Positive.ShouldBe(0.5f);
        e.Neutral.ShouldBe(0.3f);
        e.Negative.ShouldBe(0.1f, 1e-6f);
        e.Surprise.ShouldBe(0.1f);
        session.Input(0)[0].ShouldBe(-1); // black
    }

    [Theory]
    [InlineData(0.21f, true)]
    [InlineData(0.19f, false)]
    public void TryFind_FaceBoxes_AreTakenWhenLargeEnough(float width, bool found)
    {
        using var frame = Pictures.Blank(100, 100);
        var box = new Box(0.2f, 0.2f, 0.2f + width, 0.5f);
        new FaceFinder(BoxOf.Face, null).TryFind(frame, box, out var face).ShouldBe(found);
        face.ShouldBe(box);
    }

    [Fact]
    public void TryFind_NeighboursFaceBesideThePerson_IsLeftAlone()
    {
        using var session = FakeSession.BlazeFace();
        using var frame = Pictures.Blank(400, 400);
        var person = new Box(0.4f, 0.1f, 0.5f, 0.9f); // looked at: a square about (0.45, 0.28) with a side of 0.396
        // The fine anchor in the middle of the square, moved to where a face is to be seen; one input pixel is 0.62 of the picture's.
        void Face(int anchor, float x, float logit)
        {
            session.Write(0)[anchor] = logit;
            new[] { x - 8, -8f, 60, 60 }.CopyTo(session.Write(2), anchor * 16);
        }

        var middle = ((8 * 16) + 8) * 2;
        Face(middle, 100, 9); // far right: somebody else's, and surer
        var detector = new BlazeFaceDetector(session);
        new FaceFinder(BoxOf.Person, detector).TryFind(frame, person, out _).ShouldBeFalse();
        Face(middle + 1, 5, 3);
        new FaceFinder(BoxOf.Person, detector).TryFind(frame, person, out var face).ShouldBeTrue();
        face.CentreX.ShouldBe(0.4577f, 1e-3f);
    }

    [Fact]
    public void FaceFinder_PeopleWithoutFaceDetector_Refused() =>
        Should.Throw<ArgumentNullException>(() => new FaceFinder(BoxOf.Person, null));

    [Fact]
    public void Pipeline_TwoFacesInTheZone_GiveOneMeanEachWhenTheirTracksEnd()
    {
        using var session = Emotion(0, 0, 0, 0.75f, 0, 0, 0.25f);
        var lane = Lane(session, Walks.Stand(0.2, 0.6, 1, 9), Walks.Stand(0.3, 0.95, 3, 12), Walks.Stand(0.8, 0.8, 0, 30));
        lane.Run(0, 30, 10).Stop(30);
        var people = lane.Windows.SelectMany(w => w.Expressions).ToList();
        people.Count.ShouldBe(2); // the third stands outside the zone and is never looked at
        people.Select(p => p.TrackId).Distinct().Count().ShouldBe(2);
        people.ShouldAllBe(p => p.Zone == "left" && p.Positive == 0.75f && p.Neutral == 0.25f);
        lane.Pipeline.FacesRead.ShouldBeInRange(14, 20); // about once a second each, 17 s together
        session.Runs.ShouldBe((int)lane.Pipeline.FacesRead);
    }

    [Fact]
    public void Pipeline_AgentStopsOnAWindowsEdge_LosesNobody()
    {
        using var session = Emotion(0, 0, 0, 1, 0, 0, 0);
        var lane = Lane(session, Walks.Stand(0.2, 0.6, 1, 30));
        lane.Run(0, 10).Stop(10.02);
        Edge.Core.Accumulation.RawDeviceWindow? Device(Edge.Core.Accumulation.RawWindow w) => Edge.Core.Accumulation.RawDeviceWindow.Of([w]);
        lane.Windows.Select(Device).Where(w => w is not null).SelectMany(w => w!.Expressions).ShouldHaveSingleItem();
    }

    [Fact]
    public void Pipeline_ACrowd_OneFaceAFrameAndEverybodyInTurn()
    {
        using var session = Emotion(0, 0, 0, 1, 0, 0, 0);
        var crowd = Enumerable.Range(0, 6).Select(i => Walks.Stand(0.03 + (0.09 * i % 0.45), 0.45 + (0.1 * i), 0, 60)).ToArray();
        var lane = Lane(session, crowd);
        var before = 0;
        for (var i = 0; i < 50; i++)
        {
            lane.Frame(i / 5.0);
            (session.Runs - before).ShouldBeLessThanOrEqualTo(1);
            before = session.Runs;
        }
        lane.Stop(10);
        lane.Windows.SelectMany(w => w.Expressions).Select(p => p.TrackId).Distinct().Count().ShouldBe(6);
    }

    private static TestLane Lane(FakeSession session, params Edge.Core.Tests.Pipeline.Path[] people) =>
        new(new ScriptedDetector(people), p =>
        {
            p.Boxes = BoxOf.Person;
            p.Expression = new ExpressionPlan(
                [new ExpressionZone("left", LanePlanBuilder.Rectangle(0, 0, 0.5, 1))], new FaceFinder(BoxOf.Face, null), new CropExpressionModel(session, 1));
        }, new FramePool(320, 16));

    private static FakeSession Emotion(params float[] probabilities)
    {
        var session = new FakeSession([1, 1, 64, 64], [1, 7]);
        probabilities.CopyTo(session.Write(0), 0);
        return session;
    }
}
