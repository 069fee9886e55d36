namespace StoreSensing.Edge.Core.Physiology.Filters;

/// <summary>One section of a digital filter: (b0 + b1·z⁻¹ + b2·z⁻²) / (1 + a1·z⁻¹ + a2·z⁻²).</summary>
/// <param name="B0">Weight of the sample.</param>
/// <param name="B1">Weight of the sample before it.</param>
/// <param name="B2">Weight of the one before that.</param>
/// <param name="A1">Feedback of the last result, subtracted.</param>
/// <param name="A2">Feedback of the one before it, subtracted.</param>
public readonly record struct SecondOrderSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>What the section does to a constant: its gain at 0 Hz.</summary>
    public double ConstantGain => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>The state in which a section is after 1.0 has come in for ever (<c>lfilter_zi</c> of SciPy).</summary>
    /// <remarks>
    /// Solves (1 + a1)·first − second = b1 − a1·b0 and a2·first + second = b2 − a2·b0 by elimination with the greater pivot. The order of the steps is
    /// LAPACK's: near 0 Hz the sums cancel all but eleven digits, and what rounding leaves is part of the parity with SciPy.
    /// </remarks>
    public SectionState SteadyState
    {
        get
        {
            var (top, bottom) = ((Of: 1 + A1, Sign: -1.0, Is: B1 - (A1 * B0)), (Of: A2, Sign: 1.0, Is: B2 - (A2 * B0)));
            if (Math.Abs(bottom.Of) > Math.Abs(top.Of))
                (top, bottom) = (bottom, top);
            var factor = bottom.Of * (1 / top.Of);
            var second = (bottom.Is - (factor * top.Is)) / (bottom.Sign - (factor * top.Sign));
            return new SectionState((top.Is - (top.Sign * second)) / top.Of, second);
        }
    }
}

/// <summary>What a section remembers between samples (transposed direct form II).</summary>
/// <param name="First">Added to the next result.</param>
/// <param name="Second">Added to the one after it.</param>
public readonly record struct SectionState(double First, double Second)
{
    /// <summary>The state that the same input, times <paramref name="factor"/>, would have left.</summary>
    public SectionState Times(double factor) => new(First * factor, Second * factor);
}
