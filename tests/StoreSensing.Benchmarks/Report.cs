using System.Globalization;
using System.Text.Json;

namespace StoreSensing.Benchmarks;

/// <summary>Figures as they are measured: <c>topic.figure value unit bar ok|short</c>, or one JSON array at the end.</summary>
internal sealed class Report(bool json)
{
    private readonly List<object> _figures = [];

    /// <summary>True when any figure missed its bar.</summary>
    public bool AnyShort { get; private set; }

    /// <summary>A figure that must be at most <paramref name="bar"/>.</summary>
    public void AtMost(string name, double value, string unit, double bar) => Add(name, value, unit, "<=" + Show(bar), value <= bar);

    /// <summary>A figure that must be at least <paramref name="bar"/>.</summary>
    public void AtLeast(string name, double value, string unit, double bar) => Add(name, value, unit, ">=" + Show(bar), value >= bar);

    /// <summary>A figure without a bar.</summary>
    public void Plain(string name, double value, string unit) => Add(name, value, unit, "-", true);

    /// <summary>Says what was not measured, and why.</summary>
    public void Skip(string topic, string why) => Console.Error.WriteLine($"{topic}: skipped: {why}");

    public void Close()
    {
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(_figures));
    }

    private void Add(string name, double value, string unit, string bar, bool good)
    {
        AnyShort |= !good;
        _figures.Add(new { name, value, unit, bar, result = good ? "ok" : "short" });
        if (!json)
            Console.WriteLine($"{name} {Show(value)} {unit} {bar} {(good ? "ok" : "short")}");
    }

    // Tiny figures, as rounding errors, would all read 0.
    private static string Show(double value) => value.ToString(Math.Abs(value) is > 0 and < 0.0005 ? "0.##e0" : "0.###", CultureInfo.InvariantCulture);
}
