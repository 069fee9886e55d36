using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace StoreSensing.Models.Quantise.Graph;

/// <summary>A constant of a graph, little-endian.</summary>
internal sealed record GraphTensor(string Name, IReadOnlyList<long> Shape, int Type, byte[] Data)
{
    // TensorProto.DataType
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;

    public static GraphTensor Floats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) => new(name, shape, Float, MemoryMarshal.AsBytes(values).ToArray());

    public static GraphTensor Longs(string name, params long[] values) => new(name, [values.Length], Int64, MemoryMarshal.AsBytes<long>(values).ToArray());

    public static GraphTensor Scalar(string name, byte value) => new(name, [], UInt8, [value]);

    public float[] ToFloats() => Type == Float ? MemoryMarshal.Cast<byte, float>(Data).ToArray() : throw new InvalidDataException($"constant '{Name}' is not float32");

    /// <summary>TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, int64_data 7, name 8, raw_data 9.</summary>
    public static GraphTensor Parse(ByteString bytes)
    {
        var message = ProtoMessage.Parse(bytes);
        var type = (int)message.Integer(2);
        var data = message.All(9).FirstOrDefault()?.ToByteArray() ?? type switch
        {
            Float => Packed(message, 4),
            Int64 => MemoryMarshal.AsBytes<long>(message.Integers(7).ToArray()).ToArray(),
            Int32 => MemoryMarshal.AsBytes<int>(message.Integers(5).Select(value => (int)value).ToArray()).ToArray(),
            Int8 or UInt8 => [.. message.Integers(5).Select(value => (byte)value)],
            _ => throw new InvalidDataException($"constant '{message.Text(8)}' has element type {type}"),
        };
        return new GraphTensor(message.Text(8), message.Integers(1), type, data);
    }

    public ByteString ToBytes()
    {
        var message = new ProtoMessage();
        foreach (var side in Shape)
            message.Add(1, side);
        return message.Add(2, Type).Add(8, Name).Add(9, ByteString.CopyFrom(Data)).ToBytes();
    }

    // Repeated floats come packed, or each for itself.
    private static byte[] Packed(ProtoMessage message, int number)
    {
        var bytes = new List<byte>();
        foreach (var field in message.Fields.Where(field => field.Number == number))
        {
            if (field.Type == WireFormat.WireType.LengthDelimited)
            {
                bytes.AddRange(field.Bytes);
                continue;
            }
            var four = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(four, (uint)field.Number64);
            bytes.AddRange(four);
        }
        return [.. bytes];
    }
}
