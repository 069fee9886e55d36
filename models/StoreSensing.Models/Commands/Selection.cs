using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary>Which files a command is about.</summary>
internal static class Selection
{
    /// <summary>The runtime always; then the named models, or the defaults, or all.</summary>
    public static List<Wanted> Of(ModelStore store, IReadOnlyList<string> names, bool all)
    {
        var models = names.Count > 0
            ? names.Distinct().Select(store.Entry)
            : store.Catalog.Models.Where(model => all || model.Default);
        return [Wanted.Runtime(store), .. models.Select(model => Wanted.Of(store, model))];
    }
}
