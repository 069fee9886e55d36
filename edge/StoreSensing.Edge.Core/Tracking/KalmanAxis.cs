namespace StoreSensing.Edge.Core.Tracking;

/// <summary>
/// One coordinate of a box and its velocity: a Kalman filter with white noise on position and acceleration. Centre and size of a box are
/// filtered each by itself; their noise does not mix, so four of these are the eight-dimensional filter of SORT at an eighth of the cost.
/// </summary>
/// <remarks>Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation" (2001), section 6.2.2: the continuous
/// white noise acceleration model, whose covariance depends on elapsed time and not on the number of steps.</remarks>
internal struct KalmanAxis
{
    public float Position;
    public float Velocity; // a second
    private float _variance;
    private float _covariance;
    private float _velocityVariance;

    /// <summary>First sight.</summary>
    /// <param name="position">Where.</param>
    /// <param name="deviation">Standard deviation of the position.</param>
    /// <param name="speed">Standard deviation of the unknown velocity, a second.</param>
    public static KalmanAxis At(float position, float deviation, float speed) =>
        new() { Position = position, _variance = deviation * deviation, _velocityVariance = speed * speed };

    /// <summary>Moves on.</summary>
    /// <param name="seconds">Elapsed time.</param>
    /// <param name="jump">Spectral density of the position's noise, unit² a second.</param>
    /// <param name="push">Spectral density of the acceleration's noise, unit² a second³.</param>
    public void Predict(float seconds, float jump, float push)
    {
        Position += Velocity * seconds;
        _variance += (seconds * ((2 * _covariance) + (seconds * _velocityVariance) + jump)) + (push * seconds * seconds * seconds / 3);
        _covariance += seconds * (_velocityVariance + (push * seconds / 2));
        _velocityVariance += push * seconds;
    }

    /// <summary>Takes a measurement.</summary>
    /// <param name="measured">What was measured.</param>
    /// <param name="variance">Its variance, unit².</param>
    public void Update(float measured, float variance)
    {
        var innovation = _variance + variance;
        var (gain, velocityGain) = (_variance / innovation, _covariance / innovation);
        var off = measured - Position;
        Position += gain * off;
        Velocity += velocityGain * off;
        _velocityVariance -= velocityGain * _covariance;
        _covariance *= 1 - gain;
        _variance *= 1 - gain;
    }
}
