using Google.Protobuf;

namespace StoreSensing.Models.Import.Onnx;

/// <summary>
/// Writes ONNX's protobuf messages by hand: fields in ascending order, so that the same model always gives the same bytes.
/// Field numbers from <c>onnx/onnx.proto</c> (onnx 1.12, IR version 8).
/// </summary>
internal static class OnnxWriter
{
    // Opset 13 (2020) has everything needed, and every runtime since ONNX Runtime 1.7 reads it; it goes with IR version 7.
    private const int IrVersion = 7;
    private const int Opset = 13;

    // TensorProto.DataType
    private const int Float = 1;
    private const int Int64 = 7;

    // AttributeProto.AttributeType
    private const int AttributeFloat = 1;
    private const int AttributeInt = 2;
    private const int AttributeString = 3;
    private const int AttributeInts = 7;

    public static byte[] Write(OnnxModel model) => Message(output =>
    {
        // ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8
        Integer(output, 1, IrVersion);
        Text(output, 2, "storesensing-models");
        Nested(output, 7, graph => Graph(graph, model));
        Nested(output, 8, opset => Integer(opset, 2, Opset)); // OperatorSetIdProto: version 2
    });

    private static void Graph(CodedOutputStream output, OnnxModel model)
    {
        // GraphProto: node 1, name 2, initializer 5, input 11, output 12
        foreach (var node in model.Nodes)
            Nested(output, 1, item => Node(item, node));
        Text(output, 2, model.GraphName);
        foreach (var tensor in model.Initialisers)
            Nested(output, 5, item => Tensor(item, tensor));
        foreach (var value in model.Inputs)
            Nested(output, 11, item => Value(item, value));
        foreach (var value in model.Outputs)
            Nested(output, 12, item => Value(item, value));
    }

    private static void Node(CodedOutputStream output, OnnxNode node)
    {
        // NodeProto: input 1, output 2, name 3, op_type 4, attribute 5
        foreach (var input in node.Inputs)
            Text(output, 1, input);
        Text(output, 2, node.Output);
        Text(output, 3, node.Name);
        Text(output, 4, node.Operator);
        foreach (var attribute in node.Attributes)
            Nested(output, 5, item => Attribute(item, attribute));
    }

    private static void Attribute(CodedOutputStream output, OnnxAttribute attribute)
    {
        // AttributeProto: name 1, f 2, i 3, s 4, ints 8, type 20
        Text(output, 1, attribute.Name);
        if (attribute.Single is { } single)
        {
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(single);
            Integer(output, 20, AttributeFloat);
        }
        else if (attribute.Integer is { } integer)
        {
            Integer(output, 3, integer);
            Integer(output, 20, AttributeInt);
        }
        else if (attribute.Text is { } text)
        {
            Text(output, 4, text);
            Integer(output, 20, AttributeString);
        }
        else
        {
            foreach (var item in attribute.Integers ?? [])
                Integer(output, 8, item);
            Integer(output, 20, AttributeInts);
        }
    }

    private static void Tensor(CodedOutputStream output, OnnxTensor tensor)
    {
        // TensorProto: dims 1, data_type 2, name 8, raw_data 9
        foreach (var side in tensor.Shape)
            Integer(output, 1, side);
        Integer(output, 2, tensor.IsFloat ? Float : Int64);
        Text(output, 8, tensor.Name);
        output.WriteTag(9, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(tensor.Data));
    }

    private static void Value(CodedOutputStream output, OnnxValue value)
    {
        // ValueInfoProto: name 1, type 2 · TypeProto: tensor_type 1 · TypeProto.Tensor: elem_type 1, shape 2
        // TensorShapeProto: dim 1 · Dimension: dim_value 1, dim_param 2
        Text(output, 1, value.Name);
        Nested(output, 2, type => Nested(type, 1, tensor =>
        {
            Integer(tensor, 1, Float);
            Nested(tensor, 2, shape =>
            {
                foreach (var side in value.Shape)
                    Nested(shape, 1, dimension => Dimension(dimension, side));
            });
        }));
    }

    private static void Dimension(CodedOutputStream output, OnnxDimension dimension)
    {
        if (dimension.Open is { } name)
            Text(output, 2, name);
        else
            Integer(output, 1, dimension.Size);
    }

    private static void Integer(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
            write(output);
        return memory.ToArray();
    }
}
