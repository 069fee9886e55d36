namespace StoreSensing.Edge.Core.Physiology.Responses;

/// <summary>When a rise of skin conductance is a response.</summary>
internal static class ScrOptions
{
    /// <summary>Least rise and least fall, µS: the field's customary criterion (Boucsein 2012, Electrodermal Activity, 2nd ed., section 2.3.1.2).</summary>
    public const double Threshold = 0.05;

    /// <summary>Responses are smoothed by a Butterworth filter of order 4 and this cut-off, forwards and backwards, Hz.</summary>
    public const double CutoffHz = 1;

    /// <summary>Lag of the smoothed signal: so much of the future it sees, seconds.</summary>
    public const double LagSeconds = 2;

    /// <summary>So much of the past it sees, seconds; beyond, the filter's response is below 10⁻⁵.</summary>
    public const double PastSeconds = 4;

    /// <summary>A first sign comes from a causal filter of order 2, faster than the smoothed one, Hz.</summary>
    public const double EarlyCutoffHz = 1.3;

    /// <summary>A first sign that the smoothed signal has not confirmed this long after it is taken back, seconds.</summary>
    public const double ConfirmSeconds = 1;
}
