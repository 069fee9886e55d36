using StoreSensing.Cloud.Core.Storage;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>Arithmetic that every answer shares.</summary>
internal static class Figures
{
    /// <summary>Six decimals: hides what adding binary fractions leaves behind, keeps microseconds.</summary>
    public static double Round(double value) => Math.Round(value, 6);

    /// <inheritdoc cref="Round(double)"/>
    public static double? Round(double? value) => value is { } v ? Round(v) : null;

    /// <summary>Six significant digits: densities are small, and decimals would cut them off.</summary>
    public static double? Significant(double? value)
    {
        if (value is not { } v || v == 0 || !double.IsFinite(v))
            return value;
        var scale = Math.Pow(10, 5 - Math.Floor(Math.Log10(Math.Abs(v))));
        return Math.Round(v * scale) / scale;
    }

    /// <summary>Quantile of ascending values, interpolated between neighbouring ranks (Hyndman and Fan 1996, type 7); 0 of none.</summary>
    public static double Quantile(IReadOnlyList<double> ascending, double q)
    {
        if (ascending.Count == 0)
            return 0;
        var rank = q * (ascending.Count - 1);
        var below = ascending[(int)Math.Floor(rank)];
        var above = ascending[(int)Math.Ceiling(rank)];
        return below + ((above - below) * (rank - Math.Floor(rank)));
    }
}

/// <summary>
/// Observed seconds of one place: added up per device; of several devices, the most any one observed. Several messages may describe one
/// window (a late part, a restart within it): together they observed no more than the window has. Windows come in their order.
/// </summary>
internal sealed class ObservedTime
{
    private readonly Dictionary<string, (double Before, DateTimeOffset Start, double Here)> _byDevice = [];

    public void Add(WindowOrigin window, double seconds)
    {
        var (before, start, here) = _byDevice.GetValueOrDefault(window.Device);
        if (start != window.Start)
            (before, here) = (before + here, 0);
        _byDevice[window.Device] = (before, window.Start, Math.Min(here + seconds, window.Seconds));
    }

    public bool IsEmpty => _byDevice.Count == 0;

    public double Seconds => _byDevice.Count == 0 ? 0 : _byDevice.Values.Max(d => d.Before + d.Here);
}
