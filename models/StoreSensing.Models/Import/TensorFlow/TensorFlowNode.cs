using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StoreSensing.Models.Import.TensorFlow;

/// <summary>A node of a GraphDef as protobuf's JSON mapping writes it: integers are strings, byte strings are base64, empty things may be left out.</summary>
internal sealed record TensorFlowNode(string Name, string Operator, IReadOnlyList<string> Inputs, JsonElement Attributes)
{
    public string Text(string attribute, string absent) =>
        Find(attribute, "s") is { } value ? Encoding.UTF8.GetString(value.GetBytesFromBase64()) : absent;

    public bool Flag(string attribute) => Find(attribute, "b")?.GetBoolean() ?? false;

    public int[] Integers(string attribute, int[] absent)
    {
        if (Find(attribute, "list") is not { } list || !list.TryGetProperty("i", out var items))
            return absent;
        return [.. items.EnumerateArray().Select(Integer)];
    }

    public string[] Texts(string attribute)
    {
        if (Find(attribute, "list") is not { } list || !list.TryGetProperty("s", out var items))
            return [];
        return [.. items.EnumerateArray().Select(item => Encoding.UTF8.GetString(item.GetBytesFromBase64()))];
    }

    public int[] Shape(string attribute)
    {
        if (Find(attribute, "shape") is not { } shape || !shape.TryGetProperty("dim", out var dimensions))
            return [];
        return [.. dimensions.EnumerateArray().Select(dimension => Integer(dimension.GetProperty("size")))];
    }

    private JsonElement? Find(string attribute, string kind) =>
        Attributes.ValueKind == JsonValueKind.Object && Attributes.TryGetProperty(attribute, out var value) && value.TryGetProperty(kind, out var item) ? item : null;

    private static int Integer(JsonElement item) =>
        item.ValueKind == JsonValueKind.String ? int.Parse(item.GetString()!, CultureInfo.InvariantCulture) : item.GetInt32();
}
