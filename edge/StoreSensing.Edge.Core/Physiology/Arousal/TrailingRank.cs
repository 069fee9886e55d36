namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Which share of the last values, one kept every ten seconds, lies below one.</summary>
internal sealed class TrailingRank(int seconds)
{
    private const int EverySeconds = 10;
    private readonly double[] _values = new double[seconds / EverySeconds];
    private long _count;

    /// <summary>Takes a second's value; gives the share of earlier ones below it, 0..1; ½ before there are any.</summary>
    public double Add(double value)
    {
        var kept = (int)Math.Min((_count + EverySeconds - 1) / EverySeconds, _values.Length);
        var below = 0;
        for (var i = 0; i < kept; i++)
            below += _values[i] < value ? 1 : 0;
        if (_count % EverySeconds == 0)
            _values[_count / EverySeconds % _values.Length] = value;
        _count++;
        return kept == 0 ? 0.5 : (double)below / kept;
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        Array.Clear(_values);
        _count = 0;
    }
}
