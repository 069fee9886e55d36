using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>Heat of one surface that waits, cell by cell: with noise on every cell in every window, or without it for enough people and in steps.</summary>
internal sealed class WaitingHeat
{
    private const long StepMilliseconds = 5000;
    private const double MillisecondsPerSecond = 1000;
    private readonly int _people;
    // Twice the scale: noise alone passes it in one window and cell of fifteen. A higher bar would tell cells only where noise lifted them over it.
    private const double LeastScales = 2;
    private readonly long[] _waits;
    private readonly HashSet<long>?[] _contributors;

    public WaitingHeat(int people, int cells, RandomBits? dither)
    {
        (_people, _waits, _contributors) = (people, new long[cells], new HashSet<long>?[cells]);
        if (dither is null)
            return;
        for (var i = 0; i < cells; i++)
            _waits[i] = dither.Below(StepMilliseconds);
    }

    public void Add(RawStand person, long milliseconds)
    {
        if (milliseconds == 0)
            return;
        _waits[person.Cell] += milliseconds;
        var contributors = _contributors[person.Cell] ??= [];
        if (contributors.Count < _people)
            contributors.Add(person.TrackId);
    }

    /// <summary>The cells that may be told, ascending, with their seconds; noise of scale t / s milliseconds is added to every cell first.</summary>
    public (int[] Cells, double[] Seconds) TakeNoisy(GeometricNoise noise, long t, long s)
    {
        var least = LeastScales * t / s;
        var told = new List<int>();
        for (var i = 0; i < _waits.Length; i++)
        {
            _waits[i] += noise.Draw(t, s);
            if (_waits[i] >= least)
                told.Add(i);
        }
        return Take(told, 1);
    }

    /// <summary>The cells that may be told, ascending, with their seconds.</summary>
    public (int[] Cells, double[] Seconds) TakeSteps() =>
        Take([.. Enumerable.Range(0, _waits.Length).Where(i => _contributors[i]?.Count >= _people && _waits[i] >= StepMilliseconds)], StepMilliseconds);

    private (int[] Cells, double[] Seconds) Take(List<int> cells, long step)
    {
        var seconds = cells.ConvertAll(cell =>
        {
            var told = _waits[cell] - (_waits[cell] % step);
            _waits[cell] -= told;
            _contributors[cell]?.Clear();
            return told / MillisecondsPerSecond;
        });
        return ([.. cells], [.. seconds]);
    }
}
