using Google.Protobuf;

namespace StoreSensing.Models.Quantise.Graph;

/// <summary>An ONNX file whose graph can be rewritten: nodes and constants as objects, the rest as it was.</summary>
internal sealed class GraphFile
{
    private readonly ProtoMessage _model;
    private readonly ProtoMessage _graph;

    private GraphFile(ProtoMessage model, ProtoMessage graph) => (_model, _graph) = (model, graph);

    /// <summary>In an order in which they can run.</summary>
    public List<GraphNode> Nodes { get; private init; } = [];

    public Dictionary<string, GraphTensor> Constants { get; private init; } = [];

    /// <summary>Names of the graph's inputs that are no constants.</summary>
    public List<string> Inputs { get; private init; } = [];

    public List<string> Outputs { get; private init; } = [];

    /// <summary>Version of ONNX's own operators.</summary>
    public int Opset { get; set; }

    /// <summary>Reads a model. ModelProto: graph 7, opset_import 8; GraphProto: node 1, initializer 5, input 11, output 12, value_info 13; ValueInfoProto: name 1.</summary>
    /// <exception cref="InvalidDataException">Not an ONNX model.</exception>
    public static GraphFile Parse(byte[] bytes, string source)
    {
        try
        {
            var model = ProtoMessage.Parse(ByteString.CopyFrom(bytes));
            var graph = ProtoMessage.Parse(model.All(7).Single());
            var constants = graph.All(5).Select(GraphTensor.Parse).ToDictionary(tensor => tensor.Name);
            var file = new GraphFile(model, graph)
            {
                Nodes = [.. graph.All(1).Select(GraphNode.Parse)],
                Constants = constants,
                // An old exporter lists constants as inputs, too; as such they can't be folded.
                Inputs = [.. Names(graph, 11).Where(name => !constants.ContainsKey(name))],
                Outputs = [.. Names(graph, 12)],
                Opset = (int)model.All(8).Select(ProtoMessage.Parse).Where(import => import.Text(1) is "" or "ai.onnx").Select(import => import.Integer(2)).Single(),
            };
            file.ConstantNodes();
            return file;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"'{source}' is not an ONNX model: {e.Message}");
        }
    }

    /// <summary>Writes the model; <paramref name="more"/> tensors become outputs after its own, their shapes left open.</summary>
    public byte[] ToBytes(IEnumerable<string>? more = null)
    {
        var graph = new ProtoMessage();
        Nodes.ForEach(node => graph.Add(1, node.ToBytes()));
        foreach (var tensor in Constants.Values)
            graph.Add(5, tensor.ToBytes());
        // What is known of inner tensors' shapes (13) is left out: names change.
        foreach (var field in _graph.Fields)
        {
            if (field.Number is not (1 or 5 or 13) && (field.Number != 11 || Inputs.Contains(ProtoMessage.Parse(field.Bytes).Text(1))))
                graph.Fields.Add(field);
        }
        foreach (var tensor in more ?? [])
            graph.Add(12, new ProtoMessage().Add(1, tensor).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, GraphTensor.Float))));
        var model = new ProtoMessage();
        foreach (var field in _model.Fields)
        {
            if (field.Number == 7)
                model.Add(7, graph);
            else if (field.Number == 1)
                model.Add(1, Math.Max(7, (long)field.Number64)); // IR version 7 goes with opset 13
            else if (field.Number == 8 && ProtoMessage.Parse(field.Bytes).Text(1) is ("" or "ai.onnx"))
                model.Add(8, new ProtoMessage().Add(2, Opset));
            else
                model.Fields.Add(field);
        }
        return model.ToBytes().ToByteArray();
    }

    public IEnumerable<GraphNode> Consumers(string tensor) => Nodes.Where(node => node.Inputs.Contains(tensor));

    public GraphNode? Producer(string tensor) => Nodes.FirstOrDefault(node => node.Outputs.Contains(tensor));

    private static IEnumerable<string> Names(ProtoMessage graph, int number) => graph.All(number).Select(value => ProtoMessage.Parse(value).Text(1));

    // Constant nodes (attribute value, 5: a tensor) become constants like all others.
    private void ConstantNodes()
    {
        foreach (var node in Nodes.Where(node => node.Operator == "Constant" && node.Attribute("value") is not null).ToList())
        {
            Constants[node.Outputs[0]] = GraphTensor.Parse(node.Attribute("value")!.All(5).Single()) with { Name = node.Outputs[0] };
            Nodes.Remove(node);
        }
    }
}
