namespace StoreSensing.Edge.Drivers.Cameras;

/// <summary>How long to wait before the next attempt: doubles from the first pause to the longest, each varied by ±20 % so that many devices do not come at once.</summary>
internal sealed class RestartDelay(TimeSpan first, TimeSpan longest, Random random)
{
    private int _failures;

    /// <summary>The pause after one more failure.</summary>
    public TimeSpan Next()
    {
        var pause = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 30)));
        return TimeSpan.FromSeconds(pause * (0.8 + (0.4 * random.NextDouble())));
    }

    /// <summary>It works again.</summary>
    public void Reset() => _failures = 0;
}
