namespace StoreSensing.Edge.Core.Inference;

/// <summary>The inference runtime's native library: one npm package, one file per platform.</summary>
public sealed record RuntimeEntry
{
    /// <summary>Short name, e.g. <c>onnxruntime</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, e.g. <c>1.20.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Licence as SPDX.</summary>
    public required string Licence { get; init; }

    /// <summary>The package: <c>npm:name@version</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The package's <c>sha512-…</c> integrity.</summary>
    public required string Integrity { get; init; }

    /// <summary>The library of each platform, by <c>linux-x64</c>, <c>linux-arm64</c>.</summary>
    public required IReadOnlyDictionary<string, RuntimeLibrary> Libraries { get; init; }
}

/// <summary>One native library.</summary>
/// <param name="Path">Inside the package.</param>
/// <param name="Sha256">Of the extracted file, hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record RuntimeLibrary(string Path, string Sha256, long Bytes);
