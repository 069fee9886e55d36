using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace StoreSensing.Edge.Core.Tests.Physiology.Stress;

/// <summary>
/// A signal with the same spectrum and random phases (Theiler et al. 1992, Physica D 58, 77–94), made of the logarithm so that conductance stays positive. What
/// still "predicts" stress on it has learned the protocol, not the person.
/// </summary>
internal static class Surrogate
{
    private const double Least = 0.05; // µS

    public static double[] Of(ReadOnlySpan<double> signal, Random random)
    {
        var values = new Complex[signal.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Log(Math.Max(signal[i], Least));
        Fourier.Forward(values, FourierOptions.Matlab);
        for (var k = 1; k < (values.Length + 1) / 2; k++)
        {
            values[k] = Complex.FromPolarCoordinates(values[k].Magnitude, 2 * Math.PI * random.NextDouble());
            values[^k] = Complex.Conjugate(values[k]);
        }
        Fourier.Inverse(values, FourierOptions.Matlab);
        return Array.ConvertAll(values, v => Math.Exp(v.Real));
    }
}
