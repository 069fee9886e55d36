namespace StoreSensing.Edge.Core.Physiology.Filters;

/// <summary>A causal filter of second-order sections, one sample at a time. Allocates nothing per sample; one thread.</summary>
/// <remarks>Transposed direct form II, as SciPy's <c>sosfilt</c>; at 0.05 Hz of 100 the state keeps ten digits, where a single polynomial would keep none.</remarks>
public sealed class SosFilter
{
    private readonly SecondOrderSection[] _sections;
    private readonly SectionState[] _steady;
    private readonly SectionState[] _state;

    /// <summary>A filter that has seen nothing but zeros.</summary>
    public SosFilter(ReadOnlySpan<SecondOrderSection> sections)
    {
        _sections = [.. sections];
        _steady = SteadyState(sections);
        _state = new SectionState[sections.Length];
    }

    /// <summary>The states in which the sections are after 1.0 has come in for ever (<c>sosfilt_zi</c> of SciPy).</summary>
    public static SectionState[] SteadyState(ReadOnlySpan<SecondOrderSection> sections)
    {
        var states = new SectionState[sections.Length];
        var level = 1.0;
        for (var i = 0; i < sections.Length; i++)
        {
            states[i] = sections[i].SteadyState.Times(level);
            level *= sections[i].ConstantGain;
        }
        return states;
    }

    /// <summary>Forgets everything, as if only zeros had come in.</summary>
    public void Reset() => Array.Clear(_state);

    /// <summary>Forgets everything, as if <paramref name="level"/> had come in for ever: no transient at the start of a signal that doesn't start at 0.</summary>
    public void Prime(double level)
    {
        for (var i = 0; i < _state.Length; i++)
            _state[i] = _steady[i].Times(level);
    }

    /// <summary>Takes a sample and gives the filtered one. NaN or infinity stays in the state until <see cref="Reset"/> or <see cref="Prime"/>.</summary>
    public double Next(double sample)
    {
        for (var i = 0; i < _sections.Length; i++)
        {
            ref readonly var section = ref _sections[i];
            ref var state = ref _state[i];
            var result = (section.B0 * sample) + state.First;
            state = new SectionState((section.B1 * sample) - (section.A1 * result) + state.Second, (section.B2 * sample) - (section.A2 * result));
            sample = result;
        }
        return sample;
    }

    /// <summary>Replaces samples by their filtered ones, in order.</summary>
    public void Filter(Span<double> samples)
    {
        // Section by section: its state stays in registers.
        for (var i = 0; i < _sections.Length; i++)
        {
            var section = _sections[i];
            var (first, second) = _state[i];
            for (var n = 0; n < samples.Length; n++)
            {
                var sample = samples[n];
                var result = (section.B0 * sample) + first;
                first = (section.B1 * sample) - (section.A1 * result) + second;
                second = (section.B2 * sample) - (section.A2 * result);
                samples[n] = result;
            }
            _state[i] = new SectionState(first, second);
        }
    }
}
