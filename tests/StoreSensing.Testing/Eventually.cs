namespace StoreSensing.Testing;

/// <summary>Waits for a condition of another thread or process; fails with the reason when it does not come true.</summary>
public static class Eventually
{
    /// <summary>Polls until <paramref name="condition"/> holds; throws after <paramref name="seconds"/>.</summary>
    public static async Task True(Func<bool> condition, string what, double seconds = 20)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (long)(seconds * TimeProvider.System.TimestampFrequency);
        while (!condition())
        {
            if (TimeProvider.System.GetTimestamp() > deadline)
                throw new TimeoutException($"not within {seconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
