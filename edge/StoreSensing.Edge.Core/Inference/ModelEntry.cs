namespace StoreSensing.Edge.Core.Inference;

/// <summary>One known model: what it does, where it comes from, and what it takes and gives.</summary>
public sealed record ModelEntry
{
    /// <summary>Short name, <c>[a-z0-9-]</c>, as the configuration writes it.</summary>
    public required string Name { get; init; }

    /// <summary>What it does; one of <see cref="ModelTask.Known"/>.</summary>
    public required string Task { get; init; }

    /// <summary>Whether the agent uses it unless configured otherwise.</summary>
    public bool Default { get; init; }

    /// <summary>Whether it is better than the default of its task where a machine can have it.</summary>
    public bool Recommended { get; init; }

    /// <summary>One line for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Where the bytes come from: <c>npm:package@version#path</c>, <c>https://…</c> or <c>file:…</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Why the file has to be put there by hand, and what it is made from; null where it can be downloaded.</summary>
    public string? ByHand { get; init; }

    /// <summary>The npm package's <c>sha512-…</c> integrity; null for other origins.</summary>
    public string? Integrity { get; init; }

    /// <summary>SHA-256 of the ONNX file, hex: as downloaded, or as the importer writes it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the ONNX file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Under which terms.</summary>
    public required ModelLicence Licence { get; init; }

    /// <summary>The model card, relative to the catalog; null where there is none.</summary>
    public string? Card { get; init; }

    /// <summary>How pixels become the input, in words.</summary>
    public required string Preprocessing { get; init; }

    /// <summary>Inputs in graph order, −1 where a side is open.</summary>
    public required IReadOnlyList<TensorInfo> Inputs { get; init; }

    /// <summary>Outputs in graph order, −1 where a side is open.</summary>
    public required IReadOnlyList<TensorInfo> Outputs { get; init; }

    /// <summary>How a TensorFlow.js graph becomes the ONNX file; null where the origin is ONNX already.</summary>
    public ModelImport? Import { get; init; }

    /// <summary>The file's name in the model folder.</summary>
    public string FileName => Name + ".onnx";
}

/// <summary>Licences of a model.</summary>
/// <param name="Code">Of the code it comes with, as SPDX.</param>
/// <param name="Weights">Of the weights.</param>
/// <param name="Training">The training pictures and their terms, which can be narrower than those of the weights.</param>
public sealed record ModelLicence(string Code, string Weights, string? Training = null);

/// <summary>How a TensorFlow.js graph model becomes an ONNX file.</summary>
public sealed record ModelImport
{
    /// <summary>SHA-256 (hex) of each source file by its path inside the package, the graph's JSON first.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    /// <summary>Whether height and width stay open in the ONNX file.</summary>
    public bool OpenSize { get; init; }

    /// <summary>Where the graph is cut, and what its outputs are called.</summary>
    public required IReadOnlyList<ModelImportOutput> Outputs { get; init; }
}

/// <summary>One output of an imported model.</summary>
/// <param name="Name">Its name in the ONNX file.</param>
/// <param name="Node">The TensorFlow node that computes it.</param>
/// <param name="Channels">Only the first so many channels; null for all.</param>
public sealed record ModelImportOutput(string Name, string Node, int? Channels = null);
