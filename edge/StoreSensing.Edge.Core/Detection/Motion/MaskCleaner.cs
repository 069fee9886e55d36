using System.Numerics;

namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>Turns strengths into a mask of 0 and 1 without specks and with small holes closed. Sizes in pixels of the small picture.</summary>
internal sealed class MaskCleaner
{
    private const int Margin = 8;
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _first;
    private readonly byte[] _second;
    private readonly byte[] _row;

    public MaskCleaner(int width, int height)
    {
        _width = width;
        _height = height;
        var size = (width * height) + Vector<byte>.Count;
        (_first, _second) = (new byte[size], new byte[size]);
        _row = new byte[width + (2 * Margin) + Vector<byte>.Count];
    }

    /// <summary>Rows of `width` bytes, 1 where somebody is.</summary>
    public ReadOnlySpan<byte> Mask => _first.AsSpan(0, _width * _height);

    /// <summary>Keeps a pixel where at least <paramref name="votes"/> of its 3 × 3 neighbourhood are set, then closes gaps up to the radii.</summary>
    public void Clean(float[] strength, int votes, int radiusX, int radiusY)
    {
        for (var i = 0; i < _width * _height; i++)
            _second[i] = strength[i] > 0 ? (byte)1 : (byte)0;
        Vote(_second, _first, (byte)votes);
        Widen(_first, _second, radiusX, erode: false);
        Stack(_second, _first, radiusY, erode: false);
        Widen(_first, _second, radiusX, erode: true);
        Stack(_second, _first, radiusY, erode: true);
    }

    private void Vote(byte[] from, byte[] to, byte votes)
    {
        var enough = new Vector<byte>((byte)(votes - 1));
        Array.Clear(_row);
        for (var y = 0; y < _height; y++)
        {
            var (above, here, below) = (Math.Max(y - 1, 0) * _width, y * _width, Math.Min(y + 1, _height - 1) * _width);
            for (var x = 0; x < _width; x += Vector<byte>.Count)
                (new Vector<byte>(from, above + x) + new Vector<byte>(from, here + x) + new Vector<byte>(from, below + x)).CopyTo(_row, Margin + x);
            _row.AsSpan(Margin + _width).Clear();
            for (var x = 0; x < _width; x += Vector<byte>.Count)
            {
                var sum = new Vector<byte>(_row, Margin + x - 1) + new Vector<byte>(_row, Margin + x) + new Vector<byte>(_row, Margin + x + 1);
                Store(Vector.GreaterThan(sum, enough) & Vector<byte>.One, to, here, x);
            }
        }
    }

    // Sideways: the or of the pixels within the radius, or their and. What lies outside the picture decides nothing.
    private void Widen(byte[] from, byte[] to, int radius, bool erode)
    {
        radius = Math.Min(radius, Margin);
        for (var y = 0; y < _height; y++)
        {
            _row.AsSpan().Fill(erode ? (byte)1 : (byte)0);
            from.AsSpan(y * _width, _width).CopyTo(_row.AsSpan(Margin));
            for (var x = 0; x < _width; x += Vector<byte>.Count)
            {
                var value = new Vector<byte>(_row, Margin + x);
                for (var d = 1; d <= radius; d++)
                {
                    var (left, right) = (new Vector<byte>(_row, Margin + x - d), new Vector<byte>(_row, Margin + x + d));
                    value = erode ? value & left & right : value | left | right;
                }
                Store(value, to, y * _width, x);
            }
        }
    }

    private void Stack(byte[] from, byte[] to, int radius, bool erode)
    {
        for (var y = 0; y < _height; y++)
        {
            var (top, bottom) = (Math.Max(y - radius, 0), Math.Min(y + radius, _height - 1));
            for (var x = 0; x < _width; x += Vector<byte>.Count)
            {
                var value = new Vector<byte>(from, (y * _width) + x);
                for (var row = top; row <= bottom; row++)
                {
                    var other = new Vector<byte>(from, (row * _width) + x);
                    value = erode ? value & other : value | other;
                }
                Store(value, to, y * _width, x);
            }
        }
    }

    // A row's last vector may reach into the next row, which is written after it, and behind the last row there is room.
    private static void Store(Vector<byte> value, byte[] to, int row, int x) => value.CopyTo(to, row + x);
}
