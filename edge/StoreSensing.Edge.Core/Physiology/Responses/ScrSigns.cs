namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>First signs of rises that wait to be confirmed, oldest first. At most eight; allocates nothing.</summary>
internal sealed class ScrSigns
{
    private const int Most = 8;
    private readonly (long Id, double At)[] _waiting = new (long, double)[Most];
    private int _count;
    private long _numbers;

    /// <summary>Begins anew.</summary>
    public void Reset() => (_count, _numbers) = (0, 0);

    /// <summary>A new response's number.</summary>
    public long Number() => ++_numbers;

    /// <summary>A first sign at this time, seconds; false when too many wait already.</summary>
    public bool TryOpen(double at, out long id)
    {
        id = 0;
        if (_count == Most)
            return false;
        id = Number();
        _waiting[_count++] = (id, at);
        return true;
    }

    /// <summary>The oldest sign within [from, to], which waits no longer.</summary>
    public bool TryConfirm(double from, double to, out long id)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_waiting[i].At < from || _waiting[i].At > to)
                continue;
            id = _waiting[i].Id;
            Remove(i);
            return true;
        }
        id = 0;
        return false;
    }

    /// <summary>The oldest sign from before <paramref name="limit"/>, which waits no longer.</summary>
    public bool TryExpire(double limit, out (long Id, double At) sign)
    {
        sign = _waiting[0];
        if (_count == 0 || sign.At >= limit)
            return false;
        Remove(0);
        return true;
    }

    private void Remove(int index)
    {
        _count--;
        Array.Copy(_waiting, index + 1, _waiting, index, _count - index);
    }
}
