using System.Globalization;
using System.Text;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>Draws a curve as an SVG path.</summary>
internal static class PlotPath
{
    /// <summary>
    /// The path of a curve between two times. Where there are more points than columns, each column keeps its least and its greatest value, so that peaks survive.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <param name="x">Where time goes; gives its width in columns.</param>
    /// <param name="y">Where values go.</param>
    public static string Of(Curve curve, PlotScale x, PlotScale y)
    {
        var seconds = curve.Seconds;
        var values = curve.Values;
        var (first, end) = (Math.Max(0, curve.At(x.From) - 1), Math.Min(seconds.Length, curve.At(x.To) + 1));
        var path = new Pen(x, y);
        if (end - first <= 2 * x.Length)
        {
            for (var i = first; i < end; i++)
                path.To(seconds[i], values[i]);
            return path.ToString();
        }
        for (var i = first; i < end;)
        {
            var column = (int)x.Of(seconds[i]);
            var (least, greatest, missing) = (-1, -1, -1);
            for (; i < end && (int)x.Of(seconds[i]) == column; i++)
            {
                if (double.IsNaN(values[i]))
                {
                    missing = i;
                    continue;
                }
                if (least < 0 || values[i] < values[least])
                    least = i;
                if (greatest < 0 || values[i] > values[greatest])
                    greatest = i;
            }
            if (least >= 0)
            {
                var (one, other) = (Math.Min(least, greatest), Math.Max(least, greatest));
                path.To(seconds[one], values[one]);
                if (other > one)
                    path.To(seconds[other], values[other]);
            }
            // A gap within a column is narrower than what can be seen; one at its end goes on.
            if (missing >= Math.Max(least, greatest))
                path.Up();
        }
        return path.ToString();
    }

    /// <summary>The path of a slow curve between two times: where there are more points than columns, each column keeps its mean.</summary>
    public static string Means(Curve curve, PlotScale x, PlotScale y)
    {
        var seconds = curve.Seconds;
        var values = curve.Values;
        var (first, end) = (Math.Max(0, curve.At(x.From) - 1), Math.Min(seconds.Length, curve.At(x.To) + 1));
        if (end - first <= x.Length)
            return Of(curve, x, y);
        var path = new Pen(x, y);
        for (var i = first; i < end;)
        {
            var column = (int)x.Of(seconds[i]);
            var (start, sum, count) = (i, 0.0, 0);
            for (; i < end && (int)x.Of(seconds[i]) == column; i++)
            {
                if (!double.IsNaN(values[i]))
                    (sum, count) = (sum + values[i], count + 1);
            }
            path.To(seconds[(start + i - 1) / 2], count > 0 ? sum / count : double.NaN);
        }
        return path.ToString();
    }

    private sealed class Pen(PlotScale x, PlotScale y)
    {
        private readonly StringBuilder _path = new();
        private bool _isDown;

        public void To(double seconds, double value)
        {
            if (double.IsNaN(value))
            {
                Up();
                return;
            }
            // A point of its own still shows: a line cap needs a line.
            _path.Append(_isDown ? 'L' : 'M').Append(CultureInfo.InvariantCulture, $"{x.Of(seconds):0.#} {y.Of(value):0.#}");
            if (!_isDown)
                _path.Append("h0");
            _isDown = true;
        }

        public void Up() => _isDown = false;

        public override string ToString() => _path.ToString();
    }
}
