namespace StoreSensing.Edge.Drivers.Sensors;

/// <summary>How numbers come over a line.</summary>
public sealed record LineReadingOptions
{
    /// <summary>Lines a second that the board means to send.</summary>
    public required double Rate { get; init; }

    /// <summary>What a number is multiplied with.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Speed of a serial line, one of <see cref="BaudRates"/>.</summary>
    public int Baud { get; init; } = 115200;

    /// <summary>How long no number may come before the source counts as stalled.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Speeds that a serial line can have.</summary>
    public static IReadOnlyList<int> BaudRates => [.. NativeTerminal.Speeds.Keys];
}
