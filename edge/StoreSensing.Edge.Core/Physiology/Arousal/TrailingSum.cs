namespace StoreSensing.Edge.Core.Physiology.Arousal;

/// <summary>Sum of the last values. Exact: nothing drifts over hours.</summary>
internal sealed class TrailingSum(int length)
{
    private readonly double[] _values = new double[length];
    private int _next;

    /// <summary>Takes a value and gives the sum of the last ones, this one included.</summary>
    public double Add(double value)
    {
        _values[_next] = value;
        _next = (_next + 1) % length;
        var sum = 0.0;
        foreach (var kept in _values)
            sum += kept;
        return sum;
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        Array.Clear(_values);
        _next = 0;
    }
}
