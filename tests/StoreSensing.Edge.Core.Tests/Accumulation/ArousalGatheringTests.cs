using StoreSensing.Contracts.Time;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tests.Anonymisation;

namespace StoreSensing.Edge.Core.Tests.Accumulation;

public sealed class ArousalGatheringTests
{
    private readonly ArousalGathering _gathering = new();

    public ArousalGatheringTests()
    {
        _gathering.Join("grip");
        _gathering.Join("basket");
    }

    [Fact]
    public void Add_LastSensor_HandsTheWindowOnPerStudy()
    {
        _gathering.Add(Window("grip", null, 60, ["till"], 1)).ShouldBeEmpty();

        var whole = _gathering.Add(Window("basket", "walk", 40, ["shelf"], 2));

        whole.Select(w => (w.Study, w.ObservedSeconds, w.Zones.Single(), w.People.Single().SessionId)).ShouldBe([(null, 60, "till", 1), ("walk", 40, "shelf", 2)]);
    }

    [Fact]
    public void Add_TwoSensorsInOneZone_AreOneEntry()
    {
        _gathering.Add(Window("grip", null, 60, ["till"], 1)).ShouldBeEmpty();

        var whole = _gathering.Add(Window("basket", null, 40, ["shelf", "till"], 2)).ShouldHaveSingleItem();

        (whole.ObservedSeconds, whole.People.Count).ShouldBe((60, 2)); // the most any one had, not their sum
        whole.Zones.ShouldBe(["shelf", "till"]);
    }

    [Fact]
    public void Add_TwoPartsOfOneSensor_FollowEachOther()
    {
        _gathering.Add(Window("grip", null, 25, ["till"], 1)).ShouldBeEmpty();
        _gathering.Add(Window("grip", null, 20, ["till"], 1)).ShouldBeEmpty();

        _gathering.Leave("basket").ShouldHaveSingleItem().ObservedSeconds.ShouldBe(45);
    }

    [Fact]
    public void Add_NowhereOrSilent_HasNothingToTell()
    {
        _gathering.Add(Window("grip", null, 60, [])).ShouldBeEmpty();
        _gathering.Add(Window("basket", null, 0, ["shelf"])).ShouldBeEmpty();
        _gathering.TakeOverdue(DateTimeOffset.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void TakeOverdue_SensorHangs_WindowGoesWithoutIt()
    {
        _gathering.Add(Window("grip", null, 60, ["till"])).ShouldBeEmpty();
        _gathering.TakeOverdue(RawFigures.Start.AddMinutes(1)).ShouldBeEmpty();
        _gathering.TakeOverdue(RawFigures.Start.AddMinutes(2)).ShouldHaveSingleItem().Zones.ShouldBe(["till"]);
    }

    private static RawArousalWindow Window(string sensor, string? study, double observed, string[] zones, params long[] people) => new()
    {
        Sensor = sensor, Window = TimeWindow.Holding(RawFigures.Start, 60), ObservedSeconds = observed, Study = study, Zones = zones,
        People = [.. people.Select(id => new RawArousal(id, zones[0], 50, 40, 20, 10, 4, 2))],
    };
}
