using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Brings a rectangle of a picture, which may reach over its edge, to a square network input. Outside the picture it is black. One instance,
/// one lane; a call allocates nothing once the largest rectangle has been seen.
/// </summary>
/// <param name="side">Columns and rows of the input.</param>
public sealed class PictureRegion(int side)
{
    private readonly Resampler _resampler = new();

    /// <summary>Writes 3 × side × side planar values (R, G, B), (channel × gain) + offset.</summary>
    public void FillRgb(Frame frame, in PixelRectangle region, Span<float> input, float gain, float offset)
    {
        Aim(frame, region);
        var colours = InputColours.Uniform(gain, offset);
        _resampler.Fill(frame, new Planes(input, side, side, colours), colours);
    }

    /// <summary>Writes side × side grey values (ITU-R BT.601 luma), (luma × gain) + offset.</summary>
    public void FillGrey(Frame frame, in PixelRectangle region, Span<float> input, float gain, float offset)
    {
        Aim(frame, region);
        _resampler.FillGrey(frame, input[..(side * side)], gain, offset);
    }

    /// <summary>Makes room for pictures of this one's size, so that the first call already allocates nothing.</summary>
    public void Prepare(Frame frame) => Aim(frame, PixelRectangle.Square(frame));

    private void Aim(Frame frame, in PixelRectangle region) => _resampler.Aim(region, frame.Width, frame.Height, side, side, BeyondEdge.Black);
}
