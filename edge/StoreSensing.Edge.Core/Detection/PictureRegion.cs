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
        for (var y = 0; y < side; y++)
            Planes.Write(_resampler.Row(frame, y), input, side * side, y * side, InputColours.Uniform(gain, offset));
    }

    /// <summary>Writes side × side grey values (ITU-R BT.601 luma), (luma × gain) + offset.</summary>
    public void FillGrey(Frame frame, in PixelRectangle region, Span<float> input, float gain, float offset)
    {
        Aim(frame, region);
        for (var y = 0; y < side; y++)
        {
            var row = _resampler.Row(frame, y);
            var grey = input.Slice(y * side, side);
            for (var x = 0; x < side; x++)
                grey[x] = (((0.2989f * row[3 * x]) + (0.5870f * row[(3 * x) + 1]) + (0.1140f * row[(3 * x) + 2])) * gain) + offset;
        }
    }

    /// <summary>Makes room for pictures of this one's size, so that the first call already allocates nothing.</summary>
    public void Prepare(Frame frame) => Aim(frame, PixelRectangle.Square(frame));

    private void Aim(Frame frame, in PixelRectangle region) => _resampler.Aim(region, frame.Width, frame.Height, side, side, BeyondEdge.Black);
}
