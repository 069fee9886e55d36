using System.Globalization;
using StoreSensing.Contracts.Schemas;

namespace StoreSensing.Contracts.Audit;

/// <summary>How a schema permits a value, in words, and what kind of text it permits.</summary>
internal static class Permission
{
    public const string SessionId = "session id";
    public const string ModelHash = "model hash";
    public const string Label = "name or label";
    public const string Fault = "one of the program's own sentences";
    public const string Time = "UTC time";

    // The only texts without a form: what the owner calls his places, and what the program says of itself, in describe; and status' faults.
    private static readonly string[] Labels = ["name", "inName", "outName", "software", "measuredOn", "method"];

    /// <summary>Null when the schema has nothing at this place, or a text that nothing bounds.</summary>
    public static string? Of(SchemaNode? node, string kind, string field) => node switch
    {
        null => null,
        EnumNode { Values: [var only] } => $"'{only}'",
        EnumNode { Values: var words } => $"one of {words.Length} words",
        StringNode text => OfText(text, kind, field),
        NumberNode number => string.Create(CultureInfo.InvariantCulture, $"{(number.Whole ? "whole number" : "number")}, {number.Minimum:0.######} to {number.Maximum:0.######}"),
        BooleanNode => "true or false",
        ObjectNode => "section",
        ArrayNode => "list",
        _ => null,
    };

    private static string? OfText(StringNode text, string kind, string field)
    {
        if (text.IsDateTime)
            return Time;
        return text.Pattern?.ToString() switch
        {
            @"^[0-9a-f]{16}\z" => SessionId,
            @"^[0-9a-fA-F]{64}\z" => ModelHash,
            @"^[a-z0-9-]{1,40}\z" => "id",
            not null => "text of a fixed form",
            null when kind == "describe" && Labels.Contains(field) => Label,
            null when kind == "status" && field == "fault" => Fault,
            null => null,
        };
    }
}
