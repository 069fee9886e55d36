using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Evaluation;

namespace StoreSensing.Models.Fetch;

/// <summary>Which lines of the agent's configuration use the recommended models that are here: fetching alone changes nothing.</summary>
internal static class Hints
{
    /// <summary>The lines, none where no recommended model is here.</summary>
    public static IEnumerable<string> Of(ModelStore store)
    {
        bool Here(string model) => store.Catalog.Find(model) is { } entry && File.Exists(store.PathOf(entry));

        if (Here("yunet-n"))
            yield return "cameras[].detector: yunet    (or faces: yunet beside a detector of people)";
        // The best set comes last; emotion alone is what is used without a line.
        if (ExpressionWay.All.LastOrDefault(way => way.IsSet && way.Networks.Count > 1 && way.Models.All(Here)) is { } set)
            yield return $"expression.models: {set.Name}    (faces must be found by yunet)";
    }
}
