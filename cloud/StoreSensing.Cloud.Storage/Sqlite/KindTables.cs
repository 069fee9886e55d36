using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Storage.Sqlite;

/// <summary>Which table holds a kind's figures; all have a window first. <c>messages</c> has a row a message of every kind.</summary>
internal static class KindTables
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for states, which have no windows.</summary>
    public static string TableOf(MessageKind kind) => kind switch
    {
        MessageKind.Zone => "zone_rows",
        MessageKind.Heat => "heat_rows",
        MessageKind.Line => "line_rows",
        MessageKind.Expression => "expression_rows",
        MessageKind.Flow => "flow_rows",
        MessageKind.Queue => "queue_rows",
        MessageKind.Occupancy => "occupancy_rows",
        MessageKind.Attention => "attention_rows",
        MessageKind.Arousal => "arousal_rows",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no windows"),
    };

    /// <summary>Which table holds their folds; it has a level before the window.</summary>
    public static string FoldsOf(MessageKind kind) => $"{kind.Name()}_folds";

    /// <summary>SQL for the start of the earliest window that a row's figures reach back to, or null for kinds that don't reach beyond their own.</summary>
    public static string? Since(MessageKind kind) => kind switch
    {
        MessageKind.Zone => "dwell_since",
        MessageKind.Expression => "since",
        MessageKind.Queue => "wait_since",
        MessageKind.Flow => Json("block"),
        MessageKind.Arousal => Json("arousal"),
        MessageKind.Attention => $"min(coalesce({Json("funnel")}, window), coalesce({Json("attention")}, window), coalesce({Json("interest")}, window))",
        _ => null,
    };

    private static string Json(string column) => $"unixepoch(json_extract({column}, '$.since'))";
}
