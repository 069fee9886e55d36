using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Edge.Core.Zones;

/// <summary>A queue.</summary>
/// <param name="Id">Its id: that of the zone in which people queue.</param>
/// <param name="Line">Where people queue.</param>
/// <param name="Service">Where they are served.</param>
/// <param name="Reach">How long somebody who left the line may take to reach the service point and still count as served.</param>
public sealed record QueuePlan(string Id, Polygon Line, Polygon Service, TimeSpan Reach);
