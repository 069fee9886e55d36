namespace StoreSensing.Edge.Core.Detection.Motion;

/// <summary>How the motion detector tells people from their background. Times in seconds of the frames, sizes as shares of the picture.</summary>
public sealed record MotionOptions
{
    /// <summary>Columns of the small picture it works on, about; the real figure divides the picture's width by a whole number.</summary>
    public int WorkingWidth { get; init; } = 384;

    /// <summary>Nothing is reported for this long after the start and after a global change.</summary>
    public TimeSpan LearnFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time constant with which the background follows slow changes of light.</summary>
    public TimeSpan AdaptOver { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What stands still for longer than this becomes background, once the background is that old itself.</summary>
    public TimeSpan AbsorbAfter { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Distance from the background that counts as foreground, in standard deviations of the pixel.</summary>
    public float Deviations { get; init; } = 3.0f;

    /// <summary>The least standard deviation assumed of a pixel, colour levels of 255 over all three channels together.</summary>
    public float NoiseFloor { get; init; } = 15;

    /// <summary>A pixel darkened to this share of its background, or less dark, may be shadow; 1 turns shadow suppression off.</summary>
    public float DarkestShadow { get; init; } = 0.5f;

    /// <summary>The most that a shadow may differ in colour, as a share of the background's brightness.</summary>
    public float ShadowColour { get; init; } = 0.07f;

    /// <summary>More foreground than this share of the picture is a change of light or a moved camera: it learns anew.</summary>
    public float GlobalChange { get; init; } = 0.6f;

    /// <summary>The least area of a person's box, share of the picture.</summary>
    public float SmallestArea { get; init; } = 0.0015f;

    /// <summary>The least height of a person's box, share of the picture's.</summary>
    public float SmallestHeight { get; init; } = 0.06f;

    /// <summary>The most that one find may cover, share of the picture.</summary>
    public float LargestArea { get; init; } = 0.7f;

    /// <summary>The greatest gap between parts of one person that is closed, share of the parts' height together.</summary>
    public float LargestGap { get; init; } = 0.25f;
}
