using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Walking;

/// <summary>Everybody who is there, in slots that are used again; and how they make room for each other.</summary>
internal sealed class Crowd(int capacity, ulong seed)
{
    /// <summary>Closer than this people push each other aside, metres.</summary>
    private const double Elbow = 0.5;
    private const double MostPush = 0.25;
    private const double PushSeconds = 0.8;
    private long _nextId;

    public Person[] People { get; } = [.. Enumerable.Range(0, capacity).Select(slot => new Person(slot))];

    /// <summary>People for whom there was no slot.</summary>
    public long TurnedAway { get; private set; }

    /// <summary>Lets somebody in at a place; null when every slot is in use.</summary>
    public Person? Enter(PersonRole role, PlanePoint place)
    {
        foreach (var person in People)
        {
            if (person.Active)
                continue;
            person.Active = true;
            person.Id = ++_nextId;
            person.Role = role;
            person.Random = new Pcg32(seed, 1000 + (ulong)person.Id); // own sequence: what one person does moves no other
            person.Place = place;
            (person.PushX, person.PushY) = (0, 0);
            (person.HeadingX, person.HeadingY) = (0, 1);
            person.Height = (float)person.Random.Normal(1.70, 0.09, 1.45, 1.98);
            person.HalfWidth = (float)person.Random.Normal(0.24, 0.02, 0.18, 0.30);
            person.Leader = -1;
            (person.LookFrom, person.LookUntil, person.Looked) = (0, 0, false);
            (person.WayCount, person.WayAt, person.VisitCount, person.VisitAt, person.Pays) = (0, 0, 0, 0, false);
            return person;
        }
        TurnedAway++;
        return null;
    }

    /// <summary>Walks on along the way; true when its end is reached.</summary>
    public static bool Walk(Person person, double metres)
    {
        while (person.WayAt < person.WayCount)
        {
            var target = person.Way[person.WayAt];
            var left = Routes.Distance(person.Place, target);
            if (left > 1e-9)
                (person.HeadingX, person.HeadingY) = ((target.X - person.Place.X) / left, (target.Y - person.Place.Y) / left);
            if (left > metres)
            {
                person.Place = new PlanePoint(person.Place.X + (person.HeadingX * metres), person.Place.Y + (person.HeadingY * metres));
                return false;
            }
            person.Place = target;
            person.WayAt++;
            metres -= left;
        }
        return true;
    }

    /// <summary>Bodies don't overlap: pairs that come too close are pushed apart, and drift back when they have passed.</summary>
    public void Separate(double seconds)
    {
        var keep = Math.Exp(-seconds / PushSeconds);
        foreach (var person in People)
        {
            if (!person.Active)
                continue;
            person.PushX *= keep;
            person.PushY *= keep;
        }
        for (var i = 0; i < People.Length; i++)
        {
            if (!People[i].Active)
                continue;
            for (var j = i + 1; j < People.Length; j++)
                if (People[j].Active)
                    Part(People[i], People[j]);
        }
    }

    private static void Part(Person a, Person b)
    {
        var (p, q) = (a.Position, b.Position);
        var (dx, dy) = (p.X - q.X, p.Y - q.Y);
        if (Math.Abs(dx) >= Elbow || Math.Abs(dy) >= Elbow)
            return;
        var distance = Math.Sqrt((dx * dx) + (dy * dy));
        if (distance >= Elbow)
            return;
        if (distance < 1e-6)
            (dx, dy, distance) = (1e-6, 0, 1e-6);
        var push = 0.25 * (Elbow - distance) / distance;
        Push(a, dx * push, dy * push);
        Push(b, -dx * push, -dy * push);
    }

    private static void Push(Person person, double x, double y)
    {
        person.PushX = Math.Clamp(person.PushX + x, -MostPush, MostPush);
        person.PushY = Math.Clamp(person.PushY + y, -MostPush, MostPush);
    }
}
