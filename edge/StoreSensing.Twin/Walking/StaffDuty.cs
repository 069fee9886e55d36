using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>Staff: there while the shop is open, at their posts for minutes (log-normal, median 4 min: an assumption), then at another one.</summary>
internal sealed class StaffDuty(StoreScene scene, Routes routes, Crowd crowd, double startSecondOfWeek)
{
    private const double MedianPostSeconds = 240;
    private const double PostSpread = 0.7;
    private int _present;

    public void Admit(double now)
    {
        if (!IsOpen(now) || scene.StaffPosts.Count == 0)
            return;
        while (_present < scene.Staff)
        {
            var entrance = scene.Entrances[0];
            if (crowd.Enter(PersonRole.Staff, entrance.Outside) is not { } person)
                return;
            person.Speed = person.Random.Normal(1.0, 0.15, 0.6, 1.4);
            person.VisitAt = _present++;
            Go(person, scene.StaffPosts[person.VisitAt % scene.StaffPosts.Count], Doing.Walking);
        }
    }

    public bool Move(Person person, double now, double seconds)
    {
        switch (person.Doing)
        {
            case Doing.Staying:
                if (!IsOpen(now))
                {
                    Go(person, scene.Entrances[0].Outside, Doing.Leaving);
                    _present--;
                }
                else if (now >= person.StayUntil)
                {
                    Go(person, scene.StaffPosts[person.Random.Below(scene.StaffPosts.Count)], Doing.Walking);
                }
                return true;
            case Doing.Leaving:
                return !Crowd.Walk(person, person.Speed * seconds);
            default:
                if (Crowd.Walk(person, person.Speed * seconds))
                {
                    person.Doing = Doing.Staying;
                    person.StayUntil = now + person.Random.LogNormal(MedianPostSeconds, PostSpread);
                }
                return true;
        }
    }

    private bool IsOpen(double now) => scene.Arrivals.AtSecond((startSecondOfWeek + now) % (WeeklyRate.Hours * 3600.0)) > 0;

    private void Go(Person person, PlanePoint to, Doing doing)
    {
        person.Doing = doing;
        var spot = doing == Doing.Leaving ? to : new PlanePoint(to.X + person.Random.Uniform(-0.2, 0.2), to.Y + person.Random.Uniform(-0.5, 0.5));
        person.WayCount = routes.Find(person.Place, spot, person.Way);
        person.WayAt = 0;
    }
}
