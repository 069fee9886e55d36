using System.Runtime.InteropServices;
using StoreSensing.Configuration;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>The models and the runtime that are on this machine, as the catalog names them; only files whose hash is right are handed out.</summary>
public sealed class ModelStore
{
    private ModelStore(ModelCatalog catalog, string catalogPath, string folder) =>
        (Catalog, CatalogPath, Folder) = (catalog, catalogPath, folder);

    /// <summary>What is known.</summary>
    public ModelCatalog Catalog { get; }

    /// <summary>Where the catalog was read.</summary>
    public string CatalogPath { get; }

    /// <summary>The cache folder: <c>models/</c> and <c>runtime/</c> lie in it.</summary>
    public string Folder { get; }

    /// <summary>The catalog beside the program.</summary>
    public static string DefaultCatalogPath => Path.Combine(AppContext.BaseDirectory, "models", "catalog.json");

    /// <summary><c>$STORESENSING_MODELS</c>, or <c>storesensing</c> in <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public static string DefaultFolder =>
        Set("STORESENSING_MODELS") ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "storesensing");

    /// <summary><c>linux-x64</c>, <c>linux-arm64</c>, …: this machine's key among the runtime's libraries.</summary>
    public static string Platform =>
        $"{(OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : "win32")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>Reads the catalog; null means the default place. Touches no model file yet.</summary>
    /// <exception cref="InferenceException">The catalog is absent or wrong; the message names it.</exception>
    public static ModelStore Open(string? catalogPath = null, string? cacheFolder = null)
    {
        var path = Path.GetFullPath(catalogPath ?? DefaultCatalogPath);
        return new ModelStore(ModelCatalog.Parse(Read(path, "model catalog"), path), path, Path.GetFullPath(cacheFolder ?? DefaultFolder));
    }

    private static string Read(string path, string what)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{what} '{path}' can't be read: {e.Message}");
        }
    }

    /// <summary>A set of expression networks as it was measured: of <c>expression.json</c> beside the catalog.</summary>
    /// <exception cref="InferenceException">The file is absent or wrong, there is no such set, or a network is not the measured file.</exception>
    public ExpressionSet ExpressionSet(string name)
    {
        var path = Path.Combine(Path.GetDirectoryName(CatalogPath)!, "expression.json");
        return ExpressionSets.Parse(Read(path, "measured expression sets"), path).Require(name, Catalog);
    }

    /// <summary>The catalog's entry, or that of a variant whose record lies in the cache.</summary>
    /// <exception cref="InferenceException">Unknown; the message gives the nearest name. Or a variant whose source is not the catalog's.</exception>
    public ModelEntry Entry(string name) =>
        Catalog.Find(name) ?? Variant(name) ?? throw new InferenceException($"no model '{name}' in the catalog{Nearest.Suggest(name, Catalog.Models.Select(model => model.Name))}");

    /// <summary>The runtime's library for this platform.</summary>
    /// <exception cref="InferenceException">There is none for this platform.</exception>
    public RuntimeLibrary RuntimeEntry() =>
        Catalog.Runtime.Libraries.GetValueOrDefault(Platform)
            ?? throw new InferenceException($"{Catalog.Runtime.Name} {Catalog.Runtime.Version} has no library for {Platform}; there is one for {string.Join(", ", Catalog.Runtime.Libraries.Keys)}");

    /// <summary>Where a model's file lies once it is fetched.</summary>
    public string PathOf(ModelEntry model) => Path.Combine(Folder, "models", model.FileName);

    /// <summary>Where the runtime's library lies once it is fetched.</summary>
    public string RuntimePath() => Path.Combine(Folder, "runtime", $"{Catalog.Runtime.Name}-{Catalog.Runtime.Version}", Platform, Path.GetFileName(RuntimeEntry().Path));

    /// <summary>The path of a model's file, its hash checked.</summary>
    /// <exception cref="InferenceException">Unknown, not fetched, or not the file that the catalog names.</exception>
    public string ModelFile(string name)
    {
        var model = Entry(name);
        return FileHash.Require(PathOf(model), model.Sha256, $"model '{name}'", $"storesensing-models fetch {name}");
    }

    /// <summary>The path of the runtime's native library, its hash checked.</summary>
    /// <exception cref="InferenceException">Not fetched, or not the file that the catalog names.</exception>
    public string RuntimeLibrary() =>
        FileHash.Require(RuntimePath(), RuntimeEntry().Sha256, $"{Catalog.Runtime.Name} {Catalog.Runtime.Version}", "storesensing-models fetch");

    /// <summary>Opens a model after checking its hash, and checks its inputs and outputs against the catalog.</summary>
    /// <exception cref="InferenceException">As <see cref="ModelFile"/>, or the model has other tensors than the catalog says.</exception>
    public IInferenceSession OpenSession(IInferenceRuntime runtime, string name, InferenceOptions options)
    {
        var session = runtime.Open(ModelFile(name), options);
        try
        {
            var entry = Entry(name);
            CatalogShapes.Require(name, "input", entry.Inputs, session.Inputs);
            CatalogShapes.Require(name, "output", entry.Outputs, session.Outputs);
            // Where the catalog leaves a side open only the opened model tells.
            OutputRules.Require(entry, session.Outputs);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Where the record of a variant lies.</summary>
    public string RecordOf(string variant) => Path.Combine(Folder, "models", variant + ".json");

    private ModelEntry? Variant(string name)
    {
        // A name becomes a path: only what could be a catalog's name is looked for.
        if (!name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') || !File.Exists(RecordOf(name)))
            return null;
        var entry = ModelVariant.Entry(File.ReadAllText(RecordOf(name)), RecordOf(name), Catalog);
        return entry.Name == name ? entry : throw new InferenceException($"model record '{RecordOf(name)}' is of '{entry.Name}'");
    }

    private static string? Set(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
