namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>Mean of the last values. Allocates nothing.</summary>
internal sealed class TrailingMean(int length)
{
    private readonly double[] _values = new double[length];
    private double _sum;
    private int _next;
    private int _count;

    /// <summary>True once as many values came as it holds.</summary>
    public bool IsFull => _count == length;

    /// <summary>Takes a finite value and gives the mean of the last ones, this one included.</summary>
    public double Add(double value)
    {
        _sum += value - _values[_next];
        _values[_next] = value;
        _next = (_next + 1) % length;
        _count = Math.Min(_count + 1, length);
        // Rounding would add up over hours: a full turn is summed anew.
        if (_next == 0)
            _sum = Sum();
        return _sum / _count;
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        Array.Clear(_values);
        (_sum, _next, _count) = (0, 0, 0);
    }

    private double Sum()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += value;
        return sum;
    }
}
