namespace StoreSensing.Edge.Core.Detection;

/// <summary>A box in a picture, 0..1 of its width and height, as detected: it may reach over the edge and is never clipped.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    private const float Reach = 4;

    /// <summary>Width as a share of the picture's.</summary>
    public float Width => Right - Left;

    /// <summary>Height as a share of the picture's.</summary>
    public float Height => Bottom - Top;

    /// <summary>Middle between left and right.</summary>
    public float CentreX => (Left + Right) / 2;

    /// <summary>Middle between top and bottom.</summary>
    public float CentreY => (Top + Bottom) / 2;

    /// <summary>Area as a share of the picture's.</summary>
    public float Area => Width * Height;

    /// <summary>Intersection over union, 0..1.</summary>
    public float Iou(in Box other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }

    /// <summary>True when the box has an area and lies in or near the picture: nobody's box begins four pictures away. False for NaN.</summary>
    public bool IsValid => Right > Left && Bottom > Top && Left >= -Reach && Top >= -Reach && Right <= 1 + Reach && Bottom <= 1 + Reach;

    /// <summary>The box moved by (x, y).</summary>
    public Box Moved(float x, float y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>The box on the straight way to another, 0 here, 1 there.</summary>
    public Box Towards(in Box other, float share) => new(
        Left + ((other.Left - Left) * share), Top + ((other.Top - Top) * share), Right + ((other.Right - Right) * share), Bottom + ((other.Bottom - Bottom) * share));

    /// <summary>The box grown on each side by <paramref name="share"/> of its width and height.</summary>
    public Box Enlarged(float share) => new(Left - (Width * share), Top - (Height * share), Right + (Width * share), Bottom + (Height * share));
}
