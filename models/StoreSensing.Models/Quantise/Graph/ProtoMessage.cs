using Google.Protobuf;

namespace StoreSensing.Models.Quantise.Graph;

/// <summary>A protobuf message as its list of fields, so that what is not understood stays as it was.</summary>
internal sealed class ProtoMessage
{
    public List<ProtoField> Fields { get; } = [];

    /// <exception cref="InvalidProtocolBufferException">Not a protobuf message.</exception>
    public static ProtoMessage Parse(ByteString bytes)
    {
        var message = new ProtoMessage();
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag && tag != 0)
        {
            var (number, type) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
            message.Fields.Add(type switch
            {
                WireFormat.WireType.Varint => new ProtoField(number, type, input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => new ProtoField(number, type, input.ReadFixed32(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => new ProtoField(number, type, input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.LengthDelimited => new ProtoField(number, type, 0, input.ReadBytes()),
                _ => throw new InvalidDataException($"field {number} has wire type {type}"),
            });
        }
        return message;
    }

    public ByteString ToBytes()
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            foreach (var field in Fields)
                Write(output, field);
        }
        return ByteString.CopyFrom(memory.GetBuffer(), 0, (int)memory.Length);
    }

    public IEnumerable<ByteString> All(int number) => Fields.Where(field => field.Number == number).Select(field => field.Bytes);

    public string Text(int number) => All(number).FirstOrDefault()?.ToStringUtf8() ?? "";

    public long Integer(int number) => (long)Fields.FirstOrDefault(field => field.Number == number).Number64;

    /// <summary>A repeated integer, packed or not.</summary>
    public List<long> Integers(int number)
    {
        var values = new List<long>();
        foreach (var field in Fields.Where(field => field.Number == number))
        {
            if (field.Type == WireFormat.WireType.Varint)
            {
                values.Add((long)field.Number64);
                continue;
            }
            var packed = field.Bytes.CreateCodedInput();
            while (!packed.IsAtEnd)
                values.Add(packed.ReadInt64());
        }
        return values;
    }

    public ProtoMessage Add(int number, long value)
    {
        Fields.Add(new ProtoField(number, WireFormat.WireType.Varint, (ulong)value, ByteString.Empty));
        return this;
    }

    public ProtoMessage Add(int number, string value) => Add(number, ByteString.CopyFromUtf8(value));

    public ProtoMessage Add(int number, ProtoMessage value) => Add(number, value.ToBytes());

    public ProtoMessage Add(int number, ByteString value)
    {
        Fields.Add(new ProtoField(number, WireFormat.WireType.LengthDelimited, 0, value));
        return this;
    }

    private static void Write(CodedOutputStream output, ProtoField field)
    {
        output.WriteTag(field.Number, field.Type);
        switch (field.Type)
        {
            case WireFormat.WireType.Varint:
                output.WriteUInt64(field.Number64);
                break;
            case WireFormat.WireType.Fixed32:
                output.WriteFixed32((uint)field.Number64);
                break;
            case WireFormat.WireType.Fixed64:
                output.WriteFixed64(field.Number64);
                break;
            default:
                output.WriteBytes(field.Bytes);
                break;
        }
    }
}

/// <summary>One field: a number, or bytes.</summary>
internal readonly record struct ProtoField(int Number, WireFormat.WireType Type, ulong Number64, ByteString Bytes);
