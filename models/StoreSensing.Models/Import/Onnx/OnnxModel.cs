using System.Buffers.Binary;

namespace StoreSensing.Models.Import.Onnx;

/// <summary>The part of ONNX's model that an import writes.</summary>
internal sealed record OnnxModel(string GraphName, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initialisers, IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);

/// <summary>One operator.</summary>
internal sealed record OnnxNode(string Operator, string Name, IReadOnlyList<string> Inputs, string Output, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>An attribute: exactly one of the values is set.</summary>
internal sealed record OnnxAttribute(string Name, long? Integer = null, float? Single = null, string? Text = null, IReadOnlyList<long>? Integers = null);

/// <summary>A graph input or output; an open dimension has a name instead of a size.</summary>
internal sealed record OnnxValue(string Name, IReadOnlyList<OnnxDimension> Shape);

/// <summary>A size, or a name.</summary>
internal readonly record struct OnnxDimension(long Size, string? Open = null);

/// <summary>A constant, little-endian.</summary>
internal sealed record OnnxTensor(string Name, bool IsFloat, IReadOnlyList<long> Shape, byte[] Data)
{
    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        var data = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), values[i]);
        return new OnnxTensor(name, true, shape, data);
    }

    public static OnnxTensor Of(string name, ReadOnlySpan<long> values)
    {
        var data = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(8 * i), values[i]);
        return new OnnxTensor(name, false, [values.Length], data);
    }
}
