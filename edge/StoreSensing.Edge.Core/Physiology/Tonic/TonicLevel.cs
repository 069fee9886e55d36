using StoreSensing.Edge.Core.Physiology.Filters;
using StoreSensing.Edge.Core.Physiology.Signal;

namespace StoreSensing.Edge.Core.Physiology.Tonic;

/// <summary>
/// Skin conductance level: what is left below 0.05 Hz, the split that NeuroKit2's <c>highpass</c> makes (Butterworth of order 2, forwards and backwards), from a
/// minute of past and ten seconds of future. A level a second; allocates nothing.
/// </summary>
internal sealed class TonicLevel
{
    private const double CutoffHz = 0.05;
    private const int PastSeconds = 60;
    private const int FutureSeconds = SecondLog.LagSeconds - 1; // the ninth second after one ends ten seconds after its beginning
    private readonly SmoothingKernel _kernel = new(Butterworth.LowPass(2, CutoffHz, 1), PastSeconds, FutureSeconds);
    private double _last = double.NaN;

    /// <summary>Begins anew with a contact.</summary>
    public void Reset()
    {
        _last = double.NaN;
        _kernel.Prime(0);
    }

    /// <summary>Takes a second's mean, µS; NaN goes on with the one before. Gives the level of nine seconds before; NaN before anything was seen.</summary>
    public double Next(double mean)
    {
        if (double.IsNaN(mean))
            mean = _last;
        if (double.IsNaN(mean))
            return double.NaN;
        if (double.IsNaN(_last))
            _kernel.Prime(mean);
        _last = mean;
        return _kernel.Next(mean);
    }
}
