using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Cloud.Core.Query;

/// <summary>The units of heat per observed time and visible floor.</summary>
public static class HeatUnits
{
    /// <summary>Mean number of people on a square metre of floor: person-seconds / (observed seconds × visible m²).</summary>
    public const string PeoplePerSquareMetre = "people-per-m2";

    /// <summary>People / (observed hours × visible m²).</summary>
    public const string PeoplePerSquareMetreHour = "people-per-m2-hour";

    /// <summary>Person-seconds per cell and observed hour, where the surface is a picture and its cells have no area.</summary>
    public const string PersonSecondsPerHour = "person-seconds-per-hour";

    /// <summary>People per cell and observed hour, where the surface is a picture.</summary>
    public const string PeoplePerHour = "people-per-hour";
}

/// <summary>Divides a cell's heat by the time that was observed and the floor that could be seen.</summary>
/// <param name="place">The surface as it is described; null where nobody describes this grid.</param>
/// <param name="layer">One of <see cref="HeatLayers"/>.</param>
internal sealed class HeatDensity(LayoutSurface? place, string layer)
{
    private const double HourSeconds = 3600;

    private readonly double? _cellSquareMetres = place?.CellSquareMetres;

    /// <summary>Entry and exit count people, path and linger sum person-seconds.</summary>
    public bool CountsPeople { get; } = layer is HeatLayers.Entry or HeatLayers.Exit;

    /// <summary>One of <see cref="HeatUnits"/>.</summary>
    public string Unit => (_cellSquareMetres is not null, CountsPeople) switch
    {
        (true, false) => HeatUnits.PeoplePerSquareMetre,
        (true, true) => HeatUnits.PeoplePerSquareMetreHour,
        (false, false) => HeatUnits.PersonSecondsPerHour,
        (false, true) => HeatUnits.PeoplePerHour,
    };

    /// <summary>Mean share in view over the grid, 0..1; null where nobody worked it out.</summary>
    public double? VisibleShare => place?.Visible is { Count: > 0 } visible ? visible.Average() : null;

    /// <summary>Cells of which too little is in view, ascending.</summary>
    public IReadOnlyList<int> Unseen =>
        place?.Visible is { } visible ? [.. Enumerable.Range(0, visible.Count).Where(cell => visible[cell] < FloorDensity.LeastVisible)] : [];

    /// <summary>A cell's density; null where too little of it is in view or nothing was observed.</summary>
    public double? Of(int cell, double sum, double observedSeconds)
    {
        var visible = place?.Visible?[cell] ?? 1;
        // Of a picture all that its cells show is in view, and their area in metres nobody knows.
        var perSecond = FloorDensity.PeoplePerSquareMetre(sum, observedSeconds, _cellSquareMetres ?? 1, visible);
        return Unit == HeatUnits.PeoplePerSquareMetre ? perSecond : perSecond * HourSeconds;
    }
}
