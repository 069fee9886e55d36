namespace StoreSensing.Contracts.Time;

/// <summary>
/// How long to wait before the next try: doubles from <c>first</c> to <c>longest</c>, each wait drawn from the upper half of its step, so
/// that many devices do not come back at one instant. Not thread-safe.
/// </summary>
public sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Func<double> _random;
    private TimeSpan _step;

    /// <summary>Waits from <paramref name="first"/> to <paramref name="longest"/>; <paramref name="random"/> gives numbers in [0, 1).</summary>
    public Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        _first = _step = first;
        _longest = longest;
        _random = random;
    }

    /// <summary>1 s, 2 s, 4 s … 60 s.</summary>
    public static Backoff Network(Func<double> random) => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), random);

    /// <summary>The wait before the next try, in [step / 2, step).</summary>
    public TimeSpan Next()
    {
        var step = _step;
        _step = step < _longest / 2 ? step * 2 : _longest;
        return step * (0.5 + (_random() / 2));
    }

    /// <summary>Call when a try has succeeded and held: the next wait is the first again.</summary>
    public void Reset() => _step = _first;
}
