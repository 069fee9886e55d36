using System.Globalization;
using System.Text;

namespace StoreSensing.Cloud.Aggregator.Metrics;

/// <summary>Writes the Prometheus text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public PrometheusText Counter(string name, string help, double value) => Head(name, help, "counter").Sample(name, "", value);

    public PrometheusText Gauge(string name, string help, double value) => Head(name, help, "gauge").Sample(name, "", value);

    /// <summary>A counter with a sample for each value of one label.</summary>
    public PrometheusText Counter(string name, string help, string label, IEnumerable<KeyValuePair<string, long>> values)
    {
        Head(name, help, "counter");
        foreach (var (key, value) in values)
            Sample(name, Label(label, key), value);
        return this;
    }

    /// <summary>A histogram of seconds: counts up to each bound, then of all.</summary>
    public PrometheusText Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> cumulative, double sum)
    {
        Head(name, help, "histogram");
        for (var i = 0; i < bounds.Count; i++)
            Sample($"{name}_bucket", Label("le", Number(bounds[i])), cumulative[i]);
        return Sample($"{name}_bucket", Label("le", "+Inf"), cumulative[^1]).Sample($"{name}_sum", "", sum).Sample($"{name}_count", "", cumulative[^1]);
    }

    public override string ToString() => _text.ToString();

    private PrometheusText Head(string name, string help, string type)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private PrometheusText Sample(string name, string labels, double value)
    {
        _text.Append(name).Append(labels).Append(' ').Append(Number(value)).Append('\n');
        return this;
    }

    private static string Label(string name, string value) => $"{{{name}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"}}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
