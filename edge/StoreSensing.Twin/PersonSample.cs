using StoreSensing.Contracts.Geometry;

namespace StoreSensing.Twin;

/// <summary>Why somebody is there.</summary>
public enum PersonRole
{
    /// <summary>Came in to look or buy.</summary>
    Shopper,

    /// <summary>Works there.</summary>
    Staff,

    /// <summary>Walks by outside.</summary>
    Passer,
}

/// <summary>The truth about one person at one instant.</summary>
/// <param name="Slot">0..capacity−1, free for another one after <see cref="PersonEnd"/>.</param>
/// <param name="Id">Number of the person, never used twice.</param>
/// <param name="Role">Why the person is there.</param>
/// <param name="Position">On the floor, metres.</param>
/// <param name="Height">Body height, metres.</param>
/// <param name="HalfWidth">Half the body's width, metres.</param>
/// <param name="IsLooking">Looks into the shop window.</param>
public readonly record struct PersonSample(int Slot, long Id, PersonRole Role, PlanePoint Position, float Height, float HalfWidth, bool IsLooking);

/// <summary>Somebody has left.</summary>
/// <param name="Slot">The slot that became free.</param>
/// <param name="Id">Who.</param>
/// <param name="LastSeen">When the person was last there, since the start.</param>
public readonly record struct PersonEnd(int Slot, long Id, TimeSpan LastSeen);
