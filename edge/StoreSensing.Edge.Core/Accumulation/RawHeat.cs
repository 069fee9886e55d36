using System.Numerics;

namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>Heat of one surface in one window; cells are row × columns + column.</summary>
/// <param name="Surface">The surface's id.</param>
/// <param name="ObservedSeconds">Seconds in which any of its cameras saw it.</param>
/// <param name="Cells">Person-seconds.</param>
public sealed record RawHeat(string Surface, double ObservedSeconds, float[] Cells)
{
    /// <summary>Person-seconds while lingering.</summary>
    public float[] Linger { get; init; } = [];

    /// <summary>Whose the seconds of <see cref="Cells"/> are.</summary>
    public RawStand[] CellsOf { get; init; } = [];

    /// <summary>Whose the seconds of <see cref="Linger"/> are.</summary>
    public RawStand[] LingerOf { get; init; } = [];

    /// <summary>People whose track began here.</summary>
    public int[] Entries { get; init; } = [];

    /// <summary>People whose track ended here.</summary>
    public int[] Exits { get; init; } = [];

    internal static RawHeat Sum(string surface, IReadOnlyList<RawWindow> parts) =>
        new(surface, parts.Max(p => p.ObservedSeconds), parts.Select(p => p.Heat).Aggregate(Accumulation.Cells.Sum))
        {
            CellsOf = [.. parts.SelectMany(p => p.HeatOf)],
            LingerOf = [.. parts.SelectMany(p => p.LingerOf)],
            Linger = parts.Select(p => p.Linger).Aggregate(Accumulation.Cells.Sum),
            Entries = parts.Select(p => p.Entries).Aggregate(Accumulation.Cells.Sum),
            Exits = parts.Select(p => p.Exits).Aggregate(Accumulation.Cells.Sum),
        };
}

/// <summary>Figures cell by cell.</summary>
internal static class Cells
{
    /// <summary>The sum; an empty list counts as all zero.</summary>
    public static T[] Sum<T>(T[] a, T[] b)
        where T : INumber<T>
    {
        if (a.Length == 0 || b.Length == 0)
            return a.Length == 0 ? b : a;
        var sum = new T[a.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
        return sum;
    }
}
