namespace StoreSensing.Edge.Core.Accumulation;

/// <summary>How the cameras of one surface agreed in one window.</summary>
/// <param name="Surface">The surface's id.</param>
/// <param name="Pairs">Times that tracks of two cameras were found to be one person.</param>
/// <param name="Ambiguous">Of these, times that somebody else would have fitted nearly as well.</param>
/// <param name="RmsMetres">Root mean square distance between two cameras' sightings of one person at one time, metres; null when nobody was seen twice.</param>
public sealed record RawMerge(string Surface, int Pairs, int Ambiguous, double? RmsMetres);

/// <summary>The same while the window fills.</summary>
internal struct MergeSum
{
    private int _pairs;
    private int _ambiguous;
    private long _distances;
    private double _squares;

    public void Match(bool ambiguous)
    {
        _pairs++;
        _ambiguous += ambiguous ? 1 : 0;
    }

    public void Add(double metres)
    {
        _distances++;
        _squares += metres * metres;
    }

    public readonly RawMerge Told(string surface) => new(surface, _pairs, _ambiguous, _distances == 0 ? null : Math.Sqrt(_squares / _distances));
}
