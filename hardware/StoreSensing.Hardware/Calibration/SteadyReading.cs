using System.Globalization;
using StoreSensing.Hardware.Converters;

namespace StoreSensing.Hardware.Calibration;

/// <summary>Reads a resistor: the mean over a second, so that the mains' hum averages out, and only if it holds still.</summary>
public static class SteadyReading
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1); // 50 and 60 whole periods of the mains
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);
    private const double LargestDrift = 0.01; // volts between the two halves' means: a hand on the wires, a loose contact
    private const int Fewest = 10;

    /// <summary>Takes a reading of <paramref name="ohms"/> (infinite: open electrodes); blocks for a second.</summary>
    /// <exception cref="CalibrationException">It drifts or jumps.</exception>
    /// <exception cref="Buses.BusException">The converter failed.</exception>
    public static ResistorReading Take(IAnalogInput input, double ohms, TimeProvider time) => Take(input, ohms, time, Thread.Sleep);

    internal static ResistorReading Take(IAnalogInput input, double ohms, TimeProvider time, Action<TimeSpan> pause)
    {
        var (first, second) = (new Mean(), new Mean());
        var atRail = false;
        var began = time.GetTimestamp();
        for (var elapsed = TimeSpan.Zero; elapsed < Duration || second.Count < Fewest; elapsed = time.GetElapsedTime(began))
        {
            var reading = input.Read();
            atRail |= reading.AtRail;
            if (elapsed < Duration / 2)
                first.Add(reading.Volts);
            else
                second.Add(reading.Volts);
            pause(Between);
        }
        if (first.Count > 0 && Math.Abs(first.Value - second.Value) is > LargestDrift and var drift)
            throw new CalibrationException(string.Create(CultureInfo.InvariantCulture,
                $"the reading with {ResistorReading.OhmsText(ohms)} drifts ({drift * 1000:0} mV in half a second): clamp the resistor and keep hands off"));
        return new ResistorReading(ohms, ((first.Value * first.Count) + (second.Value * second.Count)) / (first.Count + second.Count), atRail);
    }

    private struct Mean
    {
        private double _sum;

        public int Count { get; private set; }

        public readonly double Value => Count == 0 ? 0 : _sum / Count;

        public void Add(double value)
        {
            _sum += value;
            Count++;
        }
    }
}
