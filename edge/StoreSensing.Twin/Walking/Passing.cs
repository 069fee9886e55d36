using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>People who walk by outside, some of whom look into the window.</summary>
/// <remarks>
/// 35 % look, for 0.7 s on average: Ravnik and Solina, "Audience Measurement of Digital Signage: Quantitative Study in Real-World Environment
/// Using Computer Vision", Interacting with Computers 25 (2013), 1,294 customers of a clothing shop. That the time is exponential is an
/// assumption. Speed 1.34 ± 0.26 m/s: Weidmann, "Transporttechnik der Fussgänger", ETH Zürich, IVT 90 (1993).
/// </remarks>
internal sealed class Passing(Street? street, Crowd crowd, ArrivalProcess arrivals)
{
    /// <summary>Share of passers-by who look.</summary>
    public const double LookShare = 0.35;

    /// <summary>Mean time they look, seconds.</summary>
    public const double MeanLookSeconds = 0.7;

    // Who looks walks more slowly; an assumption.
    private const double LookingPace = 0.6;

    public long Passers { get; private set; }

    public long Looks { get; private set; }

    public double LookSeconds { get; private set; }

    public void Admit(double now)
    {
        if (street is null)
            return;
        while (arrivals.Next(now))
            if (crowd.Enter(PersonRole.Passer, street.From) is { } person)
                Begin(person, street, now);
    }

    public bool Move(Person person, double now, double seconds)
    {
        var looking = now >= person.LookFrom && now < person.LookUntil;
        return !Crowd.Walk(person, person.Speed * (looking ? LookingPace : 1) * seconds);
    }

    private void Begin(Person person, Street pavement, double now)
    {
        ref var random = ref person.Random;
        var back = random.Chance(0.5);
        var (from, to) = back ? (pavement.To, pavement.From) : (pavement.From, pavement.To);
        var length = Routes.Distance(from, to);
        var (dx, dy) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        var aside = random.Uniform(-pavement.HalfWidth, pavement.HalfWidth);
        PlanePoint Shifted(PlanePoint p) => new(p.X - (dy * aside), p.Y + (dx * aside));
        person.Doing = Doing.Passing;
        person.Speed = random.Normal(1.34, 0.26, 0.6, 2.2);
        person.Place = Shifted(from);
        person.Way[0] = Shifted(to);
        person.WayCount = 1;
        Passers++;
        if (!random.Chance(LookShare))
            return;
        // Begins somewhere along the window.
        var (w1, w2) = (Along(new PlanePoint(pavement.Window.Left, pavement.Window.Bottom)), Along(new PlanePoint(pavement.Window.Right, pavement.Window.Top)));
        var at = random.Uniform(Math.Min(w1, w2), Math.Max(w1, w2));
        var lasts = random.Exponential(MeanLookSeconds);
        person.Looked = true;
        person.LookFrom = now + (Math.Max(0, at) / person.Speed);
        person.LookUntil = person.LookFrom + lasts;
        Looks++;
        LookSeconds += lasts;

        double Along(PlanePoint p) => ((p.X - from.X) * dx) + ((p.Y - from.Y) * dy);
    }
}
