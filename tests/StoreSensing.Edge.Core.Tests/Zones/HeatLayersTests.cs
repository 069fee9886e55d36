using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tests.Pipeline;
using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Edge.Core.Zones;

namespace StoreSensing.Edge.Core.Tests.Zones;

public sealed class HeatLayersTests
{
    [Fact]
    public void Linger_Stands_IsAllOfItFromTheFirstSecondOn()
    {
        var scene = new FloorScene(FloorScene.Stands(2.2, 3.2, 1, 9)).Play(20);
        Sum(scene, w => w.Linger).ShouldBe(8, 1e-4);
        scene.Windows[0].Linger[Cell(2.2, 3.2)].ShouldBe(8, 1e-4);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.4)]
    public void Linger_KeepsWalking_IsNone(double metresPerSecond)
    {
        var seconds = 9 / metresPerSecond;
        var scene = new FloorScene(FloorScene.Walks((0, 0.5, 1), (seconds, 9.5, 1))).Play(seconds + 5);
        Sum(scene, w => w.Linger).ShouldBe(0);
        Sum(scene, w => w.Heat).ShouldBe((float)seconds, 0.2f);
    }

    [Fact]
    public void Linger_StopsForTwoSeconds_IsNone() =>
        Sum(new FloorScene(FloorScene.Walks((0, 0.5, 1), (3, 4.5, 1), (5, 4.5, 1), (8, 8.5, 1))).Play(15), w => w.Linger).ShouldBe(0);

    // Walks, stands for ten seconds swaying by a foot's length, walks on: ten seconds, but for what of the way lies in the circle.
    [Theory]
    [InlineData(4)]
    [InlineData(25)]
    public void Linger_StopsForTenSeconds_AnyFrameRate(double framesPerSecond)
    {
        Way way = t => t < 3 ? new(0.5 + (t * 1.3), 1) : t < 13 ? new(4.4 + (0.15 * Math.Sin(t * 5)), 1.1) : t < 16 ? new(4.4 + ((t - 13) * 1.3), 1.2) : null;
        Sum(new FloorScene(way).Play(25, framesPerSecond), w => w.Linger).ShouldBe(10, 1.2f);
    }

    // In no cell and window can anybody linger longer than he is there, and windows add up.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Linger_AnyWay_IsPartOfPathAndAddsUp(int seed)
    {
        static Way Slow(Random random)
        {
            var corners = new List<(double, double, double)>();
            for (var t = 0.0; t < 100; t += 1 + (random.NextDouble() * 9))
                corners.Add((t, random.NextDouble() * 3, random.NextDouble() * 3));
            return FloorScene.Walks([.. corners]);
        }

        var people = Enumerable.Range(0, 5).Select(i => Slow(new Random((100 * seed) + i))).ToArray();
        var many = new FloorScene(people) { WindowSeconds = 5 }.Play(110);
        var one = new FloorScene(people) { WindowSeconds = 3600 }.Play(110);
        foreach (var window in many.Windows)
            for (var i = 0; i < window.Heat.Length; i++)
                window.Linger[i].ShouldBeLessThanOrEqualTo(window.Heat[i] + 1e-4f);
        for (var i = 0; i < one.Windows[0].Heat.Length; i++)
            many.Windows.Sum(w => w.Linger[i]).ShouldBe(one.Windows.Sum(w => w.Linger[i]), 1e-3f);
        Sum(one, w => w.Linger).ShouldBeGreaterThan(20);
    }

    // On a picture the same person near the camera, twice as tall, may sway twice as far.
    [Theory]
    [InlineData(0.8f, 0.3, true)]
    [InlineData(0.4f, 0.3, false)]
    public void Linger_OnAPicture_GoesByTheBodysHeight(float height, double sway, bool lingers)
    {
        var windows = new WindowSequence<LaneWindow>(60, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), () => new LaneWindow(1200, 0));
        var counter = new LingerCounter(Surface.Picture("cam", "Camera", aspect: 1), windows, TimeSpan.FromSeconds(1), 1);
        windows.Observe(new(FloorScene.Start, TimeSpan.Zero));
        var window = windows.At(TimeSpan.Zero);
        for (var i = 0; i < 100; i++)
            counter.Sample(
                new TrackSample(0, 1, TimeSpan.FromSeconds(i * 0.1), new Box(0, 0, 0.2f, height), new Box(0, 0, 0.2f, height), false), new PlanePoint(0.3 + (i % 20 < 10 ? 0 : sway), 0.5), height);
        (window.Linger.Sum() > 9).ShouldBe(lingers);
    }

    [Fact]
    public void EntryAndExit_AreWhereTracksBeginAndEnd()
    {
        var scene = new FloorScene(FloorScene.Walks((2, 0.1, 1.1), (8, 9.9, 5.1)), FloorScene.Walks((3, 0.2, 1.2), (12, 4.1, 7.1))).Play(30);
        scene.Windows.Sum(w => w.Entries[Cell(0.1, 1.1)]).ShouldBe(2);
        scene.Windows.Sum(w => w.Exits[Cell(9.9, 5.1)]).ShouldBe(1);
        scene.Windows.Sum(w => w.Exits[Cell(4.1, 7.1)]).ShouldBe(1);
        scene.Windows.Sum(w => w.Entries.Sum()).ShouldBe(2);
        scene.Windows.Sum(w => w.Exits.Sum()).ShouldBe(2);
    }

    [Fact]
    public void Exit_TheProgramStops_IsNone() => new FloorScene(FloorScene.Stands(2, 2, 0, 100)).Play(20).Windows.Sum(w => w.Exits.Sum()).ShouldBe(0);

    private static float Sum(FloorScene scene, Func<RawWindow, float[]> layer) => scene.Windows.Sum(w => layer(w).Sum());

    private static int Cell(double x, double y) => ((int)(y / 0.5) * 20) + (int)(x / 0.5);
}
