using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Physiology;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Testing.Canary;

namespace StoreSensing.Edge.Core.Tests.Hygiene;

/// <summary>Who let go, or took consent back, is out of the sensor's memory: what was kept to smooth, to rank and to compare with.</summary>
public sealed class ContactMemoryTests
{
    private const int Rate = 10;
    private const double Level = 7.31415926;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CanarySearch Search = new(CanaryReadings.Needles([Level, Level]));
    private int _step;

    [Fact]
    public void Release_AfterAContact_LeavesNothingOfTheSignal()
    {
        var lane = Lane();
        Feed(lane, 45, Level);
        Search.Search(Session(lane)).ShouldNotBeEmpty("while it is held the signal must be there, or the search is blind");

        Feed(lane, 5, 0);

        Session(lane).ShouldNotBeNull();
        Search.Search(Session(lane)).ShouldBeEmpty();
    }

    [Fact]
    public void Consent_TakenBack_LeavesNothingOfTheSignal()
    {
        var lane = Lane();
        Feed(lane, 45, Level);

        lane.Consent(false, null);

        Search.Search(Session(lane)).ShouldBeEmpty();
    }

    [Fact]
    public void Close_WindowTold_LeavesNothingOfItsLevels()
    {
        var lane = Lane();
        Feed(lane, 45, Level);
        Feed(lane, 200, 0);
        while (lane.Close(Now()) is not null)
        {
        }

        var levels = HeldMemory.Of(lane).Where(h => h.Way.Contains("_free", StringComparison.Ordinal)).ToList();
        levels.ShouldNotBeEmpty("the levels' memory is kept for the next window");
        levels.SelectMany(h => h.Bytes).ShouldAllBe(b => b == 0);
    }

    private static PhysiologyPipeline Lane() => new(
        new PhysiologyPlan { Sensor = "kiosk", NominalRate = Rate, FrontEnd = new MicrosiemensFrontEnd(), WindowSeconds = 60, Zone = "till", AsksConsent = false }, 1);

    private static object Session(PhysiologyPipeline lane) =>
        typeof(PhysiologyPipeline).GetField("_session", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(lane)!;

    private void Feed(PhysiologyPipeline lane, int seconds, double level)
    {
        for (var end = _step + (seconds * Rate); _step < end; _step++)
        {
            lane.Add(new SensorReading(Now(), level));
            while (lane.Close(Now()) is not null)
            {
            }
        }
    }

    private FrameTime Now() => new(Start + TimeSpan.FromSeconds(_step / (double)Rate), TimeSpan.FromSeconds(_step / (double)Rate));
}
