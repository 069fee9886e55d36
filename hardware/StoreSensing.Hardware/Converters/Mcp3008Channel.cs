using System.Globalization;

namespace StoreSensing.Hardware.Converters;

/// <summary>What an MCP3008 measures: an input against ground, or the difference of the two inputs of a pair.</summary>
public readonly record struct Mcp3008Channel
{
    private Mcp3008Channel(byte bits, int positive, int? negative)
    {
        Bits = bits;
        Positive = positive;
        Negative = negative;
    }

    /// <summary>SGL/DIFF, D2, D1, D0: the control bits after the start bit (DS21295D, table 5-2). The default value is CH0 − CH1.</summary>
    public byte Bits { get; }

    /// <summary>The input CH0 to CH7 that is measured.</summary>
    public int Positive { get; }

    /// <summary>The input that is subtracted; null: ground.</summary>
    public int? Negative { get; }

    /// <summary>CH0 to CH7 against ground.</summary>
    public static Mcp3008Channel SingleEnded(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channel, 7);
        return new((byte)(0b1000 | channel), channel, null);
    }

    /// <summary>CH<paramref name="positive"/> minus its partner: pairs are 0 and 1, 2 and 3, 4 and 5, 6 and 7. Differences below zero read as 0.</summary>
    public static Mcp3008Channel Differential(int positive)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positive);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(positive, 7);
        return new((byte)positive, positive, positive ^ 1);
    }

    /// <inheritdoc/>
    public override string ToString() => Negative is { } negative
        ? string.Create(CultureInfo.InvariantCulture, $"CH{Positive}-CH{negative}")
        : string.Create(CultureInfo.InvariantCulture, $"CH{Positive}");
}
