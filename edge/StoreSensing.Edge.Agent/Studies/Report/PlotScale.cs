namespace StoreSensing.Edge.Agent.Studies.Report;

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
