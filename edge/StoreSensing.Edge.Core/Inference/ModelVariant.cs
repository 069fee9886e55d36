using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreSensing.Edge.Core.Inference;

/// <summary>
/// The record beside a model that was made on this machine from a catalogued one, e.g. in int8. Its bytes depend on the calibration pictures, so no
/// catalog can know them: the record ties them to the source that the catalog knows, and says what the change costs.
/// </summary>
public sealed record ModelVariant
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Its name, <c>[a-z0-9-]</c>, e.g. <c>yunet-n-int8</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The catalogued model that it was made from.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 (hex) of that model's file.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>SHA-256 (hex) of the variant's file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the variant's file.</summary>
    public required long Bytes { get; init; }

    /// <summary>How it was made, and on which pictures.</summary>
    public required string Made { get; init; }

    /// <summary>What it costs and gains, measured when it was made.</summary>
    public required IReadOnlyList<VariantFigure> Figures { get; init; }

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, _json);

    /// <summary>Reads a record and ties it to the catalog: the entry of the variant, with the source's task, tensors and licence.</summary>
    /// <param name="json">The record.</param>
    /// <param name="source">Its file's name, for messages.</param>
    /// <param name="catalog">What is known.</param>
    /// <exception cref="InferenceException">Not a record, or its source is not the file that the catalog names.</exception>
    public static ModelEntry Entry(string json, string source, ModelCatalog catalog)
    {
        ModelVariant? record;
        try
        {
            record = JsonSerializer.Deserialize<ModelVariant>(json, _json);
        }
        catch (JsonException e)
        {
            throw new InferenceException($"model record '{source}' is not readable: {e.Message}");
        }
        if (record is null || catalog.Find(record.Source) is not { } entry)
            throw new InferenceException($"model record '{source}': the catalog has no model '{record?.Source}' that it could be made from");
        if (record.SourceSha256 != entry.Sha256)
            throw new InferenceException($"model record '{source}' was made from another file of '{entry.Name}' than the catalog names: expected sha256 {entry.Sha256}, found {record.SourceSha256}; make it anew");
        return entry with
        {
            Name = record.Name, Sha256 = record.Sha256, Bytes = record.Bytes, Origin = $"file:{record.Name}.onnx", Integrity = null, Import = null,
            Default = false, Recommended = false, Summary = $"{entry.Summary} {record.Made}",
        };
    }
}

/// <summary>One way to use the model, before and after.</summary>
/// <param name="Way">Input size and tiles.</param>
/// <param name="Ap50Source">Average precision at IoU 0.5 of the source.</param>
/// <param name="Ap50">Of the variant.</param>
/// <param name="MillisecondsSource">Median milliseconds per picture of the source, one thread.</param>
/// <param name="Milliseconds">Of the variant.</param>
public sealed record VariantFigure(string Way, double Ap50Source, double Ap50, double MillisecondsSource, double Milliseconds);
