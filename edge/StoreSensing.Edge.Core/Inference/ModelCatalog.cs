using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreSensing.Edge.Core.Inference;

/// <summary>Every known model and the runtime that runs them: <c>models/catalog.json</c>.</summary>
public sealed record ModelCatalog
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The runtime.</summary>
    public required RuntimeEntry Runtime { get; init; }

    /// <summary>The models, in the file's order.</summary>
    public required IReadOnlyList<ModelEntry> Models { get; init; }

    /// <summary>The entry of that name, or null.</summary>
    public ModelEntry? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>Reads a catalog and checks it.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="InferenceException">Not a catalog; the message names the file and everything that is wrong.</exception>
    public static ModelCatalog Parse(string json, string source)
    {
        ModelCatalog? catalog;
        try
        {
            catalog = JsonSerializer.Deserialize<ModelCatalog>(json, _json);
        }
        catch (JsonException e)
        {
            throw new InferenceException($"model catalog '{source}' is not readable: {e.Message}");
        }
        if (catalog is null)
            throw new InferenceException($"model catalog '{source}' is empty");
        var errors = CatalogRules.Errors(catalog).ToList();
        return errors.Count == 0 ? catalog : throw new InferenceException($"model catalog '{source}': {string.Join("; ", errors)}");
    }
}
