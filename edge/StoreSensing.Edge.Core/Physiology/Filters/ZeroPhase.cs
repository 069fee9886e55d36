namespace StoreSensing.Edge.Core.Physiology.Filters;

/// <summary>Filters a stretch of signal forwards and backwards: no delay, twice the attenuation. Keeps its buffer, so that equal lengths allocate nothing; one thread.</summary>
/// <remarks>
/// SciPy's <c>sosfiltfilt</c>: both ends are continued by their point reflection, and both passes start in the steady state of their first sample
/// (Gustafsson 1996 gives the reasons; the reflection is simpler and agrees within the padding).
/// </remarks>
public sealed class ZeroPhase
{
    private readonly SosFilter _filter;
    private double[] _buffer = [];

    /// <summary>A zero-phase filter of these sections.</summary>
    public ZeroPhase(ReadOnlySpan<SecondOrderSection> sections)
    {
        _filter = new SosFilter(sections);
        PadLength = PadLengthOf(sections);
    }

    /// <summary>Samples by which each end is continued.</summary>
    public int PadLength { get; }

    /// <summary>The shortest signal that can be filtered, in samples.</summary>
    public int ShortestSignal => PadLength + 1;

    /// <summary>Filters <paramref name="signal"/> into <paramref name="filtered"/>, which may be the same memory.</summary>
    /// <exception cref="ArgumentException">The signal is shorter than <see cref="ShortestSignal"/>, or the lengths differ.</exception>
    public void Filter(ReadOnlySpan<double> signal, Span<double> filtered)
    {
        if (signal.Length < ShortestSignal)
            throw new ArgumentException($"{signal.Length} samples are too few: zero-phase filtering takes at least {ShortestSignal}", nameof(signal));
        if (filtered.Length != signal.Length)
            throw new ArgumentException($"{filtered.Length} samples of room for {signal.Length}", nameof(filtered));
        var length = signal.Length + (2 * PadLength);
        if (_buffer.Length < length)
            _buffer = new double[length];
        var padded = _buffer.AsSpan(0, length);
        Continue(signal, padded);
        Pass(padded);
        padded.Reverse();
        Pass(padded);
        padded.Reverse();
        padded.Slice(PadLength, signal.Length).CopyTo(filtered);
    }

    // Three times the taps, where sections that lack both a second zero and a second pole count one tap less.
    private static int PadLengthOf(ReadOnlySpan<SecondOrderSection> sections)
    {
        var (zeros, poles) = (0, 0);
        foreach (var section in sections)
        {
            zeros += section.B2 == 0 ? 1 : 0;
            poles += section.A2 == 0 ? 1 : 0;
        }
        return 3 * ((2 * sections.Length) + 1 - Math.Min(zeros, poles));
    }

    private void Continue(ReadOnlySpan<double> signal, Span<double> padded)
    {
        signal.CopyTo(padded[PadLength..]);
        for (var i = 1; i <= PadLength; i++)
        {
            padded[PadLength - i] = (2 * signal[0]) - signal[i];
            padded[^(PadLength - i + 1)] = (2 * signal[^1]) - signal[^(i + 1)];
        }
    }

    private void Pass(Span<double> padded)
    {
        _filter.Prime(padded[0]);
        _filter.Filter(padded);
    }
}
