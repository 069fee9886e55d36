namespace StoreSensing.Edge.Core.Zones;

/// <summary>Ways of the visitors whose track ended in one window. Zones by number in the plan; every visitor is in a figure at most once.</summary>
internal sealed class FlowSum(int zones)
{
    public int Visitors { get; set; }

    /// <summary>Visitors who went from zone row to zone column: row × zones + column.</summary>
    public int[] Transitions { get; } = new int[zones * zones];

    /// <summary>Visitors whose first visit was in the zone.</summary>
    public int[] First { get; } = new int[zones];

    /// <summary>Visitors with a visit in the zone.</summary>
    public int[] Reached { get; } = new int[zones];

    public void Clear()
    {
        Visitors = 0;
        Transitions.AsSpan().Clear();
        First.AsSpan().Clear();
        Reached.AsSpan().Clear();
    }
}
