using StoreSensing.Contracts.Time;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>One lane's part of a window.</summary>
public interface IWindowPart
{
    /// <summary>The lane that delivers it: a camera's or a sensor's id.</summary>
    string Lane { get; }

    /// <summary>The window.</summary>
    TimeWindow Window { get; }
}
