using System.Numerics;
using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Brings a picture or a part of it to a network's input and the network's coordinates back to the picture. Keeps proportions, padded on the right
/// and below, or stretches. One instance, one lane; a call allocates nothing once the largest rectangle has been seen.
/// </summary>
internal sealed class RegionInput(int width, int height, bool stretch)
{
    private readonly Resampler _resampler = new();
    private readonly IntegerResampler _integers = new();
    private bool _inIntegers;
    private PixelRectangle _region;
    private (int Width, int Height) _picture;

    public int Width => width;

    public int Height => height;

    /// <summary>Writes 3 × height × width planar values.</summary>
    public void Fill(Frame frame, in PixelRectangle region, Span<float> input, in InputColours colours)
    {
        Aim(frame, region);
        var planes = new Planes(input, width, height, colours);
        if (_inIntegers)
            _integers.Fill(frame, planes, colours);
        else
            _resampler.Fill(frame, planes, colours);
    }

    /// <summary>Aims without filling: makes room.</summary>
    public void Aim(Frame frame, in PixelRectangle region)
    {
        if (region == _region && (frame.Width, frame.Height) == _picture)
            return;
        var scale = Math.Min(width / (double)region.Width, height / (double)region.Height);
        var columns = stretch ? width : Math.Clamp((int)Math.Round(region.Width * scale), 1, width);
        var rows = stretch ? height : Math.Clamp((int)Math.Round(region.Height * scale), 1, height);
        _resampler.Aim(region, frame.Width, frame.Height, columns, rows, BeyondEdge.Nothing, coarseRows: true);
        _inIntegers = _integers.Aim(_resampler.ColumnsAxis, _resampler.RowsAxis, frame.Width);
        (_region, _picture) = (region, (frame.Width, frame.Height));
    }

    /// <summary>A box in input pixels as one in 0..1 of the picture that was last filled in.</summary>
    public Box ToPicture(float left, float top, float right, float bottom)
    {
        var (first, second) = (ToPicture(left, top), ToPicture(right, bottom));
        return new Box(first.X, first.Y, second.X, second.Y);
    }

    /// <summary>A point in input pixels as one in 0..1 of the picture that was last filled in.</summary>
    public Vector2 ToPicture(float x, float y) => new(
        (_region.Left + (x * _region.Width / _resampler.Columns)) / _picture.Width,
        (_region.Top + (y * _region.Height / _resampler.Rows)) / _picture.Height);
}
