namespace StoreSensing.Edge.Core.Detection;

/// <summary>How a pixel's red, green and blue, 0..255, become the values of a network's three planes: (channel × gain) + offset.</summary>
/// <param name="Reversed">True when the planes are blue, green, red.</param>
/// <param name="Red">Of red.</param>
/// <param name="Green">Of green.</param>
/// <param name="Blue">Of blue.</param>
public readonly record struct InputColours(bool Reversed, InputChannel Red, InputChannel Green, InputChannel Blue)
{
    /// <summary>The same for all three, red first.</summary>
    public static InputColours Uniform(float gain, float offset) => new(false, new(gain, offset), new(gain, offset), new(gain, offset));

    /// <summary>(channel − mean) / deviation, each for red, green, blue.</summary>
    public static InputColours Normalised(bool reversed, ReadOnlySpan<float> means, ReadOnlySpan<float> deviations) => new(
        reversed,
        new(1 / deviations[0], -means[0] / deviations[0]),
        new(1 / deviations[1], -means[1] / deviations[1]),
        new(1 / deviations[2], -means[2] / deviations[2]));
}

/// <summary>(channel × gain) + offset.</summary>
/// <param name="Gain">Factor.</param>
/// <param name="Offset">What is added; black becomes this.</param>
public readonly record struct InputChannel(float Gain, float Offset);
