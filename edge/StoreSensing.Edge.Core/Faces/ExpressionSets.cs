using System.Text.Json;
using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>What was measured about sets of expression networks: <c>models/expression.json</c>, written by <c>storesensing-models eval expression --write</c>.</summary>
public sealed class ExpressionSets
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    private readonly string _source;

    private ExpressionSets(IReadOnlyList<ExpressionSet> sets, string source) => (All, _source) = (sets, source);

    /// <summary>The sets, in the file's order.</summary>
    public IReadOnlyList<ExpressionSet> All { get; }

    /// <summary>Reads the file's text and checks it.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="InferenceException">Not such a file; the message names it and all that is wrong.</exception>
    public static ExpressionSets Parse(string json, string source)
    {
        List<ExpressionSet>? sets;
        try
        {
            sets = JsonSerializer.Deserialize<List<ExpressionSet>>(json, _json);
        }
        catch (JsonException e)
        {
            throw new InferenceException($"expression sets '{source}' are not readable: {e.Message}");
        }
        if (sets is null)
            throw new InferenceException($"expression sets '{source}' are empty");
        string[] errors = [.. sets.SelectMany(Errors), .. sets.CountBy(s => s.Name).Where(n => n.Value > 1).Select(n => $"set '{n.Key}' is listed {n.Value} times")];
        return errors.Length == 0 ? new ExpressionSets(sets, source) : throw new InferenceException($"expression sets '{source}': {string.Join("; ", errors)}");
    }

    /// <summary>The file's text.</summary>
    public static string Write(IReadOnlyList<ExpressionSet> sets) => JsonSerializer.Serialize(sets, _json) + "\n";

    /// <summary>A set whose networks are the very files that were measured.</summary>
    /// <exception cref="InferenceException">No such set, or a network in the catalog is another file than the measured one.</exception>
    public ExpressionSet Require(string name, ModelCatalog catalog)
    {
        var set = All.FirstOrDefault(s => s.Name == name)
            ?? throw new InferenceException($"expression set '{name}' was never measured; '{_source}' has {string.Join(", ", All.Select(s => s.Name))}");
        foreach (var model in set.Models)
        {
            var entry = catalog.Find(model.Name) ?? throw new InferenceException($"expression set '{name}' of '{_source}' needs model '{model.Name}', which is not in the catalog");
            if (entry.Sha256 != model.Sha256)
                throw new InferenceException($"expression set '{name}' was measured with another '{model.Name}' ({model.Sha256[..12]}…, the catalog has {entry.Sha256[..12]}…): measure again with storesensing-models eval expression --data FOLDER --write");
        }
        return set;
    }

    private static IEnumerable<string> Errors(ExpressionSet set)
    {
        var name = $"set '{set.Name}'";
        if (set.Models.Count == 0)
            yield return $"{name} has no models";
        foreach (var model in set.Models)
        {
            if (model.Sha256.Length != 64)
                yield return $"{name}: sha256 of '{model.Name}' is not 64 hex digits";
            if (!(model.Calibration.Temperature > 0))
                yield return $"{name}: temperature of '{model.Name}' is {model.Calibration.Temperature}, not above 0";
        }
        if (!(set.Temperature > 0))
            yield return $"{name}: temperature is {set.Temperature}, not above 0";
        if (set.Threshold is not (>= 0 and <= 1))
            yield return $"{name}: threshold is {set.Threshold}, not 0 to 1";
        var p = set.Prior;
        if (!(p.Positive > 0 && p.Neutral > 0 && p.Negative > 0 && p.Surprise > 0 && Math.Abs(p.Positive + p.Neutral + p.Negative + p.Surprise - 1) < 1e-3))
            yield return $"{name}: prior is not four shares above 0 that sum to 1";
        if (Problem(set.Confusion) is { } problem)
            yield return $"{name}: {problem}";
    }

    private static string? Problem(IReadOnlyList<IReadOnlyList<int>> confusion)
    {
        try
        {
            ConfusionMatrix.FromRows(confusion);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
