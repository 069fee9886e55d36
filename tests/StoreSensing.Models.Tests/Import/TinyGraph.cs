using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Import;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Import;

/// <summary>A TensorFlow.js graph written by hand: nodes, constants, and the weights file that goes with them.</summary>
internal sealed class TinyGraph
{
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _manifest = [];
    private readonly List<byte> _weights = [];

    public TinyGraph Input(int height, int width, int channels, int batch = 1)
    {
        var shape = new JsonObject { ["dim"] = new JsonArray([.. new[] { batch, height, width, channels }.Select(side => new JsonObject { ["size"] = $"{side}" })]) };
        return Node("x", "Placeholder", [], new JsonObject { ["shape"] = new JsonObject { ["shape"] = shape } });
    }

    public TinyGraph Floats(string name, int[] shape, params float[] values)
    {
        foreach (var value in values)
            Write(buffer => BinaryPrimitives.WriteSingleLittleEndian(buffer, value), 4);
        return Constant(name, shape, "float32", null);
    }

    public TinyGraph Halves(string name, int[] shape, params float[] values)
    {
        foreach (var value in values)
            Write(buffer => BinaryPrimitives.WriteHalfLittleEndian(buffer, (Half)value), 2);
        return Constant(name, shape, "float32", "float16");
    }

    public TinyGraph Integers(string name, int[] shape, params int[] values)
    {
        foreach (var value in values)
            Write(buffer => BinaryPrimitives.WriteInt32LittleEndian(buffer, value), 4);
        return Constant(name, shape, "int32", null);
    }

    public TinyGraph Node(string name, string op, string[] inputs, JsonObject? attributes = null)
    {
        var node = new JsonObject { ["name"] = name, ["op"] = op, ["input"] = new JsonArray([.. inputs.Select(input => JsonValue.Create(input))]) };
        if (attributes is not null)
            node["attr"] = attributes;
        _nodes.Add(node);
        return this;
    }

    public static JsonObject Window(string padding, int stride, string[]? fused = null, int kernel = 0)
    {
        var attributes = new JsonObject { ["padding"] = Text(padding), ["strides"] = List([1, stride, stride, 1]), ["data_format"] = Text("NHWC"), ["explicit_paddings"] = new JsonObject { ["list"] = new JsonObject() } };
        if (fused is not null)
            attributes["fused_ops"] = new JsonObject { ["list"] = new JsonObject { ["s"] = new JsonArray([.. fused.Select(op => JsonValue.Create(Base64(op)))]) } };
        if (kernel > 0)
            attributes["ksize"] = List([1, kernel, kernel, 1]);
        return attributes;
    }

    public static JsonObject Flag(string name, bool value) => new() { [name] = new JsonObject { ["b"] = value } };

    public byte[] Json()
    {
        var graph = new JsonObject
        {
            ["format"] = "graph-model",
            ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() },
            ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray("tiny.bin"), ["weights"] = _manifest.DeepClone() }),
        };
        return Encoding.UTF8.GetBytes(graph.ToJsonString());
    }

    public byte[] Weights() => [.. _weights];

    public byte[] Import(string node, bool openSize = false, int? channels = null)
    {
        return GraphImporter.Import("tiny", Json(), Weights(), new ModelImport
        {
            Sources = new Dictionary<string, string>(),
            OpenSize = openSize,
            Outputs = [new ModelImportOutput("y", node, channels)],
        });
    }

    /// <summary>Imports, runs in ONNX Runtime, and gives the output's shape and values as the runtime has them (NCHW).</summary>
    public (long[] Shape, float[] Values) Run(string node, float[] nchw, bool openSize = false, int? channels = null, long[]? size = null)
    {
        var runtime = Fetched.Runtime;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("tiny.onnx"), Import(node, openSize, channels));
        var options = new InferenceOptions();
        if (size is not null)
            options = options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = size } };
        using var session = runtime.Open(folder.File("tiny.onnx"), options);
        session.Outputs.Single().Name.ShouldBe("y");
        nchw.CopyTo(session.Input(0));
        session.Run();
        return ([.. session.Outputs[0].Shape], session.Output(0).ToArray());
    }

    private TinyGraph Constant(string name, int[] shape, string type, string? stored)
    {
        var entry = new JsonObject { ["name"] = name, ["shape"] = new JsonArray([.. shape.Select(side => JsonValue.Create(side))]), ["dtype"] = type };
        if (stored is not null)
            entry["quantization"] = new JsonObject { ["dtype"] = stored, ["original_dtype"] = type };
        _manifest.Add(entry);
        return Node(name, "Const", []);
    }

    private delegate void Writer(Span<byte> buffer);

    private void Write(Writer write, int width)
    {
        Span<byte> buffer = stackalloc byte[width];
        write(buffer);
        _weights.AddRange(buffer);
    }

    private static JsonObject Text(string text) => new() { ["s"] = Base64(text) };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static JsonObject List(int[] values) => new() { ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(value => JsonValue.Create($"{value}"))]) } };
}
