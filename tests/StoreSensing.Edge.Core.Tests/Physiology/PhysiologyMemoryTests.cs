using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Tests.Pipeline;

namespace StoreSensing.Edge.Core.Tests.Physiology;

[Collection(nameof(AloneCollection))]
public sealed class PhysiologyMemoryTests
{
    private const int Rate = 4;
    private const int Contacts = 10_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_TenThousandContacts_LeaveNothing()
    {
        var lane = new PhysiologyPipeline(
            new PhysiologyPlan { Sensor = "kiosk", NominalRate = Rate, FrontEnd = new MicrosiemensFrontEnd(), WindowSeconds = 60, Zone = "till", AsksConsent = false }, 1);
        var (step, sessions) = (0, new HashSet<long>());
        Hold(lane, ref step, sessions, 100);
        sessions.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Hold(lane, ref step, null, Contacts);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(200_000);
        Hold(lane, ref step, sessions, 10);
        sessions.Count.ShouldBeInRange(8, 12);
        sessions.Max().ShouldBeGreaterThan(Contacts);
    }

    // Half a minute in somebody's hand, five seconds in nobody's.
    private static void Hold(PhysiologyPipeline lane, ref int step, HashSet<long>? sessions, int contacts)
    {
        for (var end = step + (contacts * 35 * Rate); step < end; step++)
        {
            var elapsed = TimeSpan.FromSeconds(step / (double)Rate);
            var now = new FrameTime(Start + elapsed, elapsed);
            lane.Add(new SensorReading(now, step / Rate % 35 < 30 ? 5 + (0.001 * (step % 3)) : 0));
            while (lane.Close(now) is { } window)
                foreach (var person in window.People)
                    sessions?.Add(person.SessionId);
        }
    }
}
