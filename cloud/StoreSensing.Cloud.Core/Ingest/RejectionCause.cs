using StoreSensing.Contracts.Schemas;

namespace StoreSensing.Cloud.Core.Ingest;

/// <summary>Why a message was refused, as a word that can be counted.</summary>
public enum RejectionCause
{
    /// <summary>The topic is no device's.</summary>
    Topic,

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

    /// <summary>Good by its schema, and yet no record: a defect of ours.</summary>
    Record,

    /// <summary>Fields that contradict each other.</summary>
    Contradiction,

    /// <summary>A window that the clocks forbid.</summary>
    Clock,
}

/// <summary>From the schema's rules to causes.</summary>
internal static class RejectionCauses
{
    public static RejectionCause Cause(this SchemaRule rule) => rule switch
    {
        SchemaRule.Size => RejectionCause.Size,
        SchemaRule.Encoding => RejectionCause.Encoding,
        SchemaRule.Json => RejectionCause.Json,
        SchemaRule.Kind => RejectionCause.Kind,
        SchemaRule.UnknownField => RejectionCause.UnknownField,
        SchemaRule.MissingField => RejectionCause.MissingField,
        SchemaRule.RepeatedField => RejectionCause.RepeatedField,
        SchemaRule.Bounds => RejectionCause.Bounds,
        SchemaRule.Form => RejectionCause.Form,
        SchemaRule.Choice => RejectionCause.Choice,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
