using System.Globalization;
using StoreSensing.Edge.Core.Physiology.Readings;

namespace StoreSensing.Edge.Agent.Gsr;

/// <summary>Looks at readings for a few seconds: do they come as often as they should, how noisy are they, does the mains get in.</summary>
internal sealed class SignalCheck(IFrontEnd frontEnd, double nominalRate)
{
    private const double LeastRateShare = 0.9;
    private const double MostStepNoise = 0.01; // µS: a fifth of the smallest response that counts
    private const double MostHum = 0.1; // µS: 100 ms hold whole periods, but not of a mains that is off its frequency
    private const double NormalMedian = 0.6745; // median of the absolute value of a normal variable of deviation 1
    private static readonly double[] Mains = [50, 60];

    private readonly List<(double At, double Microsiemens)> _readings = [];
    private int _failed;
    private int _open;
    private int _short;

    /// <summary>Takes a reading.</summary>
    public void Add(in SensorReading reading)
    {
        if (double.IsNaN(reading.Value))
        {
            _failed++;
            return;
        }
        var conductance = frontEnd.Convert(reading.Value);
        _open += conductance.Rail == InputRail.Open || conductance.Microsiemens < 0.05 ? 1 : 0;
        _short += conductance.Rail == InputRail.Short || conductance.Microsiemens > 60 ? 1 : 0;
        if (double.IsFinite(conductance.Microsiemens))
            _readings.Add((reading.Time.Elapsed.TotalSeconds, conductance.Microsiemens));
    }

    /// <summary>The findings, a line each, and whether the sensor may be used; '–' is what couldn't be measured.</summary>
    public (IReadOnlyList<string> Lines, bool IsGood) Verdict()
    {
        if (_readings.Count < 2 || _readings[^1].At <= _readings[0].At)
            return (["bad   no readings came"], false);
        var seconds = _readings[^1].At - _readings[0].At;
        var rate = (_readings.Count - 1) / seconds;
        var (mean, perReading, perStep) = (_readings.Average(r => r.Microsiemens), Spread(), StepNoise());
        var lines = new List<(bool? Good, string Text)>
        {
            (rate >= LeastRateShare * nominalRate, Say($"{rate:0.0} readings a second, {nominalRate:0.#} are meant")),
            (_failed == 0, Say($"{_failed} readings failed")),
            (_open * 2 < _readings.Count, _open * 2 < _readings.Count ? Say($"{mean:0.000} µS between the electrodes") : "nothing between the electrodes: clamp a resistor, or touch them"),
            (_short * 2 < _readings.Count, _short * 2 < _readings.Count ? "not shorted" : "shorted, or the converter is stuck at its end"),
            (perStep <= MostStepNoise, Say($"noise {perReading:0.0000} µS a reading, {perStep:0.0000} µS over 100 ms; {MostStepNoise} is allowed")),
        };
        foreach (var hertz in Mains)
            lines.Add(rate > 2 * hertz
                ? (Hum(hertz) <= MostHum, Say($"{hertz:0} Hz: {Hum(hertz):0.0000} µS; {MostHum} is allowed"))
                : (null, Say($"{hertz:0} Hz: not measured at {rate:0} readings a second; use --rate 250")));
        return ([.. lines.Select(l => $"{Word(l.Good)}  {l.Text}")], lines.TrueForAll(l => l.Good != false));
    }

    private static string Word(bool? good) => good switch { true => "good", false => "bad ", null => "–   " };

    // Within each tenth of a second about its own mean; the median over tenths.
    private double Spread()
    {
        var variances = Steps().Where(step => step.Count > 1).Select(step => step.Sum(value => (value - step.Average()) * (value - step.Average())) / (step.Count - 1)).Order().ToList();
        return variances.Count == 0 ? 0 : Math.Sqrt(variances[variances.Count / 2]);
    }

    // White noise of deviation s gives second differences of deviation √6·s; what is smooth falls out of them, and their median heeds no touch or movement.
    private double StepNoise()
    {
        var means = Steps().Select(step => step.Average()).ToList();
        var differences = means.Skip(2).Select((value, i) => Math.Abs(value - (2 * means[i + 1]) + means[i])).Order().ToList();
        return differences.Count == 0 ? 0 : differences[differences.Count / 2] / (NormalMedian * Math.Sqrt(6));
    }

    // The amplitude at a frequency, whatever the times of the readings are.
    private double Hum(double hertz)
    {
        var (cosine, sine) = (0.0, 0.0);
        var mean = _readings.Average(r => r.Microsiemens);
        foreach (var (at, value) in _readings)
        {
            cosine += (value - mean) * Math.Cos(2 * Math.PI * hertz * at);
            sine += (value - mean) * Math.Sin(2 * Math.PI * hertz * at);
        }
        return 2 * Math.Sqrt((cosine * cosine) + (sine * sine)) / _readings.Count;
    }

    private IEnumerable<List<double>> Steps() => _readings.GroupBy(r => (long)Math.Floor(r.At * 10)).Select(g => g.Select(r => r.Microsiemens).ToList());

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
