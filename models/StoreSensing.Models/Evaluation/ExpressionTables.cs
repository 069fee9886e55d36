using System.Globalization;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>Figures about expressions as the cards show them.</summary>
internal static class ExpressionTables
{
    /// <summary>The first table's head.</summary>
    public const string Head =
        "| networks | faces by | faces found | happy against rest, AUC | balanced accuracy, 4 classes (95 %) | calibration error (binned) |\n|---|---|---:|---:|---:|---:|";

    private const string CalibrationHead = "| calibration | temperature | bias: positive | neutral | negative | surprise |\n|---|---:|---:|---:|---:|---:|";
    private const string CoverageHead = "| set | decided about from | faces decided about | right | right, each class the same |\n|---|---:|---:|---:|---:|";
    private const string SharesHead = "| set | error of shares: as decided → corrected | half against half | interval holds |\n|---|---:|---:|---:|";

    /// <summary>All tables: of a card where a network is given, else of everything.</summary>
    public static string Of(IReadOnlyList<ExpressionFigures> figures, IReadOnlyList<ExpressionSet> sets, string? network)
    {
        List<string> lines = [Head, .. figures.Select(Row)];
        var configured = figures.Where(f => f.IsSet).ToList();
        if (configured.Count == 0)
            return string.Join('\n', lines);
        lines.AddRange(["", CalibrationHead, .. sets.Where(s => configured.Exists(f => f.Name == s.Name)).SelectMany(s => Calibration(s, network))]);
        lines.AddRange(["", CoverageHead, .. configured.SelectMany(f => f.Coverage.Select(point => Row(f, point)))]);
        lines.AddRange(["", SharesHead, .. configured.Select(Shares)]);
        return string.Join('\n', lines);
    }

    /// <summary>What the first column calls a way.</summary>
    public static string Title(string name, bool isSet) => isSet ? $"set `{name}`" : name;

    private static string Row(ExpressionFigures f)
    {
        var balanced = f.BalancedAccuracy;
        return $"| {Title(f.Name, f.IsSet)} | {f.Detector} | {f.Faces} of {f.Pictures} | {Share(f.HappyArea)} | {Share(balanced.Value)} ({Share(balanced.Low)}–{Share(balanced.High)}) | {Share(f.CalibrationError)} ({Share(f.BinnedCalibrationError)}) |";
    }

    private static IEnumerable<string> Calibration(ExpressionSet set, string? network)
    {
        foreach (var model in set.Models.Where(m => network is null || m.Name == network))
        {
            var (temperature, bias) = (model.Calibration.Temperature, model.Calibration.Bias);
            yield return $"| {model.Name} in `{set.Name}` | {Number(temperature)} | {Number(bias.Positive)} | {Number(bias.Neutral)} | {Number(bias.Negative)} | {Number(bias.Surprise)} |";
        }
        if (set.Models.Count > 1)
            yield return $"| mean of `{set.Name}` | {Number(set.Temperature)} | – | – | – | – |";
    }

    private static string Row(ExpressionFigures f, CoveragePoint point)
    {
        var threshold = point.Threshold == 0 ? "none abstained on" : point.Threshold.ToString("0.0", CultureInfo.InvariantCulture);
        var covered = point.Coverage.ToString("0 %", CultureInfo.InvariantCulture);
        return $"| `{f.Name}` | {(point.Threshold == ExpressionTrial.Threshold ? $"**{threshold}**" : threshold)} | {covered} | {Share(point.Accuracy)} | {Share(point.Balanced)} |";
    }

    private static string Shares(ExpressionFigures f) =>
        $"| `{f.Name}` | {Share(f.Shares.Raw)} → {Share(f.Shares.Corrected)} | {Share(f.SharesOfHalves.Raw)} → {Share(f.SharesOfHalves.Corrected)} | {f.SharesOfHalves.Held.ToString("0 %", CultureInfo.InvariantCulture)} |";

    private static string Share(double value) => double.IsNaN(value) ? "–" : value >= 0.9995 ? "1" : value.ToString(".000", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');
}
