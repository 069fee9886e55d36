using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Frames;

/// <summary>
/// Blackens parts of every picture in place, before anything looks at it. The polygons are turned into runs of pixels once per picture size;
/// after that it allocates nothing. Not thread-safe: one instance, one camera.
/// </summary>
/// <remarks>Every pixel that a polygon touches is covered, also partly: a mask may hide too much, never too little.</remarks>
public sealed class PrivacyMask
{
    private const int ShareSide = 1000;
    private readonly Polygon[] _polygons;
    private (int Start, int Length)[] _runs = [];
    private int _width;
    private int _height;

    /// <summary>Polygons in 0..1 of the picture's width and height; what reaches over its edge is cut off.</summary>
    public PrivacyMask(IEnumerable<Polygon> polygons) => _polygons = [.. polygons];

    /// <summary>True when nothing is masked.</summary>
    public bool IsEmpty => _polygons.Length == 0;

    /// <summary>The share of a picture that is blackened, 0..1, to a thousandth of its sides.</summary>
    public double Share => MaskRaster.Runs(_polygons, ShareSide, ShareSide).Sum(run => (double)run.Length) / (ShareSide * ShareSide);

    /// <summary>Blackens the masked pixels.</summary>
    public void Apply(Frame frame)
    {
        if (IsEmpty)
            return;
        if (frame.Width != _width || frame.Height != _height)
            (_runs, _width, _height) = (MaskRaster.Runs(_polygons, frame.Width, frame.Height), frame.Width, frame.Height);
        var pixels = frame.Pixels;
        foreach (var (start, length) in _runs)
            pixels.Slice(start * 3, length * 3).Clear();
    }
}
