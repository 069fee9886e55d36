namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>A connected patch of foreground; edges in pixels of the small picture, right and bottom one behind the last.</summary>
internal record struct Blob(int Left, int Top, int Right, int Bottom, int Pixels, float Strength)
{
    public readonly int Width => Right - Left;

    public readonly int Height => Bottom - Top;

    public readonly Blob Union(in Blob other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom),
        Pixels + other.Pixels, Strength + other.Strength);
}
