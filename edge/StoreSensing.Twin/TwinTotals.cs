namespace StoreSensing.Twin;

/// <summary>What happened so far, as it was.</summary>
/// <param name="Visitors">Shoppers who came in.</param>
/// <param name="Groups">Groups that they came in.</param>
/// <param name="Passers">People who passed outside.</param>
/// <param name="Looks">Passers who looked into the window.</param>
/// <param name="LookSeconds">For how long, summed up, seconds.</param>
/// <param name="Served">Groups served at the till.</param>
/// <param name="Abandoned">Groups that walked away from a full queue.</param>
/// <param name="TurnedAway">People who did not come because every slot was in use.</param>
public readonly record struct TwinTotals(long Visitors, long Groups, long Passers, long Looks, double LookSeconds, long Served, long Abandoned, long TurnedAway);
