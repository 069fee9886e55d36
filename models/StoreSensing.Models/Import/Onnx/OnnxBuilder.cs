namespace StoreSensing.Models.Import.Onnx;

/// <summary>Collects nodes in the order in which they can run, and each constant once.</summary>
internal sealed class OnnxBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initialisers = [];
    private readonly HashSet<string> _initialiserNames = [];

    public string Add(string op, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(op, name, inputs, name, attributes));
        return name;
    }

    public string Constant(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        if (_initialiserNames.Add(name))
            _initialisers.Add(OnnxTensor.Of(name, shape, values));
        return name;
    }

    public string Constant(string name, params long[] values)
    {
        if (_initialiserNames.Add(name))
            _initialisers.Add(OnnxTensor.Of(name, values));
        return name;
    }

    /// <summary>Gives a tensor its public name: where it is made, and where it is used.</summary>
    public void Rename(string tensor, string publicName)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            var node = _nodes[i];
            _nodes[i] = node with
            {
                Inputs = [.. node.Inputs.Select(input => input == tensor ? publicName : input)],
                Output = node.Output == tensor ? publicName : node.Output,
            };
        }
    }

    public OnnxModel Build(string graphName, OnnxValue input, IReadOnlyList<OnnxValue> outputs) =>
        new(graphName, _nodes, _initialisers, [input], outputs);
}
