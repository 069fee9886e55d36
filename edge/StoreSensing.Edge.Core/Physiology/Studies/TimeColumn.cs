using System.Globalization;

namespace StoreSensing.Edge.Core.Physiology.Studies;

/// <summary>A recording's own times, which tell its rate and where samples are missing.</summary>
internal sealed class TimeColumn(string name)
{
    // More than a day at 100 a second; a wrong time must not ask for all memory.
    private const int MostSamples = 10_000_000;

    // How far a step may be from a whole number of samples. Sensors' clocks jitter; a rate that changes is something else.
    private const double Jitter = 0.25;

    private readonly List<double> _seconds = [];
    private readonly List<int> _lines = [];

    public void Add(string cell, int line)
    {
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !double.IsFinite(seconds))
            throw new RecordingException($"{name} line {line}: '{RecordingFile.Shown(cell)}' is no time in seconds");
        if (_seconds.Count > 0 && seconds <= _seconds[^1])
            throw new RecordingException($"{name} line {line}: {Text(seconds)} s doesn't come after {Text(_seconds[^1])} s");
        _seconds.Add(seconds);
        _lines.Add(line);
    }

    /// <summary>The values at even steps, NaN in the gaps. Without a given rate the median step tells it.</summary>
    public Recording Spread(List<double> values, double? samplesPerSecond)
    {
        if (_seconds.Count < 2)
            throw new RecordingException($"{name} has one time only: it can't tell its rate");
        double[] steps = [.. _seconds.Skip(1).Zip(_seconds, (after, before) => after - before)];
        var median = steps.Order().ElementAt(steps.Length / 2);
        // Else most of the recording would be gaps between its samples.
        if (samplesPerSecond is { } given && Math.Round(median * given) > 1)
            throw new RecordingException($"{name}: most times are {Text(median)} s apart, which are {Text(1 / median)} samples a second, not {Text(given)}");
        var step = samplesPerSecond is { } rate ? 1 / rate : median;
        var spread = new List<double>(values.Count) { values[0] };
        for (var i = 0; i < steps.Length; i++)
        {
            var samples = Math.Round(steps[i] / step);
            if (samples < 1 || !(Math.Abs((steps[i] / step) - samples) <= Jitter))
                throw new RecordingException($"{name} line {_lines[i + 1]}: {Text(_seconds[i + 1])} s is {Text(steps[i])} s after the line before, {(samplesPerSecond is null ? "most lines" : "by the rate given")} {Text(step)} s: uneven recordings can't be analysed as a whole");
            if (spread.Count + samples > MostSamples)
                throw new RecordingException($"{name} line {_lines[i + 1]}: {Text(_seconds[i + 1])} s is {Text(steps[i])} s after the line before: too long a gap");
            for (var gap = 1; gap < samples; gap++)
                spread.Add(double.NaN);
            spread.Add(values[i + 1]);
        }
        return new Recording
        {
            Name = name,
            // The whole length tells the rate better than one step.
            SamplesPerSecond = samplesPerSecond ?? Rounded((spread.Count - 1) / (_seconds[^1] - _seconds[0])),
            Microsiemens = spread.ToArray(),
            StartSeconds = _seconds[0],
        };
    }

    // A clock that prints milliseconds or drifts by a few parts in a million means the round number.
    private static double Rounded(double rate) => Math.Abs(rate - Math.Round(rate, 1)) < rate * 1e-4 && rate > 1 ? Math.Round(rate, 1) : rate;

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
