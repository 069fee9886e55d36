using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Baselines;

internal enum ByteTrackState
{
    Tracked,
    Lost,
    Removed,
}

/// <summary>One target with its Kalman filter over centre, aspect and height, a frame a step; the four axes don't mix, so each has its own 2 × 2 covariance.</summary>
internal sealed class ByteTrackTarget
{
    private const double Position = 1.0 / 20;
    private const double Velocity = 1.0 / 160;
    private const int Aspect = 2;
    private const int Height = 3;
    private readonly double[] _x = new double[4];
    private readonly double[] _v = new double[4];
    private readonly double[,] _p = new double[4, 3]; // variance, covariance, variance of the velocity
    private readonly int _id;

    public ByteTrackTarget(in MotBox box, int id, int frame)
    {
        Measured(box).CopyTo(_x, 0);
        for (var i = 0; i < 4; i++)
        {
            _p[i, 0] = Squared(i == Aspect ? 1e-2 : 2 * Position * box.Height);
            _p[i, 2] = Squared(i == Aspect ? 1e-5 : 10 * Velocity * box.Height);
        }
        (_id, FirstFrame, LastFrame, IsActivated) = (id, frame, frame, frame == 1);
    }

    public ByteTrackState State { get; set; }

    public bool IsActivated { get; private set; }

    public int FirstFrame { get; }

    public int LastFrame { get; private set; }

    public void Predict()
    {
        if (State != ByteTrackState.Tracked)
            _v[Height] = 0;
        var height = _x[Height];
        for (var i = 0; i < 4; i++)
        {
            _x[i] += _v[i];
            _p[i, 0] += (2 * _p[i, 1]) + _p[i, 2] + Squared(i == Aspect ? 1e-2 : Position * height);
            _p[i, 1] += _p[i, 2];
            _p[i, 2] += Squared(i == Aspect ? 1e-5 : Velocity * height);
        }
    }

    public void See(in MotBox box, int frame)
    {
        var height = _x[Height];
        var measured = Measured(box);
        for (var i = 0; i < 4; i++)
        {
            var innovation = _p[i, 0] + Squared(i == Aspect ? 1e-1 : Position * height);
            var (gain, gainVelocity) = (_p[i, 0] / innovation, _p[i, 1] / innovation);
            var off = measured[i] - _x[i];
            _x[i] += gain * off;
            _v[i] += gainVelocity * off;
            _p[i, 2] -= gainVelocity * _p[i, 1];
            _p[i, 1] *= 1 - gain;
            _p[i, 0] *= 1 - gain;
        }
        (State, IsActivated, LastFrame) = (ByteTrackState.Tracked, true, frame);
    }

    public MotBox Box(int frame)
    {
        var width = _x[Aspect] * _x[Height];
        return new MotBox(frame, _id, _x[0] - (width / 2), _x[1] - (_x[Height] / 2), width, _x[Height], 1, 1);
    }

    private static double[] Measured(in MotBox box) => [box.Left + (box.Width / 2), box.Top + (box.Height / 2), box.Width / box.Height, box.Height];

    private static double Squared(double value) => value * value;
}
