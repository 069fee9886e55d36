using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Tests.Anonymisation;

namespace StoreSensing.Edge.Core.Tests.Accumulation;

public sealed class WindowGatheringTests
{
    private readonly WindowGathering _gathering = Joined("one", "two");

    [Fact]
    public void Add_LastCamera_HandsTheWindowOn()
    {
        _gathering.Add(Window("one", 0, RawFigures.Zone("a", RawFigures.Dwells(2)))).ShouldBeEmpty();
        var device = _gathering.Add(Window("two", 0, RawFigures.Zone("a", RawFigures.Dwells(3, firstId: 9)))).ShouldHaveSingleItem();
        var zone = device.Zones.ShouldHaveSingleItem();
        zone.Visits.ShouldBe(5);
        zone.Ended.Count.ShouldBe(5);
        device.Lines.ShouldHaveSingleItem().Out.ShouldBe(2);
        device.Heat.ShouldHaveSingleItem().Cells[2].ShouldBe(2.46912f, 1e-4f);
        _gathering.TakeOverdue(DateTimeOffset.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void Add_OutOfOrder_EachWindowOnceInOrder()
    {
        _gathering.Add(Window("one", 0)).ShouldBeEmpty();
        _gathering.Add(Window("one", 1)).ShouldBeEmpty();
        _gathering.Add(Window("two", 1)).ShouldHaveSingleItem().Window.Start.ShouldBe(RawFigures.Start.AddMinutes(1));
        _gathering.Add(Window("two", 0)).ShouldHaveSingleItem().Window.Start.ShouldBe(RawFigures.Start);
    }

    [Fact]
    public void TakeOverdue_CameraHangs_WindowGoesWithoutItAndItsPartFollows()
    {
        _gathering.Add(Window("one", 0)).ShouldBeEmpty();
        var end = RawFigures.Start.AddMinutes(1);
        _gathering.TakeOverdue(end).ShouldBeEmpty();
        _gathering.TakeOverdue(end.AddSeconds(1)).ShouldHaveSingleItem().Lines[0].Out.ShouldBe(1);
        _gathering.TakeOverdue(end.AddSeconds(1)).ShouldBeEmpty(); // once
        _gathering.Add(Window("two", 0)).ShouldBeEmpty();
        _gathering.TakeOverdue(end.AddSeconds(1)).ShouldHaveSingleItem().Lines[0].Out.ShouldBe(1);
    }

    [Fact]
    public void Leave_CameraEnded_WhatWaitedForItGoes()
    {
        _gathering.Add(Window("one", 0)).ShouldBeEmpty();
        _gathering.Add(Window("one", 1)).ShouldBeEmpty();
        _gathering.Leave("two").Count.ShouldBe(2);
        _gathering.Add(Window("one", 2)).Count.ShouldBe(1);
        _gathering.Leave("one").ShouldBeEmpty();
    }

    [Fact]
    public void Add_NobodySawAnything_NothingGoesAndNothingStays()
    {
        _gathering.Add(Blind("one")).ShouldBeEmpty();
        _gathering.Add(Blind("two")).ShouldBeEmpty();
        _gathering.TakeOverdue(DateTimeOffset.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void Add_OneCameraSawNothing_ItsZonesAreAbsent()
    {
        _gathering.Add(Window("one", 0, RawFigures.Zone("a"))).ShouldBeEmpty();
        var device = _gathering.Add(Blind("two", RawFigures.Zone("b"))).ShouldHaveSingleItem();
        device.Zones.Select(z => z.Zone).ShouldBe(["a"]);
        device.ObservedSeconds.ShouldBe(60);
    }

    // The clock of the device was turned back a little: the camera delivers the same window in two parts.
    [Fact]
    public void Add_TwoPartsOfOneCamera_FollowEachOther()
    {
        _gathering.Add(Window("one", 0, new RawZone("a", 2, 1, 20, 2, 2, [])) with { ObservedSeconds = 40 }).ShouldBeEmpty();
        _gathering.Add(Window("one", 0, new RawZone("a", 1, 0, 5, 2, 1, [])) with { ObservedSeconds = 15 }).ShouldBeEmpty();
        var device = _gathering.Add(Window("two", 0, new RawZone("a", 1, 1, 6, 1, 1, [])) with { ObservedSeconds = 50 }).ShouldHaveSingleItem();
        var zone = device.Zones.ShouldHaveSingleItem();
        zone.Visits.ShouldBe(4);
        zone.PersonSeconds.ShouldBe(31);
        zone.OccupancyPeak.ShouldBe(3); // 2 of the one camera, never 4, and 1 of the other
        zone.OccupancyNow.ShouldBe(2);
        device.ObservedSeconds.ShouldBe(55);
        zone.ObservedSeconds.ShouldBe(55); // 40 + 15 of the one camera, more than the 50 of the other
        var line = device.Lines.ShouldHaveSingleItem();
        (line.Out, line.ObservedSeconds).ShouldBe((3, 55));
    }

    // A camera that has never sent a picture must not hold up the others.
    [Fact]
    public void Add_CameraThatNeverJoined_IsNotWaitedFor()
    {
        var gathering = Joined("one");

        gathering.Add(Window("one", 0, RawFigures.Zone("a"))).ShouldHaveSingleItem();
    }

    private static WindowGathering Joined(params string[] cameras)
    {
        var gathering = new WindowGathering();
        foreach (var camera in cameras)
            gathering.Join(camera);
        return gathering;
    }

    private static RawWindow Window(string camera, int number, params RawZone[] zones) => RawFigures.Window(camera, number, 60, zones);

    private static RawWindow Blind(string camera, params RawZone[] zones) =>
        RawFigures.Window(camera, 0, 0, zones) with { Heat = new float[12], Lines = [new RawLine("door", 0, 0)] };
}
