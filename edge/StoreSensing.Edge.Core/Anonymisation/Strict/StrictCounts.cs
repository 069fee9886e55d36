using StoreSensing.Edge.Core.Accumulation;

namespace StoreSensing.Edge.Core.Anonymisation.Strict;

/// <summary>A count that may be told, or why not.</summary>
/// <param name="Count">Told; null when not.</param>
/// <param name="Since">Start of the earliest window in it; null when it is this one, or nothing is told.</param>
internal readonly record struct StrictCount(int? Count, DateTimeOffset? Since);

/// <summary>
/// The counts and the heat of the profile <c>strict</c>. Everything waits, over windows, until enough people are in it. With noise, what a track contributes over
/// the day is bounded first, every figure of every window gets noise, and only sums of noisy numbers are looked at after that. Not thread-safe.
/// </summary>
internal sealed class StrictCounts
{
    private readonly StrictOptions _options;
    private readonly int _people;
    private readonly FigureGroups _groups;
    private readonly RandomBits _bits;
    private readonly GeometricNoise _noise;
    private readonly PrivacyBudget? _budget;
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<(FigureGroup Group, string Place), WaitingCount> _counts = [];
    private readonly Dictionary<string, WaitingHeat> _heat = [];
    private readonly Dictionary<DateOnly, ContributionBounds> _bounds = [];
    private ContributionBounds? _today;
    private BudgetShare? _share;

    /// <summary>Nothing waits yet.</summary>
    public StrictCounts(StrictProfile profile, int people)
    {
        (_options, _groups, _bits, _budget, _zone, _people) = (profile.Options, profile.Groups, profile.Bits, profile.Budget, profile.TimeZone, people);
        _noise = new GeometricNoise(_bits);
    }

    /// <summary>The day's budget is spent, or can't be written down: nothing is told of this window.</summary>
    public bool IsSilent => _options.IsNoisy && _share is null;

    /// <summary>Before a window's figures.</summary>
    public void Begin(DateTimeOffset windowStart)
    {
        _share = _budget?.For(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(windowStart, _zone).DateTime));
        if (!_options.IsNoisy)
            _today ??= new ContributionBounds(_options);
        else if (_share is { } share && !_bounds.TryGetValue(share.Day, out _today))
        {
            foreach (var past in _bounds.Keys.Order().SkipLast(1).ToList())
                _bounds.Remove(past);
            _bounds[share.Day] = _today = new ContributionBounds(_options);
        }
    }

    /// <summary>Takes a window's parts of one count, one entry each, and tells what may be told.</summary>
    public StrictCount Take(FigureGroup group, string place, IEnumerable<long> trackIds, DateTimeOffset windowStart)
    {
        if (IsSilent)
            return default;
        if (!_counts.TryGetValue((group, place), out var count))
        {
            _counts[(group, place)] = count = new WaitingCount(_people);
            if (!_options.IsNoisy)
                count.Dither(_bits);
        }
        count.Begin(windowStart);
        foreach (var track in trackIds)
            count.Add(track, _today!.Take(track, group, 1));
        (long Count, DateTimeOffset Since)? told;
        if (_share is { } share)
        {
            var (t, s) = _options.Scale(group, _groups, share.EpsilonMicros);
            count.Add(_noise.Draw(t, s));
            told = count.TakeNoisy();
        }
        else
        {
            told = count.TakeSteps();
        }
        return told is not { } sum
            ? default
            : new StrictCount((int)sum.Count, sum.Since < windowStart ? sum.Since : null);
    }

    /// <summary>Takes a window's heat of one surface and tells the cells that may be told.</summary>
    public (int[] Cells, double[] Seconds) Take(string surface, int cells, IReadOnlyList<RawStand> people)
    {
        if (IsSilent)
            return ([], []);
        if (!_heat.TryGetValue(surface, out var heat))
            _heat[surface] = heat = new WaitingHeat(_people, cells, _options.IsNoisy ? null : _bits);
        foreach (var person in people)
            heat.Add(person, _today!.Take(person.TrackId, FigureGroup.Heat, (long)Math.Round(person.Seconds * 1000)));
        if (_share is not { } share)
            return heat.TakeSteps();
        var (t, s) = _options.Scale(FigureGroup.Heat, _groups, share.EpsilonMicros);
        return heat.TakeNoisy(_noise, t, s);
    }
}
