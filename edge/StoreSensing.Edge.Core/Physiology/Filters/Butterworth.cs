namespace StoreSensing.Edge.Core.Physiology.Filters;

/// <summary>Designs digital Butterworth filters, in sections and section order as SciPy's <c>butter(…, output="sos")</c> gives them.</summary>
/// <remarks>
/// Analogue prototype, cutoff prewarped, bilinear transform (Oppenheim and Schafer, Discrete-Time Signal Processing, section 7.3). Poles closest to the unit
/// circle come last, each pair with the zeros nearest to it, the whole gain in the first section.
/// </remarks>
public static class Butterworth
{
    // SciPy transforms at a rate of 2, with frequencies as shares of half the sampling rate.
    private const double Rate = 2;

    /// <summary>A low-pass filter: 1 at 0 Hz, 1/√2 at <paramref name="cutoffHz"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is not positive, or the cutoff not between 0 and half the sampling rate.</exception>
    public static SecondOrderSection[] LowPass(int order, double cutoffHz, double samplesPerSecond) => Design(order, cutoffHz, samplesPerSecond, false);

    /// <summary>A high-pass filter: 0 at 0 Hz, 1/√2 at <paramref name="cutoffHz"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is not positive, or the cutoff not between 0 and half the sampling rate.</exception>
    public static SecondOrderSection[] HighPass(int order, double cutoffHz, double samplesPerSecond) => Design(order, cutoffHz, samplesPerSecond, true);

    private static SecondOrderSection[] Design(int order, double cutoffHz, double samplesPerSecond, bool high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        if (!(samplesPerSecond > 0) || !double.IsFinite(samplesPerSecond))
            throw new ArgumentOutOfRangeException(nameof(samplesPerSecond), samplesPerSecond, "a sampling rate is a positive number of samples per second");
        if (!(cutoffHz > 0) || !(cutoffHz < samplesPerSecond / 2))
            throw new ArgumentOutOfRangeException(nameof(cutoffHz), cutoffHz, $"a cutoff lies between 0 and half the sampling rate, {samplesPerSecond / 2} Hz");
        var warped = 2 * Rate * Math.Tan(Math.PI * (cutoffHz / (0.5 * samplesPerSecond)) / Rate);
        var poles = new Root[order];
        var gain = new Root(1, 0);
        for (var i = 0; i < order; i++)
        {
            var angle = Math.PI * (1 - order + (2 * i)) / (2 * order);
            var prototype = new Root(-Math.Cos(angle), -Math.Sin(angle));
            // A high-pass mirrors the prototype's frequencies about the cutoff.
            var analogue = high ? new Root(warped, 0) / prototype : new Root(warped * prototype.Re, warped * prototype.Im);
            var below = new Root((2 * Rate) - analogue.Re, -analogue.Im);
            poles[i] = new Root((2 * Rate) + analogue.Re, analogue.Im) / below;
            gain = i == 0 ? below : gain * below;
        }
        var above = high ? Math.Pow(2 * Rate, order) : Math.Pow(warped, order);
        return Pair(poles, high ? 1 : -1, (new Root(above, 0) / gain).Re);
    }

    // Half of the poles suffice: the other half are their conjugates. One is real where the order is odd, and then a pole and a zero at 0 fill it up to a pair.
    private static SecondOrderSection[] Pair(Root[] poles, double zero, double gain)
    {
        var sections = new SecondOrderSection[(poles.Length + 1) / 2];
        var free = Enumerable.Repeat(zero, poles.Length).ToList();
        if (poles.Length % 2 == 1)
            free.Add(0);
        for (var i = 0; i < sections.Length; i++)
        {
            // From the least damped pair, whose angle is the widest, to the real pole.
            var pole = poles[i];
            var isReal = (2 * i) + 1 == poles.Length;
            var (one, other) = (TakeNearest(free, pole), TakeNearest(free, pole));
            var factor = i == sections.Length - 1 ? gain : 1;
            sections[^(i + 1)] = new SecondOrderSection(
                factor,
                factor * -(one + other),
                factor * (one * other),
                isReal ? -pole.Re : -2 * pole.Re,
                isReal ? 0 : (pole.Re * pole.Re) + (pole.Im * pole.Im));
        }
        return sections;
    }

    private static double TakeNearest(List<double> zeros, Root pole)
    {
        var nearest = zeros.MinBy(z => Math.Sqrt(((z - pole.Re) * (z - pole.Re)) + (pole.Im * pole.Im)));
        zeros.Remove(nearest);
        return nearest;
    }

    /// <summary>A complex pole that divides as NumPy does (Smith 1962), so that coefficients agree to the last digit.</summary>
    private readonly record struct Root(double Re, double Im)
    {
        public static Root operator *(Root a, Root b) => new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

        public static Root operator /(Root a, Root b)
        {
            if (Math.Abs(b.Re) >= Math.Abs(b.Im))
            {
                var ratio = b.Im / b.Re;
                var scale = 1 / (b.Re + (b.Im * ratio));
                return new Root((a.Re + (a.Im * ratio)) * scale, (a.Im - (a.Re * ratio)) * scale);
            }
            else
            {
                var ratio = b.Re / b.Im;
                var scale = 1 / (b.Im + (b.Re * ratio));
                return new Root(((a.Re * ratio) + a.Im) * scale, ((a.Im * ratio) - a.Re) * scale);
            }
        }
    }
}
