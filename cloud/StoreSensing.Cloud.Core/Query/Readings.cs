using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>How each device reads expressions, by what it says of itself now, and what its decisions are worth.</summary>
internal sealed class Readings
{
    private readonly Dictionary<string, (ExpressionDescription It, ConfusionMatrix? Matrix)> _byDevice = [];

    /// <summary>From the devices' descriptions. Devices with equal matrices share one, so that their people are corrected together.</summary>
    public static Readings Of(IReadOnlyList<DeviceRecord> devices)
    {
        var readings = new Readings();
        var matrices = new Dictionary<string, ConfusionMatrix>();
        foreach (var device in devices)
        {
            if (device.Describe?.Expression is not { } reading)
                continue;
            ConfusionMatrix? matrix = null;
            if (reading.Confusion is { } rows && Usable(rows))
            {
                var key = string.Join(';', rows.Select(row => string.Join(',', row)));
                if (!matrices.TryGetValue(key, out matrix))
                    matrices[key] = matrix = ConfusionMatrix.FromRows(rows);
            }
            readings._byDevice[device.Address.Device] = (reading, matrix);
        }
        return readings;
    }

    public IReadOnlyList<string> Models(IEnumerable<string> devices) => [.. Known(devices).SelectMany(r => r.Models).Distinct()];

    public IReadOnlyList<string> MeasuredOn(IEnumerable<string> devices) => [.. Known(devices).Select(r => r.MeasuredOn).OfType<string>().Distinct()];

    /// <summary>Shares behind the devices' decisions; corrected only where every device's mistakes are known.</summary>
    public (ExpressionRange? Shares, bool Corrected) Estimate(IReadOnlyDictionary<string, int[]> decisions)
    {
        var byMatrix = decisions.GroupBy(d => _byDevice.GetValueOrDefault(d.Key).Matrix)
            .Select(g => (Matrix: g.Key, Sum: Sum(g.Select(d => d.Value)))).ToList();
        if (byMatrix.Count == 0)
            return (null, false);
        if (byMatrix.Exists(g => g.Matrix is null))
            return (Bare(Sum(byMatrix.Select(g => g.Sum))), false);
        var parts = byMatrix.Select(g => (People: g.Sum.Sum(n => (long)n), It: ShareCorrection.Correct(g.Sum, g.Matrix!))).Where(p => p.It is not null).ToList();
        return parts.Count == 0 ? (null, false) : (Pooled(parts!), true);
    }

    private IEnumerable<ExpressionDescription> Known(IEnumerable<string> devices) => devices.Where(_byDevice.ContainsKey).Select(d => _byDevice[d].It);

    // A matrix without a labelled face of some class says nothing about it.
    private static bool Usable(IReadOnlyList<IReadOnlyList<int>> rows) =>
        rows.Count == ConfusionMatrix.Classes && rows.All(row => row.Count == ConfusionMatrix.Decisions && row.All(n => n >= 0) && row.Any(n => n > 0));

    private static int[] Sum(IEnumerable<int[]> counts)
    {
        var sum = new int[ConfusionMatrix.Decisions];
        foreach (var part in counts)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += part[i];
        return sum;
    }

    // Of those decided about; the interval holds the sampling error alone, and no scale is told: both would look surer than they are.
    private static ExpressionRange? Bare(int[] decisions)
    {
        var people = decisions.Take(ConfusionMatrix.Classes).Sum(n => (long)n);
        if (people == 0)
            return null;
        ShareSummary Share(int i) => ShareSummary.Of((double)decisions[i] / people, WilsonInterval.Of((double)decisions[i] / people, people));
        return new ExpressionRange(Share(0), Share(1), Share(2), Share(3), null, null);
    }

    private static ExpressionRange Pooled(IReadOnlyList<(long People, ExpressionEstimate It)> parts)
    {
        ShareSummary Share(Func<ExpressionEstimate, ShareEstimate> of)
        {
            var (share, low, high) = Pool(parts, e => (of(e).Share, of(e).Low, of(e).High));
            return ShareSummary.Of(share, (Math.Max(0, low), Math.Min(1, high)));
        }
        ScaleSummary Scale(Func<ExpressionEstimate, ScaleEstimate> of)
        {
            var (mean, low, high) = Pool(parts, e => (of(e).Mean, of(e).Low, of(e).High));
            return new ScaleSummary(Figures.Round(mean), Figures.Round(Math.Max(-1, low)), Figures.Round(Math.Min(1, high)));
        }
        return new ExpressionRange(
            Share(e => e.Positive), Share(e => e.Neutral), Share(e => e.Negative), Share(e => e.Surprise), Scale(e => e.Valence), Scale(e => e.Arousal));
    }

    // Mean of independent estimates weighted with people; each side of its interval from the same sides of theirs (MOVER: Zou and Donner, "Construction of
    // confidence limits about effect measures", Statistics in Medicine 27, 2008).
    private static (double Mean, double Low, double High) Pool(
        IReadOnlyList<(long People, ExpressionEstimate It)> parts, Func<ExpressionEstimate, (double Mean, double Low, double High)> of)
    {
        var people = (double)parts.Sum(p => p.People);
        double mean = 0, below = 0, above = 0;
        foreach (var (n, it) in parts)
        {
            var (weight, part) = (n / people, of(it));
            mean += weight * part.Mean;
            below += Math.Pow(weight * (part.Mean - part.Low), 2);
            above += Math.Pow(weight * (part.High - part.Mean), 2);
        }
        return (mean, mean - Math.Sqrt(below), mean + Math.Sqrt(above));
    }
}
