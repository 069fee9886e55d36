using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>
/// Says when a good part of the picture, all over it, has become another one within half a second: the camera was moved, or the light switched. Somebody who
/// passes close by changes as much of it, but not everywhere at once. Allocates nothing.
/// </summary>
internal sealed class SceneChange
{
    private const int Columns = 16;
    private const int Rows = 12;
    private const int Cells = Columns * Rows;
    private const int PointsPerSide = 4;
    private const float Changed = 14; // grey values beyond what the whole picture became brighter
    private const float ShareOfPicture = 0.35f;
    private const int Upright = 4; // parts side by side
    private const float ShareOfPart = 0.3f; // walls are plain
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.25);
    private readonly float[] _now = new float[Cells];
    private readonly float[] _sorted = new float[Cells];
    private float[] _before = new float[Cells]; // a quarter to half a second old,
    private float[] _next = new float[Cells]; // and what takes its place
    private TimeSpan? _nextAt;
    private int _kept;

    /// <summary>Looks at a picture; true when it shows another scene than up to half a second ago.</summary>
    public bool Look(Frame frame)
    {
        Shrink(frame);
        var changed = _kept >= 2 && Differs();
        if (frame.Time.Elapsed - _nextAt < Every)
            return changed;
        (_before, _next) = (_next, _before);
        _now.CopyTo(_next, 0);
        _nextAt = frame.Time.Elapsed;
        _kept++;
        return changed;
    }

    private bool Differs()
    {
        for (var i = 0; i < Cells; i++)
            _sorted[i] = _now[i] - _before[i];
        Array.Sort(_sorted);
        var (brighter, different) = (_sorted[Cells / 2], 0);
        Span<int> parts = stackalloc int[Upright];
        for (var i = 0; i < Cells; i++)
        {
            if (MathF.Abs(_now[i] - _before[i] - brighter) <= Changed)
                continue;
            different++;
            parts[i % Columns * Upright / Columns]++;
        }
        foreach (var part in parts)
            if (part < ShareOfPart * Cells / Upright)
                return false;
        return different >= ShareOfPicture * Cells;
    }

    private void Shrink(Frame frame)
    {
        var pixels = frame.Pixels;
        const int across = Columns * PointsPerSide, down = Rows * PointsPerSide;
        Array.Clear(_now);
        for (var y = 0; y < down; y++)
        {
            var row = ((2 * y) + 1) * frame.Height / (2 * down) * frame.Width;
            for (var x = 0; x < across; x++)
            {
                var i = 3 * (row + (((2 * x) + 1) * frame.Width / (2 * across)));
                _now[(y / PointsPerSide * Columns) + (x / PointsPerSide)] += Luma.Of(pixels.Slice(i, 3));
            }
        }
        foreach (ref var cell in _now.AsSpan())
            cell /= PointsPerSide * PointsPerSide;
    }
}
