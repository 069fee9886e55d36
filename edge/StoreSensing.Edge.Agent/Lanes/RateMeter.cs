namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>Events per second over the last ten seconds. One thread counts, any thread asks.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private const int Seconds = 10;
    private readonly long[] _second = new long[Seconds];
    private readonly int[] _count = new int[Seconds];
    private readonly long _start = time.GetTimestamp();

    public void Count()
    {
        var now = Now();
        lock (_count)
        {
            var slot = now % Seconds;
            if (_second[slot] != now)
                (_second[slot], _count[slot]) = (now, 0);
            _count[slot]++;
        }
    }

    public double PerSecond()
    {
        var now = Now();
        lock (_count)
        {
            var seconds = Math.Min(now, Seconds - 1);
            var sum = 0;
            for (var i = 0; i < Seconds; i++)
                if (_second[i] < now && _second[i] >= now - seconds)
                    sum += _count[i];
            return seconds == 0 ? 0 : (double)sum / seconds;
        }
    }

    private long Now() => (long)time.GetElapsedTime(_start).TotalSeconds;
}
