using StoreSensing.Twin.Randomness;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>
/// Arrivals of a Poisson process whose rate changes by the hour, by thinning: candidates come at the highest rate and each is kept with the
/// share that the rate then has of it (Lewis and Shedler 1979, "Simulation of nonhomogeneous Poisson processes by thinning").
/// </summary>
/// <param name="rate">How many come when.</param>
/// <param name="startSecondOfWeek">Local second of the week at which the simulation starts.</param>
/// <param name="random">Its own sequence, so that nothing else moves an arrival.</param>
internal sealed class ArrivalProcess(WeeklyRate rate, double startSecondOfWeek, Pcg32 random)
{
    private Pcg32 _random = random;
    private double _next;
    private bool _begun;

    /// <summary>True when somebody has arrived by <paramref name="seconds"/> since the start; ask until it is false.</summary>
    public bool Next(double seconds)
    {
        if (rate.Most <= 0)
            return false;
        while (true)
        {
            if (!_begun)
            {
                _begun = true;
                _next += _random.Exponential(3600 / rate.Most);
            }
            if (_next > seconds)
                return false;
            _begun = false;
            if (_random.NextDouble() * rate.Most < rate.AtSecond((startSecondOfWeek + _next) % (WeeklyRate.Hours * 3600.0)))
                return true;
        }
    }
}
