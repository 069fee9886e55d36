using System.Numerics;
using StoreSensing.Edge.Core.Physiology.Filters;

namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>
/// A zero-phase filter with a fixed lag, for signals that never end: the symmetric impulse response of a forward and backward pass, cut where the future is not
/// known yet. What is cut off is given to the outermost sample, as if the signal went on as it is; for a random walk, which a skin's level resembles, that is the
/// best guess there is. Allocates nothing per sample.
/// </summary>
internal sealed class SmoothingKernel
{
    private readonly double[] _taps; // oldest sample first
    private readonly double[] _ring; // every sample twice, so that the last ones always lie together
    private int _next;

    /// <summary>A smoother that looks <paramref name="past"/> samples back and <paramref name="future"/> ahead: its lag.</summary>
    public SmoothingKernel(ReadOnlySpan<SecondOrderSection> sections, int past, int future)
    {
        var response = Symmetric(sections, Math.Max(past, future));
        var tails = Tails(response);
        _taps = new double[past + 1 + future];
        for (var i = -past; i <= future; i++)
            _taps[past + i] = response[Math.Abs(i)];
        _taps[0] += tails[past];
        _taps[^1] += tails[future];
        _ring = new double[2 * _taps.Length];
    }

    /// <summary>Behaves as if <paramref name="level"/> had come in for ever.</summary>
    public void Prime(double level) => Array.Fill(_ring, level);

    /// <summary>Takes a sample and gives the smoothed one of <c>future</c> samples ago.</summary>
    public double Next(double sample)
    {
        _ring[_next] = sample;
        _ring[_next + _taps.Length] = sample;
        _next = _next + 1 == _taps.Length ? 0 : _next + 1;
        return Dot(_taps, _ring.AsSpan(_next, _taps.Length));
    }

    // Forward and backward is convolution with the response and with its mirror image: its autocorrelation. The sums of what lies beyond go last.
    private static double[] Symmetric(ReadOnlySpan<SecondOrderSection> sections, int reach)
    {
        const double Negligible = 1e-12;
        var filter = new SosFilter(sections);
        var forward = new List<double>();
        var (sample, peak, quiet) = (1.0, 0.0, 0);
        while (quiet < 200)
        {
            var value = filter.Next(sample);
            sample = 0;
            forward.Add(value);
            peak = Math.Max(peak, Math.Abs(value));
            quiet = Math.Abs(value) < Negligible * peak ? quiet + 1 : 0;
        }
        var length = Math.Max(forward.Count, reach + 1);
        var symmetric = new double[length];
        for (var k = 0; k < forward.Count; k++)
            for (var n = 0; n + k < forward.Count; n++)
                symmetric[k] += forward[n] * forward[n + k];
        return symmetric;
    }

    // tails[k]: the response beyond k on one side.
    private static double[] Tails(double[] response)
    {
        var tails = new double[response.Length];
        for (var k = response.Length - 2; k >= 0; k--)
            tails[k] = tails[k + 1] + response[k + 1];
        return tails;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i + Vector<double>.Count <= a.Length; i += Vector<double>.Count)
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
