namespace StoreSensing.Contracts.Wire;

/// <summary>What a message is about: the sixth level of its topic.</summary>
public enum MessageKind
{
    /// <summary>Visits, dwell and occupancy per zone and window.</summary>
    Zone,

    /// <summary>Person-seconds and people per cell and window.</summary>
    Heat,

    /// <summary>Directed crossings per line and window.</summary>
    Line,

    /// <summary>Expression shares per zone and window.</summary>
    Expression,

    /// <summary>Ways from zone to zone per surface and window.</summary>
    Flow,

    /// <summary>Length, waits and service per queue and window.</summary>
    Queue,

    /// <summary>People inside per group of entrances and window.</summary>
    Occupancy,

    /// <summary>Funnel, attention and lost interest per display and window.</summary>
    Attention,

    /// <summary>Skin-conductance arousal per zone and window.</summary>
    Arousal,

    /// <summary>Retained state of the device: online, stopped, or offline (the last will).</summary>
    Status,

    /// <summary>Retained self-description: zones, surfaces, models, privacy profile.</summary>
    Describe,
}

/// <summary>The names of kinds on the wire.</summary>
public static class MessageKinds
{
    /// <summary>Kinds that carry figures of a window and go through anonymiser and outbox.</summary>
    public static IReadOnlyList<MessageKind> Metrics { get; } =
        [
            MessageKind.Zone, MessageKind.Heat, MessageKind.Line, MessageKind.Expression, MessageKind.Flow, MessageKind.Queue, MessageKind.Occupancy,
            MessageKind.Attention, MessageKind.Arousal,
        ];

    /// <summary>The kind's topic level, e.g. <c>zone</c>.</summary>
    public static string Name(this MessageKind kind) => kind switch
    {
        MessageKind.Zone => "zone",
        MessageKind.Heat => "heat",
        MessageKind.Line => "line",
        MessageKind.Expression => "expression",
        MessageKind.Flow => "flow",
        MessageKind.Queue => "queue",
        MessageKind.Occupancy => "occupancy",
        MessageKind.Attention => "attention",
        MessageKind.Arousal => "arousal",
        MessageKind.Status => "status",
        MessageKind.Describe => "describe",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The value of a message's <c>schema</c> field, e.g. <c>zone/1</c>.</summary>
    public static string SchemaName(this MessageKind kind) => kind.Name() + "/1";

    /// <summary>Reads a topic level.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out MessageKind kind)
    {
        foreach (var candidate in Enum.GetValues<MessageKind>())
        {
            if (name.SequenceEqual(candidate.Name()))
            {
                kind = candidate;
                return true;
            }
        }
        kind = default;
        return false;
    }
}
