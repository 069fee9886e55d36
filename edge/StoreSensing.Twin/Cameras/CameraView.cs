using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Cameras;

/// <summary>
/// What a detector would find in one camera's picture of simulated people: boxes with errors, misses by distance and by those who stand before,
/// and boxes of nobody. Allocates nothing.
/// </summary>
public sealed class CameraView
{
    private const double FaceHeights = 8;

    // Bodies don't fill their boxes: beside this middle share of the width one sees past them.
    private const float FilledWidth = 0.7f;
    private readonly NoiseOptions _noise;
    private readonly BoxOf _boxes;
    private readonly Eye[] _eyes;
    private readonly Body[] _bodies;
    private readonly int[] _order;
    private readonly double[] _depths;
    private readonly int[] _found;
    private int _foundCount;
    private Pcg32 _random;
    private TimeSpan? _last;

    /// <summary>A view.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="noise">How its detector errs.</param>
    /// <param name="capacity">Slots of the world that it looks at.</param>
    /// <param name="seed">Of its errors.</param>
    /// <param name="boxes">Whether it finds people or faces.</param>
    public CameraView(PinholeCamera camera, NoiseOptions noise, int capacity, ulong seed, BoxOf boxes = BoxOf.Person)
    {
        (Camera, _noise, _boxes) = (camera, noise, boxes);
        _random = new Pcg32(seed, 7);
        _eyes = new Eye[capacity];
        _bodies = new Body[capacity];
        _order = new int[capacity];
        _depths = new double[capacity];
        _found = new int[capacity];
    }

    /// <summary>The camera.</summary>
    public PinholeCamera Camera { get; }

    /// <summary>The most detections of a picture.</summary>
    public int Capacity => _bodies.Length + 8;

    /// <summary>The slot of whoever is in each box of the last call, in their order; further boxes are nobody's. A test's look behind the scene.</summary>
    public ReadOnlySpan<int> Found => _found.AsSpan(0, _foundCount);

    /// <summary>Finds people, nearest first; returns how many boxes it wrote.</summary>
    /// <param name="people">Who is there.</param>
    /// <param name="now">Time since the start, later than the last call's.</param>
    /// <param name="into">Room for <see cref="Capacity"/> boxes.</param>
    public int Detect(ReadOnlySpan<PersonSample> people, TimeSpan now, Span<Detection> into)
    {
        var seconds = _last is { } last ? (now - last).TotalSeconds : 0;
        _last = now;
        var bodies = Place(people);
        var found = 0;
        for (var i = 0; i < bodies; i++)
            if (Find(i, seconds) is { } detection)
            {
                _found[found] = _bodies[i].Slot;
                into[found++] = detection;
            }
        _foundCount = found;
        while (found < into.Length && _random.Chance(_noise.FalsePerPicture))
            into[found++] = Nobody();
        return found;
    }

    // Bodies that reach into the picture, nearest first.
    private int Place(ReadOnlySpan<PersonSample> people)
    {
        var count = 0;
        for (var i = 0; i < people.Length; i++)
        {
            ref readonly var person = ref people[i];
            if (!Camera.TryBox(person.Position, person.Height, person.HalfWidth, out var box, out var depth) || Inside(box) <= 0)
                continue;
            _depths[count] = depth;
            _order[count++] = i;
        }
        _depths.AsSpan(0, count).Sort(_order.AsSpan(0, count));
        for (var i = 0; i < count; i++)
        {
            ref readonly var person = ref people[_order[i]];
            Camera.TryBox(person.Position, person.Height, person.HalfWidth, out var box, out _);
            _bodies[i] = new Body(person.Slot, person.Id, box);
        }
        return count;
    }

    private Detection? Find(int index, double seconds)
    {
        ref readonly var body = ref _bodies[index];
        var box = body.Box;
        var (visible, feet) = Visible(index);
        visible *= Inside(box);
        ref var eye = ref _eyes[body.Slot];
        if (eye.Id != body.Id)
        {
            eye = new Eye { Id = body.Id };
            Drift(ref eye, double.PositiveInfinity);
        }
        Drift(ref eye, seconds);
        var far = Math.Max(0, (2 * _noise.FarHeight / box.Height) - 1); // 1 at FarHeight, 0 at twice that
        Blink(ref eye, Math.Min(0.9, _noise.MissShare + (_noise.FarMissShare * far)), seconds);
        var plain = Math.Clamp((visible - _noise.HiddenBelow) / (_noise.PlainFrom - _noise.HiddenBelow), 0, 1);
        if (eye.Missing || !_random.Chance(plain))
            return null;
        var deviation = _noise.EdgeDeviation * box.Height;
        var bottom = box.Bottom + (deviation * (feet ? 1 : 2) * eye.Bottom);
        var top = box.Top + (deviation * eye.Top);
        var left = box.Left + (0.5 * deviation * eye.Left);
        var right = box.Right + (0.5 * deviation * eye.Right);
        var noisy = new Box((float)left, (float)top, (float)right, (float)bottom);
        var score = Math.Clamp((0.45 + (0.4 * plain)) - (0.1 * Math.Min(far, 1)) + (0.08 * _random.Normal()), 0.15, 0.99);
        return new Detection(_boxes == BoxOf.Face ? Face(noisy) : noisy, (float)score);
    }

    // Which part of the box those before leave free, looked at in 6 × 12 points, and whether the feet are among it.
    private (double Visible, bool Feet) Visible(int index)
    {
        const int Columns = 6, Rows = 12;
        var box = Filled(_bodies[index].Box);
        var covered = false;
        for (var i = 0; i < index && !covered; i++)
            covered = Overlaps(Filled(_bodies[i].Box), box);
        if (!covered)
            return (1, true);
        var (free, feet) = (0, 0);
        for (var row = 0; row < Rows; row++)
            for (var column = 0; column < Columns; column++)
            {
                var x = box.Left + (box.Width * (column + 0.5f) / Columns);
                var y = box.Top + (box.Height * (row + 0.5f) / Rows);
                var hidden = false;
                for (var i = 0; i < index && !hidden; i++)
                    hidden = Math.Abs(x - _bodies[i].Box.CentreX) < 0.5f * FilledWidth * _bodies[i].Box.Width && y > _bodies[i].Box.Top && y < _bodies[i].Box.Bottom;
                if (hidden)
                    continue;
                free++;
                feet += row >= Rows - 2 ? 1 : 0;
            }
        return ((double)free / (Columns * Rows), feet >= Columns);
    }

    // Errors of an edge: a first-order autoregressive process of unit variance, so that they don't depend on the rate.
    private void Drift(ref Eye eye, double seconds)
    {
        if (seconds <= 0)
            return;
        var keep = Math.Exp(-seconds / _noise.EdgeSeconds);
        var fresh = Math.Sqrt(1 - (keep * keep));
        eye.Left = (float)((keep * eye.Left) + (fresh * _random.Normal()));
        eye.Top = (float)((keep * eye.Top) + (fresh * _random.Normal()));
        eye.Right = (float)((keep * eye.Right) + (fresh * _random.Normal()));
        eye.Bottom = (float)((keep * eye.Bottom) + (fresh * _random.Normal()));
    }

    // Misses come in bursts: two states with exponential times, of which the second has the given share.
    private void Blink(ref Eye eye, double share, double seconds)
    {
        var mean = eye.Missing ? _noise.MissSeconds : share > 0 ? _noise.MissSeconds * (1 - share) / share : double.PositiveInfinity;
        if (_random.Chance(1 - Math.Exp(-seconds / mean)))
            eye.Missing = !eye.Missing;
    }

    private Detection Nobody()
    {
        var height = _random.Uniform(0.08, 0.35);
        var (left, top) = (_random.Uniform(0, 0.9), _random.Uniform(0.1, 0.9 - height));
        var box = new Box((float)left, (float)top, (float)(left + (height * 0.4 / Camera.Aspect)), (float)(top + height));
        return new Detection(_boxes == BoxOf.Face ? Face(box) : box, (float)_random.Uniform(0.2, 0.6));
    }

    private static Box Face(Box body)
    {
        var height = body.Height / (float)FaceHeights;
        return new Box(body.CentreX - (0.4f * height), body.Top, body.CentreX + (0.4f * height), body.Top + height);
    }

    // Share of the box that lies in the picture.
    private static double Inside(in Box box)
    {
        var width = Math.Min(box.Right, 1) - Math.Max(box.Left, 0);
        var height = Math.Min(box.Bottom, 1) - Math.Max(box.Top, 0);
        return width > 0 && height > 0 ? width * height / box.Area : 0;
    }

    private static Box Filled(in Box box) => box.Enlarged((FilledWidth - 1) / 2) with { Top = box.Top, Bottom = box.Bottom };

    private static bool Overlaps(in Box a, in Box b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    private readonly record struct Body(int Slot, long Id, Box Box);

    // What a detector keeps getting wrong about one person.
    private struct Eye
    {
        public long Id;
        public bool Missing;
        public float Left;
        public float Top;
        public float Right;
        public float Bottom;
    }
}
