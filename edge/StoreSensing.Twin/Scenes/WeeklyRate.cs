namespace StoreSensing.Twin.Scenes;

/// <summary>How many come per hour, for each hour of the week in the shop's local time. An hour outside the opening hours has none.</summary>
public sealed class WeeklyRate
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 7 * 24;
    private readonly double[] _perHour;

    /// <summary>One figure per hour, Monday 0:00 first.</summary>
    public WeeklyRate(IReadOnlyList<double> perHour)
    {
        if (perHour.Count != Hours || perHour.Any(rate => !(rate >= 0) || !double.IsFinite(rate)))
            throw new ArgumentException($"a week has {Hours} hours, each with a finite rate of 0 or more", nameof(perHour));
        _perHour = [.. perHour];
        Most = _perHour.Max();
    }

    /// <summary>Nobody, ever.</summary>
    public static WeeklyRate Never { get; } = Always(0);

    /// <summary>The highest of the rates.</summary>
    public double Most { get; }

    /// <summary>The same at every hour.</summary>
    public static WeeklyRate Always(double perHour) => new([.. Enumerable.Repeat(perHour, Hours)]);

    /// <summary>
    /// A shop's week: open on six days from <paramref name="opens"/> to <paramref name="closes"/>, on Sunday in the afternoon; a small peak at
    /// noon, a large one before closing, Saturday the fullest day. The shape is an assumption, not a measurement.
    /// </summary>
    /// <param name="perHour">Mean of an open hour from Monday to Friday.</param>
    /// <param name="opens">First open hour.</param>
    /// <param name="closes">First closed hour.</param>
    public static WeeklyRate Shop(double perHour, int opens = 9, int closes = 20)
    {
        double[] days = [0.85, 0.9, 0.95, 1.0, 1.3, 1.7, 0.9];
        var rates = new double[Hours];
        for (var day = 0; day < 7; day++)
            for (var hour = opens; hour < closes; hour++)
                if (day < 6 || (hour >= 14 && hour < 19))
                    rates[(day * 24) + hour] = perHour * days[day] * (0.55 + (0.6 * Bump(hour, 12.5, 1.3)) + (1.1 * Bump(hour, 17.5, 1.8)));
        return new WeeklyRate(rates);
    }

    /// <summary>Per hour, in an hour of the week.</summary>
    public double At(int hourOfWeek) => _perHour[hourOfWeek];

    /// <summary>Per hour, so many seconds after Monday 0:00 of some week.</summary>
    public double AtSecond(double secondOfWeek) => _perHour[(int)(secondOfWeek / 3600) % Hours];

    private static double Bump(int hour, double at, double width) => Math.Exp(-0.5 * Math.Pow((hour + 0.5 - at) / width, 2));
}
