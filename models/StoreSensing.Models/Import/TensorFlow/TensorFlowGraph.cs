using System.Text.Json;

namespace StoreSensing.Models.Import.TensorFlow;

/// <summary>A TensorFlow.js graph model: nodes by name, and constants with their values.</summary>
internal sealed record TensorFlowGraph(IReadOnlyDictionary<string, TensorFlowNode> Nodes, IReadOnlyDictionary<string, TensorFlowTensor> Constants)
{
    /// <summary>Reads <c>model.json</c> and its weights.</summary>
    /// <exception cref="ImportException">Not such a model.</exception>
    public static TensorFlowGraph Read(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> weights)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ImportException($"the graph is not JSON: {e.Message}");
        }
        if (!root.TryGetProperty("modelTopology", out var topology) || !topology.TryGetProperty("node", out var list) || !root.TryGetProperty("weightsManifest", out var manifest))
            throw new ImportException("the graph is not a TensorFlow.js graph model: modelTopology.node or weightsManifest is missing");
        var nodes = list.EnumerateArray().Select(Node).ToDictionary(node => node.Name);
        return new TensorFlowGraph(nodes, WeightManifest.Read(manifest, weights));
    }

    private static TensorFlowNode Node(JsonElement node)
    {
        var inputs = node.TryGetProperty("input", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        return new TensorFlowNode(
            node.GetProperty("name").GetString()!,
            node.GetProperty("op").GetString()!,
            // A leading ^ is a control dependency: order only, no data.
            [.. inputs.Where(name => !name.StartsWith('^')).Select(WithoutFirstOutput)],
            node.TryGetProperty("attr", out var attributes) ? attributes : default);
    }

    private static string WithoutFirstOutput(string name) => name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;
}
