using StoreSensing.Edge.Core.Frames;
using StoreSensing.Twin.Randomness;
using StoreSensing.Twin.Scenes;
using StoreSensing.Twin.Walking;

namespace StoreSensing.Twin;

/// <summary>
/// A shop full of simulated people, moved on step by step: who is there and where, as it is. Deterministic; no clock, no thread, no I/O. A
/// step allocates nothing.
/// </summary>
public sealed class StoreWorld
{
    private readonly TwinOptions _options;
    private readonly Crowd _crowd;
    private readonly Shopping _shopping;
    private readonly Passing _passing;
    private readonly StaffDuty _staff;
    private readonly PersonSample[] _samples;
    private readonly PersonEnd[] _ended;
    private long _steps;
    private int _sampleCount;
    private int _endedCount;

    /// <summary>An empty shop before its first step.</summary>
    public StoreWorld(StoreScene scene, TwinOptions options)
    {
        if (options.Step <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.Step, "a step takes time");
        if (scene.Entrances.Count == 0)
            throw new ArgumentException($"the scene '{scene.Name}' has no entrance", nameof(scene));
        Scene = scene;
        _options = options;
        _samples = new PersonSample[scene.Capacity];
        _ended = new PersonEnd[scene.Capacity];
        var local = options.Start.ToOffset(TimeSpan.Zero) + options.LocalOffset;
        var second = (((int)local.DayOfWeek + 6) % 7 * 86_400.0) + local.TimeOfDay.TotalSeconds;
        _crowd = new Crowd(scene.Capacity, options.Seed);
        var routes = new Routes(scene.Obstacles);
        _shopping = new Shopping(scene, routes, _crowd, new ArrivalProcess(scene.Arrivals, second, new Pcg32(options.Seed, 1)), options.MostVisitors ?? long.MaxValue);
        _passing = new Passing(scene.Street, _crowd, new ArrivalProcess(scene.Passers, second, new Pcg32(options.Seed, 2)));
        _staff = new StaffDuty(scene, routes, _crowd, second);
    }

    /// <summary>The scene.</summary>
    public StoreScene Scene { get; }

    /// <summary>The instant of the last step.</summary>
    public FrameTime Now => new(_options.Start + Elapsed, Elapsed);

    /// <summary>Everybody at <see cref="Now"/>, by slot.</summary>
    public ReadOnlySpan<PersonSample> Samples => _samples.AsSpan(0, _sampleCount);

    /// <summary>Who has left since the step before.</summary>
    public ReadOnlySpan<PersonEnd> Ended => _ended.AsSpan(0, _endedCount);

    /// <summary>What happened so far.</summary>
    public TwinTotals Totals => new(
        _shopping.Visitors, _shopping.Groups, _passing.Passers, _passing.Looks, _passing.LookSeconds, _shopping.Served, _shopping.Abandoned, _crowd.TurnedAway);

    private TimeSpan Elapsed => _options.Step * _steps;

    /// <summary>Moves everybody on by one step.</summary>
    public void Step()
    {
        var before = Elapsed;
        _steps++;
        var now = Elapsed.TotalSeconds;
        var seconds = _options.Step.TotalSeconds;
        _passing.Admit(now);
        _staff.Admit(now);
        _shopping.Admit(now);
        _endedCount = 0;
        foreach (var person in _crowd.People)
        {
            if (!person.Active)
                continue;
            var stays = person.Role switch
            {
                PersonRole.Passer => _passing.Move(person, now, seconds),
                PersonRole.Staff => _staff.Move(person, now, seconds),
                _ => _shopping.Move(person, now, seconds),
            };
            if (stays)
                continue;
            person.Active = false;
            _ended[_endedCount++] = new PersonEnd(person.Slot, person.Id, before);
        }
        _crowd.Separate(seconds);
        _sampleCount = 0;
        foreach (var p in _crowd.People)
            if (p.Active)
                _samples[_sampleCount++] = new PersonSample(p.Slot, p.Id, p.Role, p.Position, p.Height, p.HalfWidth, now >= p.LookFrom && now < p.LookUntil);
    }
}
