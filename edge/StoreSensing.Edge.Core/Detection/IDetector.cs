using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>A box in a picture, 0..1 of its width and height, as detected: it may reach over the edge and is never clipped.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Width as a share of the picture's.</summary>
    public float Width => Right - Left;

    /// <summary>Height as a share of the picture's.</summary>
    public float Height => Bottom - Top;

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

    /// <summary>True when all four are finite and the box has an area.</summary>
    public bool IsValid => float.IsFinite(Left + Top + Right + Bottom) && Right > Left && Bottom > Top;
}

/// <summary>Something found.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure, 0..1.</param>
public readonly record struct Detection(Box Box, float Score);

/// <summary>Finds people (or faces) in a picture. Stateful where it needs a background; one instance, one camera.</summary>
public interface IDetector
{
    /// <summary>The most it ever finds in one picture.</summary>
    int Capacity { get; }

    /// <summary>Writes what it finds, best first, and returns how many. Allocates nothing.</summary>
    /// <param name="frame">The picture; not kept.</param>
    /// <param name="into">At least <see cref="Capacity"/> long.</param>
    int Detect(Frame frame, Span<Detection> into);
}
