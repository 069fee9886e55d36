using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Randomness;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>Shoppers: groups that come in, go from one attraction to the next, perhaps pay, and leave.</summary>
/// <remarks>
/// Assumptions, none measured: 60 % come alone, 28 % in twos, 9 % in threes, 3 % in fours; speed in the shop 0.8 ± 0.15 m/s (people walk
/// more slowly among shelves than Weidmann's 1.34 m/s in the open); one to six stops; time at a stop log-normal.
/// </remarks>
internal sealed class Shopping
{
    private const double ShiftEverySeconds = 7;
    private const int SpotTries = 12;

    // Hall, "The Hidden Dimension" (1966): personal distance 0.45 to 1.2 m.
    private const double PersonalMetres = 0.8;
    private const double ShiftMetres = 0.5;
    private const double ShiftSpeed = 0.35;
    private static readonly double[] GroupSizes = [0.60, 0.28, 0.09, 0.03];
    private readonly StoreScene _scene;
    private readonly Routes _routes;
    private readonly Crowd _crowd;
    private readonly ArrivalProcess _arrivals;
    private readonly TillQueue? _till;
    private readonly StandingArea[] _areas;
    private readonly double _weights;
    private readonly long _most;

    public Shopping(StoreScene scene, Routes routes, Crowd crowd, ArrivalProcess arrivals, long most)
    {
        (_scene, _routes, _crowd, _arrivals, _most) = (scene, routes, crowd, arrivals, most);
        _till = scene.Till is { } till ? new TillQueue(till) : null;
        _areas = [.. scene.Attractions.Select(a => new StandingArea(a.Area))];
        _weights = scene.Attractions.Sum(a => a.Weight);
    }

    public long Visitors { get; private set; }

    public long Groups { get; private set; }

    public long Served { get; private set; }

    public long Abandoned { get; private set; }

    public void Admit(double now)
    {
        while (Visitors < _most && _arrivals.Next(now))
        {
            var entrance = (int)(Groups % _scene.Entrances.Count);
            if (_crowd.Enter(PersonRole.Shopper, _scene.Entrances[entrance].Outside) is not { } leader)
                continue;
            Groups++;
            Visitors++;
            Lead(leader, entrance);
            var others = SizeOf(ref leader.Random) - 1;
            for (var i = 0; i < others && Visitors < _most; i++)
                if (_crowd.Enter(PersonRole.Shopper, new PlanePoint(leader.Place.X, leader.Place.Y)) is { } follower)
                {
                    Visitors++;
                    Follow(follower, leader, i);
                }
        }
    }

    public bool Move(Person person, double now, double seconds)
    {
        switch (person.Doing)
        {
            case Doing.Following:
                Accompany(person, now, seconds);
                return true;
            case Doing.Staying:
                if (now >= person.StayUntil)
                    Next(person, now);
                else
                    Shift(person, now, seconds);
                return true;
            case Doing.Waiting:
                Wait(person, now, seconds);
                return true;
            case Doing.Leaving:
                if (!Crowd.Walk(person, person.Speed * seconds))
                    return true;
                Release(person);
                return false;
            default:
                if (Crowd.Walk(person, person.Speed * seconds))
                    Arrive(person, now);
                return true;
        }
    }

    private void Lead(Person person, int entrance)
    {
        ref var random = ref person.Random;
        var way = _scene.Entrances[entrance];
        person.Entrance = entrance;
        person.Speed = random.Normal(0.8, 0.15, 0.4, 1.3);
        person.VisitCount = _scene.Attractions.Count == 0 ? 0 : Math.Min(1 + random.Below(4) + random.Below(3), Person.MostVisits);
        for (var i = 0; i < person.VisitCount; i++)
            person.Visits[i] = Pick(ref random, i > 0 ? person.Visits[i - 1] : -1);
        (person.BesideMetres, person.BehindMetres) = (0.12 * random.Normal(), 0.12 * random.Normal());
        person.Pays = _till is not null && random.Chance(_scene.PurchaseShare);
        var aside = random.Uniform(-way.HalfWidth, way.HalfWidth);
        var (dx, dy) = (way.Inside.X - way.Outside.X, way.Inside.Y - way.Outside.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        person.Place = new PlanePoint(way.Outside.X - (dy / length * aside), way.Outside.Y + (dx / length * aside));
        person.Way[0] = new PlanePoint(way.Inside.X - (dy / length * aside), way.Inside.Y + (dx / length * aside));
        (person.WayCount, person.WayAt, person.VisitAt) = (1, 0, -1);
        person.Doing = Doing.Walking;
    }

    private static void Follow(Person person, Person leader, int number)
    {
        person.Doing = Doing.Following;
        person.Leader = leader.Slot;
        person.Entrance = leader.Entrance;
        person.Speed = leader.Speed;
        // Side by side first, as pairs walk; the third and fourth behind.
        person.BesideMetres = number == 0 ? 0.6 : (number - 1.5) * 0.7;
        person.BehindMetres = number == 0 ? 0.1 : 0.8;
        var place = leader.Place;
        person.Place = new PlanePoint(place.X + person.Random.Uniform(-0.4, 0.4), place.Y - 0.5 - (0.4 * number));
    }

    private void Next(Person person, double now)
    {
        person.VisitAt++;
        if (person.VisitAt < person.VisitCount)
        {
            person.Doing = Doing.Walking;
            Head(person, FreeSpot(person));
        }
        else if (person.Pays && _till!.Join(person.Slot) is var place && place >= 0)
        {
            person.Doing = Doing.Waiting;
            person.StayUntil = double.NaN;
            Head(person, Beside(_till.Stand(place), person));
        }
        else
        {
            Abandoned += person.Pays ? 1 : 0;
            Leave(person);
        }
        person.NextShift = now + person.Random.Exponential(ShiftEverySeconds);
    }

    private void Arrive(Person person, double now)
    {
        if (person.VisitAt < 0)
        {
            Next(person, now);
            return;
        }
        var attraction = _scene.Attractions[person.Visits[person.VisitAt]];
        person.Doing = Doing.Staying;
        person.StayUntil = now + person.Random.LogNormal(attraction.MedianDwellSeconds, attraction.DwellSpread);
    }

    // Along the shelf, now and then.
    private void Shift(Person person, double now, double seconds)
    {
        Crowd.Walk(person, ShiftSpeed * seconds);
        if (now < person.NextShift)
            return;
        person.NextShift = now + person.Random.Exponential(ShiftEverySeconds);
        var area = _areas[person.Visits[person.VisitAt]];
        var to = new PlanePoint(person.Place.X + (ShiftMetres * person.Random.Normal()), person.Place.Y + (ShiftMetres * person.Random.Normal()));
        if (area.Holds(to) && _routes.IsFree(person.Place, to) && IsFree(to, person))
            Head(person, to);
    }

    private void Wait(Person person, double now, double seconds)
    {
        var place = _till!.PlaceOf(person.Slot);
        var stand = Beside(_till.Stand(place), person);
        if (person.WayCount == 0 || person.Way[person.WayCount - 1] != stand)
            Head(person, stand);
        if (!Crowd.Walk(person, person.Speed * seconds) || place > 0)
            return;
        if (double.IsNaN(person.StayUntil))
            person.StayUntil = now + person.Random.LogNormal(_scene.Till!.MedianServiceSeconds, _scene.Till.ServiceSpread);
        if (now < person.StayUntil)
            return;
        _till.Leave(person.Slot);
        Served++;
        person.Pays = false;
        Leave(person);
    }

    // Nobody stands exactly where the one before stood.
    private static PlanePoint Beside(PlanePoint stand, Person person) => new(stand.X + person.BesideMetres, stand.Y + person.BehindMetres);

    private void Leave(Person person)
    {
        person.Doing = Doing.Leaving;
        var way = _scene.Entrances[person.Entrance];
        Head(person, way.Inside);
        person.Way[person.WayCount++] = new PlanePoint(way.Outside.X + person.Random.Uniform(-0.2, 0.2), way.Outside.Y);
    }

    // When the one they follow is gone, the others walk out behind.
    private void Release(Person leader)
    {
        foreach (var person in _crowd.People)
            if (person.Active && person.Doing == Doing.Following && person.Leader == leader.Slot)
            {
                person.Doing = Doing.Leaving;
                Head(person, _scene.Entrances[person.Entrance].Outside);
            }
    }

    private void Accompany(Person person, double now, double seconds)
    {
        var leader = _crowd.People[person.Leader];
        if (leader.Doing == Doing.Staying)
        {
            Join(person, leader, now, seconds);
            return;
        }
        person.VisitAt = -1;
        var target = new PlanePoint(
            leader.Place.X - (leader.HeadingY * person.BesideMetres) - (leader.HeadingX * person.BehindMetres),
            leader.Place.Y + (leader.HeadingX * person.BesideMetres) - (leader.HeadingY * person.BehindMetres));
        if (!_routes.IsFree(leader.Place, target))
            target = leader.Place;
        var far = Routes.Distance(person.Place, target);
        if (far < 0.35)
            return; // close enough: nobody keeps a formation to the centimetre
        if (far > 1.2 || !_routes.IsFree(person.Place, target))
        {
            Head(person, target);
            Crowd.Walk(person, Math.Min(person.Speed * 1.4, person.Speed + far) * seconds);
            return;
        }
        person.Way[0] = target;
        (person.WayCount, person.WayAt) = (1, 0);
        Crowd.Walk(person, person.Speed * Math.Clamp(far / 0.6, 0.3, 1.3) * seconds);
    }

    // At somebody's shoulder is nobody's first choice; where there is no room it is taken all the same.
    private PlanePoint FreeSpot(Person person)
    {
        var area = _areas[person.Visits[person.VisitAt]];
        var spot = area.Spot(ref person.Random);
        for (var i = 0; i < SpotTries && !IsFree(spot, person); i++)
            spot = area.Spot(ref person.Random);
        return spot;
    }

    private bool IsFree(PlanePoint spot, Person but)
    {
        foreach (var other in _crowd.People)
            if (other.Active && other != but && other.Role == PersonRole.Shopper
                && Routes.Distance(other.WayAt < other.WayCount ? other.Way[other.WayCount - 1] : other.Place, spot) < PersonalMetres)
                return false;
        return true;
    }

    // Where the one they follow stops, each finds a place of their own.
    private void Join(Person person, Person leader, double now, double seconds)
    {
        if (person.VisitAt != leader.VisitAt)
        {
            person.VisitAt = leader.VisitAt;
            person.Visits[person.VisitAt] = leader.Visits[leader.VisitAt];
            person.NextShift = now + person.Random.Exponential(ShiftEverySeconds);
            Head(person, FreeSpot(person));
        }
        if (person.WayAt < person.WayCount && Routes.Distance(person.Place, person.Way[person.WayCount - 1]) > 2 * ShiftMetres)
            Crowd.Walk(person, person.Speed * seconds);
        else
            Shift(person, now, seconds);
    }

    private void Head(Person person, PlanePoint to)
    {
        person.WayCount = Math.Min(_routes.Find(person.Place, to, person.Way), Person.MostPoints - 1);
        person.WayAt = 0;
    }

    private int Pick(ref Pcg32 random, int not)
    {
        while (true)
        {
            var left = random.NextDouble() * _weights;
            var index = 0;
            while (index < _areas.Length - 1 && (left -= _scene.Attractions[index].Weight) >= 0)
                index++;
            if (index != not || _areas.Length == 1)
                return index;
        }
    }

    private static int SizeOf(ref Pcg32 random)
    {
        var left = random.NextDouble();
        var size = 1;
        while (size < GroupSizes.Length && (left -= GroupSizes[size - 1]) >= 0)
            size++;
        return size;
    }
}
