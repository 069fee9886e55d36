using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Cameras;

/// <summary>
/// Draws simulated people as one camera sees them: simple figures in coloured clothes on a tiled floor, packed RGB. Good enough for a detector
/// of motion; no network takes them for people. Allocates nothing per picture.
/// </summary>
public sealed class PictureOf
{
    private const byte Light = 176, Dark = 164, Wall = 206, Shelf = 120;
    private readonly PinholeCamera _camera;
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _empty;
    private readonly double[] _depths;
    private readonly int[] _order;

    /// <summary>Pictures of one size.</summary>
    public PictureOf(StoreScene scene, PinholeCamera camera, int width, int height)
    {
        (_camera, _width, _height) = (camera, width, height);
        _depths = new double[scene.Capacity];
        _order = new int[scene.Capacity];
        _empty = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var grey = camera.TryFloor(new PlanePoint((x + 0.5) / width, (y + 0.5) / height), out var floor) ? Tile(scene, floor) : Wall;
                _empty.AsSpan(((y * width) + x) * 3, 3).Fill(grey);
            }
    }

    /// <summary>Draws everybody onto <paramref name="pixels"/>, width × height × 3 bytes; who is nearer stands before the others.</summary>
    public void Draw(ReadOnlySpan<PersonSample> people, Span<byte> pixels)
    {
        _empty.CopyTo(pixels);
        for (var i = 0; i < people.Length; i++)
        {
            _order[i] = i;
            _depths[i] = _camera.TryProject(people[i].Position, 0, out _, out var depth) ? -depth : double.PositiveInfinity;
        }
        _depths.AsSpan(0, people.Length).Sort(_order.AsSpan(0, people.Length));
        for (var i = 0; i < people.Length; i++)
        {
            ref readonly var person = ref people[_order[i]];
            if (_camera.TryBox(person.Position, person.Height, person.HalfWidth, out var box, out _))
                Figure(box, person.Id, pixels);
        }
    }

    // Legs, body and head of a standing figure, in shares of its box.
    private void Figure(in Box box, long id, Span<byte> pixels)
    {
        var hue = (uint)(id * 2654435761); // Knuth's multiplicative hash: neighbours differ in colour
        var shirt = ((byte)(40 + (hue >> 24) % 180), (byte)(40 + (hue >> 16 & 0xFF) % 180), (byte)(40 + (hue >> 8 & 0xFF) % 180));
        var trousers = ((byte)(30 + (hue & 0x3F)), (byte)(30 + (hue & 0x3F)), (byte)(50 + (hue & 0x3F)));
        Ellipse(box, 0.5f, 0.74f, 0.30f, 0.26f, trousers, pixels);
        Ellipse(box, 0.5f, 0.36f, 0.44f, 0.23f, shirt, pixels);
        Ellipse(box, 0.5f, 0.075f, 0.20f, 0.075f, (210, 170, 140), pixels);
    }

    private void Ellipse(in Box box, float x, float y, float halfWidth, float halfHeight, (byte R, byte G, byte B) colour, Span<byte> pixels)
    {
        var (cx, cy) = ((box.Left + (x * box.Width)) * _width, (box.Top + (y * box.Height)) * _height);
        var (rx, ry) = (halfWidth * box.Width * _width, halfHeight * box.Height * _height);
        var bottom = Math.Min(_height - 1, (int)(cy + ry));
        for (var row = Math.Max(0, (int)(cy - ry)); row <= bottom; row++)
        {
            var up = (row + 0.5f - cy) / ry;
            if (up is <= -1 or >= 1)
                continue;
            var half = rx * MathF.Sqrt(1 - (up * up));
            var right = Math.Min(_width - 1, (int)(cx + half));
            for (var column = Math.Max(0, (int)(cx - half)); column <= right; column++)
            {
                var at = ((row * _width) + column) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = colour;
            }
        }
    }

    private static byte Tile(StoreScene scene, PlanePoint floor)
    {
        foreach (var obstacle in scene.Obstacles)
            if (obstacle.Contains(floor))
                return Shelf;
        return (((int)Math.Floor(floor.X) + (int)Math.Floor(floor.Y)) & 1) == 0 ? Light : Dark;
    }
}
