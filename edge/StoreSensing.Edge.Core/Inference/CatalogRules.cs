using System.Text.RegularExpressions;

namespace StoreSensing.Edge.Core.Inference;

/// <summary>What a catalog must hold to before any of its files is touched.</summary>
internal static partial class CatalogRules
{
    public static IEnumerable<string> Errors(ModelCatalog catalog) =>
        Runtime(catalog.Runtime)
            .Concat(catalog.Models.SelectMany(Model))
            .Concat(catalog.Models.GroupBy(model => model.Name).Where(group => group.Count() > 1).Select(group => $"model '{group.Key}' is listed {group.Count()} times"));

    private static IEnumerable<string> Runtime(RuntimeEntry runtime)
    {
        // Name and version become a folder of the cache.
        if (!Version().IsMatch(runtime.Version) || !Name().IsMatch(runtime.Name))
            yield return $"runtime '{runtime.Name}' '{runtime.Version}' is not a name and a version";
        if (!NpmPackage().IsMatch(runtime.Origin))
            yield return $"runtime origin '{runtime.Origin}' is not npm:package@version";
        if (!Sha512().IsMatch(runtime.Integrity))
            yield return $"runtime integrity '{runtime.Integrity}' is not sha512-…";
        foreach (var (platform, library) in runtime.Libraries)
        {
            if (!Name().IsMatch(platform))
                yield return $"runtime platform '{platform}' is not a name like linux-x64";
            if (!Sha256().IsMatch(library.Sha256))
                yield return $"runtime library {platform}: sha256 '{library.Sha256}' is not 64 lower-case hex digits";
        }
    }

    private static IEnumerable<string> Model(ModelEntry model)
    {
        var name = $"model '{model.Name}'";
        if (!Name().IsMatch(model.Name))
            yield return $"{name}: a name has 1 to 60 of a-z, 0-9 and -";
        if (model.Task == ModelTask.Identification)
            yield return $"{name} is for identification; no model that tells one person from another is loaded";
        else if (!ModelTask.Known.Contains(model.Task))
            yield return $"{name}: unknown task '{model.Task}'; known are {string.Join(", ", ModelTask.Known)}";
        if (!Sha256().IsMatch(model.Sha256))
            yield return $"{name}: sha256 '{model.Sha256}' is not 64 lower-case hex digits";
        if (model.Inputs.Count == 0 || model.Outputs.Count == 0)
            yield return $"{name}: inputs and outputs are needed";
        if (OutputRules.Refusal(model.Task, model.Outputs) is { } refusal)
            yield return $"{name}: {refusal}";
        if (model.Default && model.Recommended)
            yield return $"{name} is a default already; recommended marks what is better than a default";
        foreach (var error in Origin(model, name))
            yield return error;
    }

    private static IEnumerable<string> Origin(ModelEntry model, string name)
    {
        var npm = NpmFile().IsMatch(model.Origin);
        if (!npm && !model.Origin.StartsWith("https://", StringComparison.Ordinal) && !model.Origin.StartsWith("file:", StringComparison.Ordinal))
            yield return $"{name}: origin '{model.Origin}' is not npm:package@version#path, https://… or file:…";
        if (npm && (model.Integrity is null || !Sha512().IsMatch(model.Integrity)))
            yield return $"{name}: integrity '{model.Integrity}' is not the package's sha512-…";
        if (model.ByHand is not null && !model.Origin.StartsWith("file:", StringComparison.Ordinal))
            yield return $"{name}: byHand says why a file has to be put there by hand, but origin '{model.Origin}' can be downloaded";
        if (model.Import is not { } import)
            yield break;
        if (!npm)
            yield return $"{name}: only a model from npm can be imported";
        if (import.Sources.Count != 2 || import.Sources.Values.Any(hash => !Sha256().IsMatch(hash)))
            yield return $"{name}: an import has two sources, graph and weights, each with its sha256";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9][0-9a-z.-]{0,39}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\Asha512-[A-Za-z0-9+/]{86}==\z")]
    private static partial Regex Sha512();

    [GeneratedRegex(@"\Anpm:(@[a-z0-9._-]+/)?[a-z0-9._-]+@[0-9A-Za-z.+-]+\z")]
    private static partial Regex NpmPackage();

    [GeneratedRegex(@"\Anpm:(@[a-z0-9._-]+/)?[a-z0-9._-]+@[0-9A-Za-z.+-]+#[^\s]+\z")]
    private static partial Regex NpmFile();
}
