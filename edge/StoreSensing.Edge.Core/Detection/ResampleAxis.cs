namespace StoreSensing.Edge.Core.Detection;

/// <summary>What lies beyond the picture's edge when a filter reaches over it.</summary>
internal enum BeyondEdge
{
    /// <summary>Nothing: the pixels that are there share the whole weight.</summary>
    Nothing,

    /// <summary>Black.</summary>
    Black,
}

/// <summary>
/// Which source pixels, and how much of each, make one destination pixel along one axis: a triangle filter whose support grows with the
/// reduction, so that shrinking averages instead of skipping pixels.
/// </summary>
/// <remarks>Turkowski, "Filters for Common Resampling Tasks", Graphics Gems I (1990). Pixel centres are at half integers.</remarks>
internal sealed class ResampleAxis
{
    /// <summary>Coarse weights are whole numbers of this part of 1.</summary>
    public const int Parts = 256;

    private int[] _first = [];
    private int[] _length = [];
    private float[] _weights = [];
    private int _stride;

    /// <summary>Destination pixels.</summary>
    public int Count { get; private set; }

    /// <summary>The first source pixel that is needed at all.</summary>
    public int From { get; private set; }

    /// <summary>One beyond the last source pixel that is needed at all.</summary>
    public int To { get; private set; }

    /// <summary>The most source pixels that any destination pixel takes.</summary>
    public int Taps { get; private set; }

    /// <summary>Weights from one destination pixel to the next in <see cref="AllWeights"/>.</summary>
    public int Stride => _stride;

    /// <summary>Room for the weights of a stretch twice as long as the picture: what people's boxes need changes from picture to picture.</summary>
    public static int Generous(int source, int count) => Room(2.0 * source / count);

    /// <summary>The first source pixel of destination pixel <paramref name="i"/>; <see cref="From"/> where the destination is all beyond the edge.</summary>
    public int First(int i) => _first[i];

    /// <summary>The first source pixels of all destination pixels.</summary>
    public ReadOnlySpan<int> AllFirst => _first.AsSpan(0, Count);

    /// <summary>The weights of all destination pixels, <see cref="Taps"/> each and <see cref="Stride"/> apart; 0 after the last that counts.</summary>
    public ReadOnlySpan<float> AllWeights => _weights.AsSpan(0, Count * _stride);

    /// <summary>The weights of the source pixels from <see cref="First"/> on; empty where the destination is all beyond the edge.</summary>
    public ReadOnlySpan<float> Weights(int i) => _weights.AsSpan(i * _stride, _length[i]);

    /// <summary>Aims at [start, start + extent) of a source of <paramref name="source"/> pixels. Allocates only when it needs more room than ever before.</summary>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="extent">Its length.</param>
    /// <param name="source">Pixels of the source.</param>
    /// <param name="count">Pixels of the destination.</param>
    /// <param name="beyond">What lies beyond the source.</param>
    /// <param name="coarse">True for weights of 1/<see cref="Parts"/>, whose sum is still 1; not beside black.</param>
    public void Aim(double start, double extent, int source, int count, BeyondEdge beyond, bool coarse = false)
    {
        var scale = extent / count;
        var support = Math.Max(1.0, scale);
        Reserve(count, Room(support), Generous(source, count));
        (From, To, Taps) = (source, 0, 1);
        for (var i = 0; i < count; i++)
        {
            var centre = start + ((i + 0.5) * scale) - 0.5;
            var low = (int)Math.Ceiling(centre - support);
            var high = (int)Math.Floor(centre + support);
            var first = Math.Clamp(low, 0, source);
            var last = Math.Clamp(high, -1, source - 1);
            _first[i] = first;
            _length[i] = Math.Max(0, last - first + 1);
            Weigh(i, centre, support, low, high, beyond);
            if (coarse)
                Round(_weights.AsSpan(i * _stride, _length[i]));
            if (_length[i] > 0)
                (From, To, Taps) = (Math.Min(From, first), Math.Max(To, last + 1), Math.Max(Taps, _length[i]));
        }
        for (var i = 0; i < count; i++)
            if (_length[i] == 0)
                _first[i] = From;
    }

    private void Weigh(int i, double centre, double support, int low, int high, BeyondEdge beyond)
    {
        var weights = _weights.AsSpan(i * _stride, _length[i]);
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
            sum += weights[k] = (float)Triangle(_first[i] + k, centre, support);
        if (beyond == BeyondEdge.Black)
        {
            for (var k = low; k < _first[i]; k++)
                sum += Triangle(k, centre, support);
            for (var k = _first[i] + weights.Length; k <= high; k++)
                sum += Triangle(k, centre, support);
        }
        for (var k = 0; k < weights.Length; k++)
            weights[k] = (float)(weights[k] / sum);
        _weights.AsSpan((i * _stride) + weights.Length, _stride - weights.Length).Clear();
    }

    /// <summary>Rounds the sums of the first 1, 2, 3 … weights, so that the last one stays 1.</summary>
    private static void Round(Span<float> weights)
    {
        const double half = 0.501; // what is half but for the arithmetic goes up everywhere
        var (sum, before) = (0.0, 0.0);
        foreach (ref var weight in weights)
        {
            sum += weight;
            var rounded = Math.Floor((sum * Parts) + half);
            weight = (float)((rounded - before) / Parts);
            before = rounded;
        }
    }

    // At least what the loops of known length read.
    private static int Room(double support) => Math.Max(Resampler.UnrolledTaps, (int)Math.Ceiling(2 * Math.Max(1, support)) + 1);

    private void Reserve(int count, int stride, int generous)
    {
        Count = count;
        _stride = stride;
        if (_first.Length < count)
            (_first, _length) = (new int[count], new int[count]);
        if (_weights.Length < count * stride)
            _weights = new float[count * Math.Max(stride, generous)];
    }

    private static double Triangle(int pixel, double centre, double support) => Math.Max(0, 1 - (Math.Abs(pixel - centre) / support));
}
