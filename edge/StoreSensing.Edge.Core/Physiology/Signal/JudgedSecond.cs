namespace StoreSensing.Edge.Core.Physiology.Signal;

/// <summary>A second of contact, ten seconds later.</summary>
/// <param name="Start">Its beginning, monotonic.</param>
/// <param name="Level">Mean skin conductance, µS; NaN when nothing of it is believed.</param>
/// <param name="IsClean">Enough of it came, and no artefact lies within 5 s.</param>
/// <param name="IsFrozen">It belongs to ten seconds in which nothing changed at all: no skin does that.</param>
/// <param name="Rises">Responses whose rise was confirmed in it.</param>
/// <param name="AmplitudeSum">Amplitudes of the responses whose peak lay in it, as far as they are known, µS.</param>
/// <param name="Place">Where it was.</param>
internal readonly record struct JudgedSecond(TimeSpan Start, double Level, bool IsClean, bool IsFrozen, int Rises, double AmplitudeSum, Place Place);

/// <summary>Where a sensor was, and for which study.</summary>
/// <param name="Zone">The zone's id; null: nobody knows.</param>
/// <param name="Study">The study's id; null outside of studies.</param>
internal sealed record Place(string? Zone, string? Study)
{
    /// <summary>Nobody knows.</summary>
    public static readonly Place Unknown = new(null, null);
}
