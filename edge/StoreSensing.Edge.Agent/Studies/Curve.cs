namespace StoreSensing.Edge.Agent.Studies;

/// <summary>A signal over time: values at ascending times in seconds; NaN breaks the line.</summary>
internal sealed class Curve
{
    private readonly double[] _seconds;
    private readonly double[] _values;

    public Curve(double[] seconds, double[] values)
    {
        if (seconds.Length != values.Length)
            throw new ArgumentException($"{seconds.Length} times for {values.Length} values", nameof(values));
        (_seconds, _values) = (seconds, values);
    }

    public ReadOnlySpan<double> Seconds => _seconds;

    public ReadOnlySpan<double> Values => _values;

    /// <summary>The index of the first point at or after a time.</summary>
    public int At(double seconds)
    {
        var index = Array.BinarySearch(_seconds, seconds);
        return index < 0 ? ~index : index;
    }
}
