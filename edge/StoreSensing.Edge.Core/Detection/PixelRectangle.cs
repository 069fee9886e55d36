using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>A rectangle in pixels of a picture.</summary>
public readonly record struct PixelRectangle(float Left, float Top, float Width, float Height)
{
    /// <summary>The whole picture.</summary>
    public static PixelRectangle Whole(Frame frame) => new(0, 0, frame.Width, frame.Height);

    /// <summary>The whole picture, made square by black on the right or below.</summary>
    public static PixelRectangle Square(Frame frame)
    {
        var side = Math.Max(frame.Width, frame.Height);
        return new PixelRectangle(0, 0, side, side);
    }

    /// <summary>A square around the centre of <paramref name="box"/>, its side <paramref name="scale"/> times the box's longer one.</summary>
    public static PixelRectangle Around(Frame frame, in Box box, float scale)
    {
        var width = box.Width * frame.Width;
        var height = box.Height * frame.Height;
        var side = Math.Max(width, height) * scale;
        var x = ((box.Left + box.Right) / 2 * frame.Width) - (side / 2);
        var y = ((box.Top + box.Bottom) / 2 * frame.Height) - (side / 2);
        return new PixelRectangle(x, y, side, side);
    }
}
