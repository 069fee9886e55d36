using StoreSensing.Edge.Core.Frames;

namespace StoreSensing.Edge.Core.Detection;

/// <summary>
/// Brings a picture to a network's input: one scale for both axes, padding on the right and below, planar float channels (R, G, B).
/// Made once per picture and input size; a call allocates nothing.
/// </summary>
/// <remarks>
/// Separable triangle filter whose support grows with the reduction, so that shrinking averages instead of skipping pixels
/// (Turkowski, "Filters for Common Resampling Tasks", Graphics Gems I, 1990). Pixel centres are at half integers.
/// </remarks>
public sealed class Letterbox
{
    private readonly Taps _columns;
    private readonly Taps _rows;
    private readonly float[] _row;
    private readonly int _sourceWidth;
    private readonly int _sourceHeight;

    /// <summary>Maps pictures of <paramref name="sourceWidth"/> × <paramref name="sourceHeight"/> to an input of <paramref name="width"/> × <paramref name="height"/>.</summary>
    public Letterbox(int sourceWidth, int sourceHeight, int width, int height)
    {
        _sourceWidth = sourceWidth;
        _sourceHeight = sourceHeight;
        Width = width;
        Height = height;
        Scale = Math.Min((double)width / sourceWidth, (double)height / sourceHeight);
        _columns = new Taps(sourceWidth, Math.Clamp((int)Math.Round(sourceWidth * Scale), 1, width));
        _rows = new Taps(sourceHeight, Math.Clamp((int)Math.Round(sourceHeight * Scale), 1, height));
        _row = new float[_columns.Count * 3];
    }

    /// <summary>Input columns.</summary>
    public int Width { get; }

    /// <summary>Input rows.</summary>
    public int Height { get; }

    /// <summary>Input pixels per picture pixel, before columns and rows are rounded to whole ones.</summary>
    public double Scale { get; }

    /// <summary>Writes 3 × Height × Width values, (channel × <paramref name="gain"/>) + <paramref name="offset"/>; padding is black.</summary>
    public void Fill(Frame frame, Span<float> input, float gain = 1, float offset = 0)
    {
        if (frame.Width != _sourceWidth || frame.Height != _sourceHeight)
            throw new ArgumentException($"the picture is {frame.Width}×{frame.Height}, not {_sourceWidth}×{_sourceHeight}", nameof(frame));
        input.Fill(offset);
        for (var y = 0; y < _rows.Count; y++)
            FillRow(frame.Pixels, input, y, gain, offset);
    }

    /// <summary>Turns a box in input pixels into one in 0..1 of the picture, by the whole columns and rows that the picture really fills.</summary>
    public Box ToPicture(double left, double top, double right, double bottom) => new(
        (float)(left / _columns.Count),
        (float)(top / _rows.Count),
        (float)(right / _columns.Count),
        (float)(bottom / _rows.Count));

    private void FillRow(ReadOnlySpan<byte> pixels, Span<float> input, int y, float gain, float offset)
    {
        // Columns first into one row of interleaved sums, source row by source row; then out to the three planes.
        var width = _columns.Count;
        Span<float> row = _row;
        row.Clear();
        var first = _rows.First[y];
        for (var k = 0; k < _rows.Length[y]; k++)
        {
            var source = pixels.Slice((first + k) * _sourceWidth * 3, _sourceWidth * 3);
            AddRow(source, row, _rows.Weights[(y * _rows.Stride) + k]);
        }
        var plane = Width * Height;
        var at = y * Width;
        var red = input.Slice(at, width);
        var green = input.Slice(plane + at, width);
        var blue = input.Slice((2 * plane) + at, width);
        for (var x = 0; x < width; x++)
        {
            red[x] = (row[3 * x] * gain) + offset;
            green[x] = (row[(3 * x) + 1] * gain) + offset;
            blue[x] = (row[(3 * x) + 2] * gain) + offset;
        }
    }

    private void AddRow(ReadOnlySpan<byte> source, Span<float> row, float rowWeight)
    {
        for (var x = 0; x < _columns.Count; x++)
        {
            float r = 0, g = 0, b = 0;
            var length = _columns.Length[x];
            var weights = _columns.Weights.AsSpan(x * _columns.Stride, length);
            var taps = source.Slice(_columns.First[x] * 3, length * 3);
            for (var k = 0; k < length; k++)
            {
                var weight = weights[k];
                r += weight * taps[3 * k];
                g += weight * taps[(3 * k) + 1];
                b += weight * taps[(3 * k) + 2];
            }
            row[3 * x] += r * rowWeight;
            row[(3 * x) + 1] += g * rowWeight;
            row[(3 * x) + 2] += b * rowWeight;
        }
    }

    /// <summary>Which source pixels, and how much of each, make one destination pixel along one axis.</summary>
    private sealed class Taps
    {
        public Taps(int source, int count)
        {
            Count = count;
            var scale = (double)source / count;
            var support = Math.Max(1.0, scale);
            Stride = (int)Math.Ceiling(2 * support) + 1;
            First = new int[count];
            Length = new int[count];
            Weights = new float[count * Stride];
            for (var i = 0; i < count; i++)
            {
                var centre = ((i + 0.5) * scale) - 0.5;
                var from = Math.Max(0, (int)Math.Ceiling(centre - support));
                var to = Math.Min(source - 1, (int)Math.Floor(centre + support));
                First[i] = from;
                Length[i] = Math.Min(Stride, to - from + 1);
                Normalise(i, centre, support);
            }
        }

        public int Count { get; }

        public int Stride { get; }

        public int[] First { get; }

        public int[] Length { get; }

        public float[] Weights { get; }

        private void Normalise(int i, double centre, double support)
        {
            var weights = Weights.AsSpan(i * Stride, Length[i]);
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++)
                sum += weights[k] = (float)Math.Max(0, 1 - (Math.Abs(First[i] + k - centre) / support));
            for (var k = 0; k < weights.Length; k++)
                weights[k] = (float)(weights[k] / sum);
        }
    }
}
