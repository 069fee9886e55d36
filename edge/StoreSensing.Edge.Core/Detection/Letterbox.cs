using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Brings a picture to a network's input: one scale for both axes, padding on the right and below, planar float channels (R, G, B).
/// Made once per picture and input size; a call allocates nothing. Not thread-safe.
/// </summary>
public sealed class Letterbox
{
    private readonly Resampler _resampler = new();
    private readonly int _sourceWidth;
    private readonly int _sourceHeight;

    /// <summary>Maps pictures of <paramref name="sourceWidth"/> × <paramref name="sourceHeight"/> to an input of <paramref name="width"/> × <paramref name="height"/>.</summary>
    public Letterbox(int sourceWidth, int sourceHeight, int width, int height)
    {
        _sourceWidth = sourceWidth;
        _sourceHeight = sourceHeight;
        Width = width;
        Height = height;
        Scale = Math.Min((double)width / sourceWidth, (double)height / sourceHeight);
        _resampler.Aim(
            new PixelRectangle(0, 0, sourceWidth, sourceHeight),
            sourceWidth,
            sourceHeight,
            Math.Clamp((int)Math.Round(sourceWidth * Scale), 1, width),
            Math.Clamp((int)Math.Round(sourceHeight * Scale), 1, height),
            BeyondEdge.Nothing);
    }

    /// <summary>Input columns.</summary>
    public int Width { get; }

    /// <summary>Input rows.</summary>
    public int Height { get; }

    /// <summary>Input pixels per picture pixel, before columns and rows are rounded to whole ones.</summary>
    public double Scale { get; }

    /// <summary>Writes 3 × Height × Width values, (channel × <paramref name="gain"/>) + <paramref name="offset"/>; padding is black.</summary>
    public void Fill(Frame frame, Span<float> input, float gain = 1, float offset = 0) => Fill(frame, input, InputColours.Uniform(gain, offset));

    /// <summary>Writes 3 × Height × Width values in the colours that a network wants; padding is black.</summary>
    public void Fill(Frame frame, Span<float> input, in InputColours colours)
    {
        if (frame.Width != _sourceWidth || frame.Height != _sourceHeight)
            throw new ArgumentException($"the picture is {frame.Width}×{frame.Height}, not {_sourceWidth}×{_sourceHeight}", nameof(frame));
        _resampler.Fill(frame, new Planes(input, Width, Height, colours), colours);
    }

    /// <summary>Turns a box in input pixels into one in 0..1 of the picture, by the whole columns and rows that the picture really fills.</summary>
    public Box ToPicture(double left, double top, double right, double bottom) => new(
        (float)(left / _resampler.Columns),
        (float)(top / _resampler.Rows),
        (float)(right / _resampler.Columns),
        (float)(bottom / _resampler.Rows));
}
