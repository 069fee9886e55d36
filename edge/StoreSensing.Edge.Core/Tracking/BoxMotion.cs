using StoreSensing.Edge.Core.Detection;

namespace StoreSensing.Edge.Core.Tracking;

/// <summary>Where a person's box is and how it moves.</summary>
/// <remarks>
/// Noise is proportional to the person's size in the picture, as in Bewley et al., "SORT" (ICIP 2016) and its successors, so that near and far
/// people are alike; lengths are in heights across and down (a width counts as 0.41 heights), and densities per second, so that the
/// frame rate does not matter. The numbers were found on MOT15, MOT17 and ACF detections at full and half rate together.
/// </remarks>
internal struct BoxMotion
{
    private const float HeightsPerWidth = 2.44f;
    private const float MeasurementVariance = 0.005f;
    private const float SizeVariance = 0.02f;
    private const float Jump = 0.065f;
    private const float Push = 0.25f;
    private const float SizeJump = 0.06f;
    private const float SizePush = 0.02f;
    private const float FirstSpeed = 1.9f; // heights a second: nobody knows yet where a new person goes
    private const float FirstSizeSpeed = 0.1f;
    private const float Damping = 0.3f; // a second: people who are out of sight slow down
    private const float LeastSize = 1e-4f;
    private KalmanAxis _x;
    private KalmanAxis _y;
    private KalmanAxis _width;
    private KalmanAxis _height;

    public static BoxMotion From(in Box box)
    {
        var (across, down) = (box.Width * HeightsPerWidth, box.Height);
        var (deviation, sizeDeviation) = (2 * MathF.Sqrt(MeasurementVariance), 2 * MathF.Sqrt(SizeVariance));
        return new BoxMotion
        {
            _x = KalmanAxis.At(box.CentreX, deviation * across, FirstSpeed * across),
            _y = KalmanAxis.At(box.CentreY, deviation * down, FirstSpeed * down),
            _width = KalmanAxis.At(box.Width, sizeDeviation * across / 2, FirstSizeSpeed * across / 2),
            _height = KalmanAxis.At(box.Height, sizeDeviation * down, FirstSizeSpeed * down),
        };
    }

    /// <summary>Velocity of the centre, picture widths a second.</summary>
    public readonly float VelocityX => _x.Velocity;

    /// <summary>Velocity of the centre, picture heights a second.</summary>
    public readonly float VelocityY => _y.Velocity;

    public readonly Box Box
    {
        get
        {
            var (halfWidth, halfHeight) = (MathF.Max(_width.Position, LeastSize) / 2, MathF.Max(_height.Position, LeastSize) / 2);
            return new Box(_x.Position - halfWidth, _y.Position - halfHeight, _x.Position + halfWidth, _y.Position + halfHeight);
        }
    }

    public void Predict(float seconds, bool outOfSight)
    {
        var (across, down) = Scales();
        if (outOfSight)
        {
            var left = MathF.Exp(-Damping * seconds);
            _x.Velocity *= left;
            _y.Velocity *= left;
            _width.Velocity = 0;
            _height.Velocity = 0;
        }
        _x.Predict(seconds, Jump * across, Push * across);
        _y.Predict(seconds, Jump * down, Push * down);
        _width.Predict(seconds, SizeJump * across / 4, SizePush * across / 4);
        _height.Predict(seconds, SizeJump * down, SizePush * down);
    }

    public void See(in Box box)
    {
        var (across, down) = Scales();
        _x.Update(box.CentreX, MeasurementVariance * across);
        _y.Update(box.CentreY, MeasurementVariance * down);
        _width.Update(box.Width, SizeVariance * across / 4);
        _height.Update(box.Height, SizeVariance * down);
    }

    // Squares of a height's length across and down.
    private readonly (float Across, float Down) Scales()
    {
        var (across, down) = (MathF.Max(_width.Position, LeastSize) * HeightsPerWidth, MathF.Max(_height.Position, LeastSize));
        return (across * across, down * down);
    }
}
