using Google.Protobuf;

namespace StoreSensing.Models.Quantise.Graph;

/// <summary>One operator of a graph; its attributes stay as they were read.</summary>
internal sealed class GraphNode
{
    public required string Operator { get; init; }

    public required string Name { get; init; }

    public List<string> Inputs { get; init; } = [];

    public List<string> Outputs { get; init; } = [];

    public List<ProtoMessage> Attributes { get; init; } = [];

    private string Domain { get; init; } = "";

    /// <summary>NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7.</summary>
    public static GraphNode Parse(ByteString bytes)
    {
        var message = ProtoMessage.Parse(bytes);
        return new GraphNode
        {
            Operator = message.Text(4),
            Name = message.Text(3),
            Inputs = [.. message.All(1).Select(text => text.ToStringUtf8())],
            Outputs = [.. message.All(2).Select(text => text.ToStringUtf8())],
            Attributes = [.. message.All(5).Select(ProtoMessage.Parse)],
            Domain = message.Text(7),
        };
    }

    public ByteString ToBytes()
    {
        var message = new ProtoMessage();
        Inputs.ForEach(input => message.Add(1, input));
        Outputs.ForEach(output => message.Add(2, output));
        message.Add(3, Name).Add(4, Operator);
        Attributes.ForEach(attribute => message.Add(5, attribute));
        if (Domain.Length > 0)
            message.Add(7, Domain);
        return message.ToBytes();
    }

    public ProtoMessage? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Text(1) == name);

    public string Text(string attribute) => Attribute(attribute)?.Text(4) ?? "";

    /// <summary>AttributeProto.f, 2.</summary>
    public float Float(string attribute, float otherwise) =>
        Attribute(attribute)?.Fields.FirstOrDefault(field => field.Number == 2) is { Number: 2 } field ? BitConverter.UInt32BitsToSingle((uint)field.Number64) : otherwise;

    /// <summary>Removes an attribute and returns it.</summary>
    public ProtoMessage? Take(string name)
    {
        var found = Attribute(name);
        if (found is not null)
            Attributes.Remove(found);
        return found;
    }
}
