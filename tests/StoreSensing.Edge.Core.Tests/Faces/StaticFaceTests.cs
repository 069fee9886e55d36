namespace StoreSensing.Edge.Core.Tests.Faces;

/// <summary>Printed faces never count, people who stand still do.</summary>
public sealed class StaticFaceTests
{
    [Theory]
    [InlineData(3600, 8, 0.02, 0.15, 1)]
    [InlineData(1200, 4, 0.02, 0.15, 2)]
    [InlineData(1200, 8, 0.04, 0.4, 3)]
    [InlineData(600, 15, 0.01, 0, 4)]
    public void PosterForAnHour_PeoplePassing_IsNeverCounted(double seconds, double framesPerSecond, double jitter, double dropout, int seed)
    {
        // Nobody but the poster ever stands in its box for a second.
        var traffic = StreetPeople.Traffic(seconds, seed).ToList();
        var street = new FaceStreet([StreetPeople.Poster(0.5, 0.4), .. traffic], StreetPeople.Zones(0.5, 0.4), seed: seed) { FramesPerSecond = framesPerSecond, Jitter = jitter, Dropout = dropout };
        var alone = new FaceStreet(traffic, StreetPeople.Zones(0.5, 0.4), seed: seed) { FramesPerSecond = framesPerSecond, Jitter = jitter, Dropout = dropout };
        street.Run(seconds);
        alone.Run(seconds);
        street.PrintsSeen.ShouldBe(0);
        street.AttentionSeconds.ShouldBe(0);
        street.PersonSeconds("poster").ShouldBeLessThan((1.05 * alone.PersonSeconds("poster")) + 5);
        street.PersonSeconds("all").ShouldBeInRange(0.95 * alone.PersonSeconds("all"), 1.03 * alone.PersonSeconds("all"));
        street.Visits("all").ShouldBeInRange((int)(0.95 * alone.Visits("all")), (int)(1.05 * alone.Visits("all")));
        street.FacesSeen.ShouldBeGreaterThan((int)(0.9 * alone.FacesSeen));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(4, 2)]
    [InlineData(25, 3)]
    public void PosterAlone_FromTheFirstPicture_IsNoVisit(double framesPerSecond, int seed)
    {
        var street = new FaceStreet([StreetPeople.Poster(0.5, 0.4), StreetPeople.Poster(0.61, 0.4), StreetPeople.Poster(0.2, 0.7, 0.1)], StreetPeople.Zones(0.5, 0.4), seed: seed) { FramesPerSecond = framesPerSecond };
        street.Run(1200);
        street.Visits("all").ShouldBe(0);
        street.PrintsSeen.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.15)]
    public void PersonWhoWalkedInAndStandsForTwoMinutes_IsNotSuppressed(double sway, double dropout)
    {
        var street = new FaceStreet([StreetPeople.Stander(5, 0.5, 0.4, 120, sway), StreetPeople.Poster(0.8, 0.4)], StreetPeople.Zones(0.5, 0.4)) { Dropout = dropout }.Run(140);
        street.Visits("poster").ShouldBe(1);
        street.PersonSeconds("poster").ShouldBe(120, 3);
        street.Visits("all").ShouldBe(1);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void PersonThereFromTheFirstPicture_WhoSways_IsCountedSoon(double framesPerSecond)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var street = new FaceStreet([StreetPeople.There(0.5, 0.4, 120, sway: 0.2)], StreetPeople.Zones(0.5, 0.4), seed: seed) { FramesPerSecond = framesPerSecond }.Run(140);
            street.Visits("all").ShouldBe(1, $"seed {seed}");
            street.PersonSeconds("all").ShouldBeGreaterThan(95, $"seed {seed}");
        }
    }

    [Fact]
    public void PersonWhoLooksAwayNowAndThen_StaysAlive()
    {
        // The face is not found for five seconds out of twenty.
        var street = new FaceStreet([StreetPeople.Stander(5, 0.5, 0.4, 120, showsFace: t => t % 20 < 15)], StreetPeople.Zones(0.5, 0.4)).Run(140);
        street.PersonSeconds("all").ShouldBeGreaterThan(80);
    }

    [Fact]
    public void PosterOnADoor_HiddenAndShownAgain_IsNeverCounted()
    {
        var random = new Random(5);
        var opened = Enumerable.Range(0, 60).Select(i => (From: (30 * i) + (15 * random.NextDouble()), For: 2 + (15 * random.NextDouble()))).ToList();
        bool Shown(double t) => !opened.Any(o => t >= o.From && t < o.From + o.For);
        var street = new FaceStreet([StreetPeople.Poster(0.5, 0.4, shown: Shown), .. StreetPeople.Traffic(1800, 6)], StreetPeople.Zones(0.5, 0.4)).Run(1800);
        street.PrintsSeen.ShouldBe(0);
        street.AttentionSeconds.ShouldBe(0);
    }

    [Fact]
    public void PersonInFrontOfThePoster_IsCounted()
    {
        var street = new FaceStreet([StreetPeople.Poster(0.5, 0.4), StreetPeople.Stander(60, 0.5, 0.4, 20, sway: 0.1)], StreetPeople.Zones(0.5, 0.4)).Run(100);
        street.Visits("all").ShouldBe(1);
        street.PersonSeconds("all").ShouldBe(24, 3);
        street.PrintsSeen.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.125)]
    [InlineData(0.6)]
    public void CameraBumped_PosterMovesWithThePicture_IsNotCounted(double seconds)
    {
        double Shift(double t) => t < 300 ? 0 : 0.15 * Math.Min(1, (t - 300) / seconds);
        var street = new FaceStreet([StreetPeople.Poster(0.4, 0.4), .. StreetPeople.Traffic(600, 3)], StreetPeople.Zones(0.5, 0.4)) { Shift = Shift }.Run(600);
        street.PrintsSeen.ShouldBe(0);
        street.AttentionSeconds.ShouldBe(0);
    }

    // People are tracked, and their faces found: a poster behind a passer-by is nobody's, whether or not he shows a face himself.
    [Theory]
    [InlineData(8, 1)]
    [InlineData(4, 2)]
    [InlineData(15, 3)]
    public void PosterBehindPassersBy_IsNobodysFace(double framesPerSecond, int seed)
    {
        var street = new FaceStreet([StreetPeople.Poster(0.5, 0.4), .. StreetPeople.Traffic(600, seed)], StreetPeople.Zones(0.5, 0.4), people: true, seed) { FramesPerSecond = framesPerSecond }.Run(600);
        street.PrintsSeen.ShouldBe(0);
        street.AttentionSeconds.ShouldBe(0);
        street.FacesSeen.ShouldBeGreaterThan((int)(100 * framesPerSecond));
    }

    [Fact]
    public void PersonStandingForTwoMinutes_KeepsHisFace()
    {
        var street = new FaceStreet([StreetPeople.Stander(2, 0.5, 0.4, 120)], StreetPeople.Zones(0.5, 0.4), people: true).Run(130);
        street.FacesSeen.ShouldBeGreaterThan((int)(0.75 * 120 * 8));
    }

    [Fact]
    public void TenThousandFaces_LeaveNoState()
    {
        var places = new Edge.Core.Faces.LivePlaces();
        var (scenery, gate) = (new Edge.Core.Faces.Scenery(places), new Edge.Core.Faces.LifeGate(TimeSpan.FromSeconds(1.5), places, 16));
        using var frame = new Edge.Core.Frames.FramePool(64, 48).Rent();
        var faces = new Edge.Core.Faces.FaceDetection[4];
        var random = new Random(1);
        TimeSpan now = default;
        void Feed(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                now = TimeSpan.FromSeconds(i * 0.5);
                frame.Time = new Edge.Core.Frames.FrameTime(default, now);
                var (x, y) = ((float)random.NextDouble() * 0.9f, (float)random.NextDouble() * 0.9f);
                var box = new Edge.Core.Detection.Box(x, y, x + 0.05f, y + 0.08f);
                faces[0] = new Edge.Core.Faces.FaceDetection(box, 0.9f, null);
                scenery.Filter(frame, faces.AsSpan(0, 1), [], now);
                gate.Take(new Edge.Core.Tracking.TrackSample(i % 16, i, now, box, box, false));
                gate.End(new Edge.Core.Tracking.TrackEnd(i % 16, now));
            }
        }

        Feed(0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(200, 10_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        scenery.Known.ShouldBeLessThan(20);
        frame.Time = new Edge.Core.Frames.FrameTime(default, now + TimeSpan.FromMinutes(11));
        scenery.Filter(frame, [], [], now + TimeSpan.FromMinutes(11));
        scenery.Known.ShouldBe(0);
        Enumerable.Range(0, 16).ShouldAllBe(slot => !gate.IsAlive(slot));
    }
}
