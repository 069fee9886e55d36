using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>A window of one lane while it fills: [From, To) of the lane's monotonic time. Reused when it is closed.</summary>
internal interface IOpenWindow
{
    /// <summary>Its label.</summary>
    TimeWindow Window { get; }

    /// <summary>Its beginning.</summary>
    TimeSpan From { get; }

    /// <summary>Its end.</summary>
    TimeSpan To { get; }

    /// <summary>Seconds of it in which something arrived.</summary>
    double ObservedSeconds { get; set; }

    /// <summary>Empties it for another stretch of time.</summary>
    void Open(TimeWindow window, TimeSpan from, TimeSpan to);
}
