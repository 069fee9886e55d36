namespace StoreSensing.Hardware.Readings;

/// <summary>How a converter is polled.</summary>
public sealed record AdcReadingOptions
{
    private readonly double _rate = 100;
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    /// <summary>Readings a second, 1 to 1000; a converter that is slower misses every second or third of them.</summary>
    public double Rate
    {
        get => _rate;
        init => _rate = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(Rate), "a rate is 1 to 1000 readings a second");
    }

    /// <summary>How long no reading may come before the source counts as stalled.</summary>
    public TimeSpan Patience
    {
        get => _patience;
        init => _patience = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Patience), "patience is more than nothing");
    }

    /// <summary>The longest wait between two tries to open the converter again.</summary>
    public TimeSpan LongestWait
    {
        get => _longestWait;
        init => _longestWait = value >= TimeSpan.FromSeconds(0.5) ? value : throw new ArgumentOutOfRangeException(nameof(LongestWait), "the longest wait is 0.5 s or more");
    }
}
