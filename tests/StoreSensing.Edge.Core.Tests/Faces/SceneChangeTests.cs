using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Tests.Faces;

public sealed class SceneChangeTests
{
    private const int Width = 320;
    private const int Height = 240;

    // Somebody close to a shop window's camera fills two fifths of its picture, and more with what he uncovers.
    [Fact]
    public void Look_SomebodyPassesClose_IsTheSameScene() =>
        Changes(t => (0, PersonAt: (int)(Width * ((t / 2.5) - 0.4)))).ShouldBe(0);

    [Fact]
    public void Look_CameraTurned_IsAnother() => Changes(t => (t < 1.5 ? 0 : 40, PersonAt: -Width)).ShouldBeGreaterThan(0);

    [Fact]
    public void Look_CameraTurnedWhileSomebodyPasses_IsAnother() =>
        Changes(t => (t < 1.5 ? 0 : 40, PersonAt: (int)(Width * ((t / 2) - 0.4)))).ShouldBeGreaterThan(0);

    private static int Changes(Func<double, (int Shift, int PersonAt)> scene)
    {
        var (change, pool, count) = (new SceneChange(), new FramePool(Width, Height), 0);
        for (var i = 0; i < 24; i++)
        {
            var elapsed = TimeSpan.FromSeconds(i / 8.0);
            using var frame = pool.Rent();
            frame.Time = new FrameTime(DateTimeOffset.UnixEpoch + elapsed, elapsed);
            var (shift, person) = scene(elapsed.TotalSeconds);
            for (var y = 0; y < Height; y++)
                for (var x = 0; x < Width; x++)
                    frame.Pixels.Slice(((y * Width) + x) * 3, 3).Fill(x >= person && x < person + (0.4 * Width) ? (byte)230 : Wall(x + shift, y));
            count += change.Look(frame) ? 1 : 0;
        }
        return count;
    }

    // Shelves: squares of 40 pixels in greys of their own.
    private static byte Wall(int x, int y) => (byte)(40 + ((((x / 40) * 2654435761L) + ((y / 40) * 40503L)) / 7 % 120));
}
