using System.Text.Json;
using System.Text.Unicode;

namespace StoreSensing.Contracts.Schemas;

/// <summary>
/// A JSON Schema (draft 2020-12, the closed and bounded part of it that <see cref="SchemaCompiler"/> names) compiled for bytes from the
/// network: one pass, no allocation while the message is good. Immutable and thread-safe.
/// </summary>
public sealed class SchemaValidator
{
    /// <summary>The longest message, bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The deepest nesting.</summary>
    internal const int MaxDepth = 16;

    private readonly SchemaNode _root;

    private SchemaValidator(SchemaNode root) => _root = root;

    /// <summary>What the message as a whole must be.</summary>
    internal SchemaNode Root => _root;

    /// <summary>Compiles a schema; throws <see cref="SchemaException"/> for one with an unknown keyword or without bounds.</summary>
    public static SchemaValidator Compile(string schema) => new(SchemaCompiler.Compile(schema));

    /// <summary>What is wrong with the message, with its JSON path, never with the message's own text beyond a field's name; null when nothing is.</summary>
    public string? Problem(ReadOnlySpan<byte> utf8) => Check(utf8)?.Text;

    /// <summary>As <see cref="Problem"/>, with the rule that is broken.</summary>
    public SchemaProblem? Check(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return new SchemaProblem(SchemaRule.Size, "is empty");
        if (utf8.Length > MaxBytes)
            return new SchemaProblem(SchemaRule.Size, $"has {utf8.Length} bytes, at most {MaxBytes} are allowed");
        if (!Utf8.IsValid(utf8))
            return new SchemaProblem(SchemaRule.Encoding, "is not UTF-8");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var fault = new SchemaFault();
            if (!_root.Check(ref reader, ref fault))
                return fault.ToProblem();
            // Anything but white space after the value throws.
            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return new SchemaProblem(SchemaRule.Json, $"is not JSON, or too deep, at line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair written as an escape: valid bytes, but no text.
            return new SchemaProblem(SchemaRule.Encoding, $"has text that is not Unicode before byte {reader.BytesConsumed}");
        }
    }
}
