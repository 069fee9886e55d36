namespace StoreSensing.Cloud.Storage.Sqlite.Tables;

/// <summary>Every kind's tables.</summary>
internal static class FigureTables
{
    public static ZoneTable Zones { get; } = new();

    public static HeatTable Heat { get; } = new();

    public static LineTable Lines { get; } = new();

    public static ExpressionTable Expressions { get; } = new();

    public static FlowTable Flow { get; } = new();

    public static QueueTable Queues { get; } = new();

    public static OccupancyTable Occupancy { get; } = new();

    public static AttentionTable Attention { get; } = new();

    public static ArousalTable Arousal { get; } = new();

    public static IReadOnlyList<FigureTable> All { get; } = [Zones, Heat, Lines, Expressions, Flow, Queues, Occupancy, Attention, Arousal];
}
