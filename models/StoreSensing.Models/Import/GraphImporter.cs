using StoreSensing.Edge.Core.Inference;
using StoreSensing.Models.Import.Onnx;
using StoreSensing.Models.Import.Operators;
using StoreSensing.Models.Import.TensorFlow;

namespace StoreSensing.Models.Import;

/// <summary>
/// Turns a TensorFlow.js graph model into an ONNX file: NHWC becomes NCHW once, at the input; weights are laid out anew; the graph is cut at the
/// wanted outputs. The same graph gives the same bytes on every machine.
/// </summary>
internal static class GraphImporter
{
    /// <summary>Imports.</summary>
    /// <param name="name">The model's name, which becomes the graph's.</param>
    /// <param name="json">The graph, <c>model.json</c>.</param>
    /// <param name="weights">Its weights, <c>model.bin</c>.</param>
    /// <param name="import">Where to cut and what the outputs are called.</param>
    /// <returns>The ONNX file.</returns>
    /// <exception cref="ImportException">An operator or attribute that can't be imported; the message names the node.</exception>
    public static byte[] Import(string name, ReadOnlyMemory<byte> json, ReadOnlySpan<byte> weights, ModelImport import)
    {
        var graph = TensorFlowGraph.Read(json, weights);
        var onnx = new OnnxBuilder();
        var scope = new ImportScope(graph, onnx, import.OpenSize);
        var inputs = graph.Nodes.Values.Where(node => node.Operator == "Placeholder").ToList();
        if (inputs is not [var placeholder])
            throw new ImportException($"the graph has {inputs.Count} inputs, not one");
        var input = scope.Operand(placeholder.Name);
        var outputs = import.Outputs.Select(output => (output.Name, Operand: scope.Operand(output.Node, output.Channels))).ToList();
        foreach (var (output, operand) in outputs)
            onnx.Rename(operand.Name, output);
        return OnnxWriter.Write(onnx.Build(name, Value(ShapeOperators.InputName, input, import), [.. outputs.Select(output => Value(output.Name, output.Operand, import))]));
    }

    private static OnnxValue Value(string name, Operand operand, ModelImport import)
    {
        OnnxDimension Side(int size, string axis) => import.OpenSize && size > 1 ? new OnnxDimension(0, $"{name}_{axis}") : new OnnxDimension(size);
        return operand.IsPicture
            ? new OnnxValue(name, [new OnnxDimension(operand.Shape[0]), new OnnxDimension(operand.Channels), Side(operand.Height, "height"), Side(operand.Width, "width")])
            : new OnnxValue(name, [.. operand.Shape.Select(side => new OnnxDimension(side))]);
    }
}
