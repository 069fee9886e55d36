namespace StoreSensing.Contracts.Schemas;

/// <summary>Which rule a message breaks: a word that can be counted, where the sentence beside it names the place.</summary>
public enum SchemaRule
{
    /// <summary>Empty or too long.</summary>
    Size,

    /// <summary>No UTF-8, or text that is no Unicode.</summary>
    Encoding,

    /// <summary>No JSON, nested too deeply, or cut off.</summary>
    Json,

    /// <summary>A value of another kind than the schema's.</summary>
    Kind,

    /// <summary>A field that the schema does not know.</summary>
    UnknownField,

    /// <summary>A field that must be there is not.</summary>
    MissingField,

    /// <summary>A field that stands twice.</summary>
    RepeatedField,

    /// <summary>A number, a text or a list outside its bounds.</summary>
    Bounds,

    /// <summary>A text without the required form.</summary>
    Form,

    /// <summary>A text that is none of those allowed.</summary>
    Choice,
}

/// <summary>What is wrong with a message.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Text">Where and how, with the JSON path, never with the message's own text beyond a field's name.</param>
public sealed record SchemaProblem(SchemaRule Rule, string Text);
