using System.Globalization;
using System.Text;

namespace StoreSensing.Edge.Agent.Studies.Report;

/// <summary>Draws a curve as an SVG path. Where there are more points than columns, each column keeps its least and its greatest value, so that peaks survive.</summary>
internal static class PlotPath
{
    /// <summary>The path of a curve between two times.</summary>
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

/// <summary>Maps values [from, to) to the plot's units, beginning at <see cref="Start"/>; what lies beyond is held at the edge.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="To">The value at the end; above <paramref name="From"/>.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How far it goes; negative for upwards.</param>
internal readonly record struct PlotScale(double From, double To, double Start, double Length)
{
    public double Of(double value) => Start + (Math.Clamp((value - From) / (To - From), 0, 1) * Length);

    /// <summary>Round values within, a handful of them.</summary>
    public IReadOnlyList<double> Ticks(int about)
    {
        var raw = (To - From) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        return Multiples(step);
    }

    /// <summary>Times within, in seconds, that are round on a clock.</summary>
    public IReadOnlyList<double> ClockTicks(int most)
    {
        double[] steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
        var length = To - From;
        return Multiples(Array.Find(steps, s => length / s <= most) is > 0 and var step ? step : Math.Ceiling(length / most / 86400) * 86400);
    }

    private List<double> Multiples(double step)
    {
        var ticks = new List<double>();
        for (var n = Math.Ceiling((From / step) - 1e-9); n * step <= To + (step * 1e-9); n++)
            ticks.Add(n * step);
        return ticks;
    }
}
