namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>The last final responses, which an artefact soon after may take back. Bounded: more than sixteen in five seconds are no skin's.</summary>
internal sealed class ScrHistory
{
    private const int Most = 16;
    private readonly ScrEvent[] _last = new ScrEvent[Most];
    private int _count;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_last);
        _count = 0;
    }

    /// <summary>Keeps one; the oldest goes when there is no room.</summary>
    public void Add(in ScrEvent response)
    {
        if (_count == Most)
        {
            Array.Copy(_last, 1, _last, 0, Most - 1);
            _count--;
        }
        _last[_count++] = response;
    }

    /// <summary>Takes the latest whose peak is at or after <paramref name="from"/>, seconds.</summary>
    public bool TryTake(double from, out ScrEvent response)
    {
        response = _count > 0 ? _last[_count - 1] : default;
        if (_count == 0 || response.PeakSeconds < from)
            return false;
        _count--;
        return true;
    }
}
