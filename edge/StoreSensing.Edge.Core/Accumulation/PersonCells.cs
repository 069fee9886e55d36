using System.Runtime.InteropServices;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>One person's seconds in one cell.</summary>
/// <param name="TrackId">Whose.</param>
/// <param name="Cell">Row × columns + column.</param>
/// <param name="Seconds">How long.</param>
public readonly record struct RawStand(long TrackId, int Cell, double Seconds);

/// <summary>
/// Who was how long in which cell, while a window fills: what the anonymiser must know to tell no cell of too few people. Reused with its room, so that after
/// the first busy windows nothing is allocated.
/// </summary>
internal sealed class PersonCells
{
    // A busy window of a minute; busier ones make more room once, and keep it.
    private const int Room = 4096;
    private readonly Dictionary<(long TrackId, int Cell), double> _seconds = new(capacity: Room);

    public void Add(long trackId, int cell, double seconds) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_seconds, (trackId, cell), out _) += seconds;

    public void Clear() => _seconds.Clear();

    public RawStand[] ToRaw() => [.. _seconds.Select(s => new RawStand(s.Key.TrackId, s.Key.Cell, s.Value))];
}
