using System.Text;

namespace StoreSensing.Edge.Drivers.Inference;

/// <summary>
/// Older exporters list every weight among a graph's inputs too, so that a caller could override it. Then ONNX Runtime must not fold them into
/// their neighbours: UltraFace takes four times as long. Such inputs are left out of what the runtime is given; the file stays as it is.
/// </summary>
/// <remarks>Fields of <c>onnx.proto</c>: ModelProto.graph 7; GraphProto.initializer 5, .input 11; TensorProto.name 8; ValueInfoProto.name 1.</remarks>
internal static class OverridableWeights
{
    private const int Graph = 7;
    private const int Initialiser = 5;
    private const int Input = 11;
    private const int TensorName = 8;
    private const int ValueName = 1;
    private const int LengthDelimited = 2;

    /// <summary>The model without these inputs; null when it has none, or is no ONNX model: the runtime says best what is wrong with it.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> model)
    {
        for (var at = 0; Next(model, ref at) is { } field; )
        {
            if (field is not { Number: Graph, Wire: LengthDelimited })
                continue;
            var graph = model[field.Content..field.End];
            var dropped = Dropped(graph);
            return dropped.Count == 0 ? null : Rewritten(model, field, graph, dropped);
        }
        return null;
    }

    private static List<Field> Dropped(ReadOnlySpan<byte> graph)
    {
        var weights = new HashSet<string>();
        var inputs = new List<(Field Field, string Name)>();
        for (var at = 0; Next(graph, ref at) is { } field; )
        {
            if (field is { Number: Initialiser, Wire: LengthDelimited })
                weights.Add(Name(graph[field.Content..field.End], TensorName));
            else if (field is { Number: Input, Wire: LengthDelimited })
                inputs.Add((field, Name(graph[field.Content..field.End], ValueName)));
        }
        return [.. inputs.Where(input => weights.Contains(input.Name)).Select(input => input.Field)];
    }

    private static byte[] Rewritten(ReadOnlySpan<byte> model, Field place, ReadOnlySpan<byte> graph, List<Field> dropped)
    {
        using var result = new MemoryStream(model.Length);
        result.Write(model[..place.Start]);
        WriteVarint(result, (Graph << 3) | LengthDelimited);
        WriteVarint(result, (ulong)(graph.Length - dropped.Sum(field => field.End - field.Start)));
        var from = 0;
        foreach (var field in dropped)
        {
            result.Write(graph[from..field.Start]);
            from = field.End;
        }
        result.Write(graph[from..]);
        result.Write(model[place.End..]);
        return result.ToArray();
    }

    private static string Name(ReadOnlySpan<byte> message, int number)
    {
        for (var at = 0; Next(message, ref at) is { } field; )
            if (field.Number == number && field.Wire == LengthDelimited)
                return Encoding.UTF8.GetString(message[field.Content..field.End]);
        return "";
    }

    /// <summary>The field that begins here; null at the end, or where it is none.</summary>
    private static Field? Next(ReadOnlySpan<byte> message, ref int at)
    {
        var start = at;
        if (!TryVarint(message, ref at, out var key))
            return null;
        var wire = (int)(key & 7);
        var content = at;
        ulong length;
        switch (wire)
        {
            case 0 when TryVarint(message, ref at, out _):
                return new Field((int)(key >> 3), wire, start, content, at);
            case 1:
                length = 8;
                break;
            case LengthDelimited when TryVarint(message, ref at, out length):
                content = at;
                break;
            case 5:
                length = 4;
                break;
            default:
                return null;
        }
        if (length > (ulong)(message.Length - at))
            return null;
        at += (int)length;
        return new Field((int)(key >> 3), wire, start, content, at);
    }

    private static bool TryVarint(ReadOnlySpan<byte> message, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < message.Length; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private readonly record struct Field(int Number, int Wire, int Start, int Content, int End);
}
