using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary>Which files a command is about.</summary>
internal static class Selection
{
    /// <summary>The runtime always; then the named models, or the defaults, with the recommended ones or all. Recommended ones come on top of names, too.</summary>
    public static List<Wanted> Of(ModelStore store, IReadOnlyList<string> names, bool all, bool recommended = false)
    {
        var named = names.Distinct().Select(store.Entry).ToList();
        var others = store.Catalog.Models.Where(model => !named.Contains(model) && (all || (recommended && model.Recommended) || (named.Count == 0 && model.Default)));
        // Who names a model wants it; a set goes well without those that nobody can download.
        return
        [
            Wanted.Runtime(store),
            .. named.Select(model => Wanted.Of(store, model)),
            .. others.Select(model => Wanted.Of(store, model) with { Optional = model.ByHand is not null }),
        ];
    }
}
