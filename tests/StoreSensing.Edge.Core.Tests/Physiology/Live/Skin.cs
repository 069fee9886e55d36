namespace StoreSensing.Edge.Core.Tests.Physiology.Live;

/// <summary>Skin that is made up: a level, and responses of known time and size with a rise of a second and a slower fall.</summary>
internal static class Skin
{
    /// <summary>µS at a rate; responses as (onset seconds, amplitude µS).</summary>
    public static double[] Of(double seconds, double rate, Func<double, double> level, params (double At, double Amplitude)[] responses)
    {
        var signal = new double[(int)(seconds * rate)];
        for (var i = 0; i < signal.Length; i++)
        {
            var t = i / rate;
            signal[i] = level(t) + responses.Sum(r => r.Amplitude * Shape(t - r.At));
        }
        return signal;
    }

    // Two exponentials (Alexander et al. 2005, J. Neurosci. Methods 146, 116–123), their maximum made 1.
    private static double Shape(double since)
    {
        const double Rise = 0.75;
        const double Fall = 2;
        const double Maximum = 0.34698;
        return since <= 0 ? 0 : (Math.Exp(-since / Fall) - Math.Exp(-since / Rise)) / Maximum;
    }
}
