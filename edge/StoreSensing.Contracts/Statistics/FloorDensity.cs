namespace StoreSensing.Contracts.Statistics;

/// <summary>Heat divided by time and by floor that could be seen, so that neither long days nor near cells look hot.</summary>
public static class FloorDensity
{
    /// <summary>Below this share of its area in view a cell says nothing: the few decimetres at a picture's edge would be multiplied by ten and more.</summary>
    public const double LeastVisible = 0.1;

    /// <summary>Mean number of people per square metre of visible floor; null, not 0, where the cell was hardly seen or not observed.</summary>
    /// <param name="personSeconds">The cell's heat.</param>
    /// <param name="observedSeconds">Seconds in which the surface was observed.</param>
    /// <param name="cellSquareMetres">The cell's area.</param>
    /// <param name="visible">What share of the cell's area any camera sees, 0..1.</param>
    public static double? PeoplePerSquareMetre(double personSeconds, double observedSeconds, double cellSquareMetres, double visible) =>
        visible < LeastVisible || observedSeconds <= 0 || cellSquareMetres <= 0 ? null : personSeconds / (observedSeconds * cellSquareMetres * visible);
}
