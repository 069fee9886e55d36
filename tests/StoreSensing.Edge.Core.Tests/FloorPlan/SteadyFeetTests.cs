using StoreSensing.Contracts.Geometry;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Tests.FloorPlan;

public sealed class SteadyFeetTests
{
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    public void Add_EvenWalk_StaysWhereItIs(int rate)
    {
        var walk = Enumerable.Range(0, 4 * rate).Select(i => (At: (double)i / rate, new PlanePoint(1.3 * i / rate, 2 - (0.4 * i / rate)))).ToList();

        var told = Tell(walk, Reach);

        told.Count.ShouldBe(walk.Count);
        for (var i = 0; i < told.Count; i++)
        {
            told[i].Sample.At.ShouldBe(TimeSpan.FromSeconds(walk[i].At));
            told[i].Position.X.ShouldBe(walk[i].Item2.X, 1e-6);
            told[i].Position.Y.ShouldBe(walk[i].Item2.Y, 1e-6);
        }
    }

    [Fact]
    public void Add_SwingOfTwoStepsASecond_IsTakenOut()
    {
        var walk = Enumerable.Range(0, 100).Select(i => (At: i / 10.0, new PlanePoint(0, 0.2 * Math.Sin(4 * Math.PI * i / 10.0)))).ToList();

        var told = Tell(walk, Reach);

        told.Skip(10).Take(80).Max(p => Math.Abs(p.Position.Y)).ShouldBeLessThan(0.03);
    }

    [Fact]
    public void Add_GapLongerThanTheReach_PullsNobodyAcross()
    {
        List<(double, PlanePoint)> walk = [(0, new(0, 0)), (0.1, new(0, 0)), (0.2, new(0, 0)), (1.7, new(5, 0)), (1.8, new(5, 0)), (1.9, new(5, 0))];

        foreach (var (place, (_, position)) in Tell(walk, Reach).Zip(walk))
            place.Position.X.ShouldBe(position.X, 1e-9);
    }

    [Fact]
    public void Add_NoReach_TellsAtOnceAndUnchanged()
    {
        var feet = new SteadyFeet(TimeSpan.Zero, 1);
        feet.Add(Sample(0, 0.5), new PlanePoint(3, 4));
        feet.Told.ToArray().ShouldBe([new SteadyPlace(Sample(0, 0.5), new PlanePoint(3, 4))]);
    }

    [Fact]
    public void Add_MorePlacesThanItRemembers_TellsEachOnceInOrder()
    {
        var walk = Enumerable.Range(0, 500).Select(i => (At: i / 120.0, new PlanePoint(i, 0))).ToList();

        Tell(walk, Reach).Select(p => p.Sample.At.TotalSeconds).ShouldBe(walk.Select(w => TimeSpan.FromSeconds(w.At).TotalSeconds));
    }

    [Fact]
    public void End_SlotUsedAgain_KnowsNothingOfTheOneBefore()
    {
        var feet = new SteadyFeet(Reach, 2);
        feet.Add(Sample(1, 0), new PlanePoint(9, 9));
        feet.End(1);
        feet.Begin();
        feet.Add(Sample(1, 0.1), new PlanePoint(0, 0));
        feet.Tick(TimeSpan.FromSeconds(5));
        feet.Told.ToArray().ShouldHaveSingleItem().Position.ShouldBe(new PlanePoint(0, 0));
    }

    private static List<SteadyPlace> Tell(List<(double At, PlanePoint Position)> walk, TimeSpan reach)
    {
        var feet = new SteadyFeet(reach, 1);
        var told = new List<SteadyPlace>();
        foreach (var (at, position) in walk)
        {
            feet.Begin();
            feet.Add(Sample(0, at), position);
            feet.Tick(TimeSpan.FromSeconds(at));
            told.AddRange(feet.Told);
        }
        feet.Begin();
        feet.Stop();
        told.AddRange(feet.Told);
        return told;
    }

    private static TrackSample Sample(int slot, double at) => new(slot, 1, TimeSpan.FromSeconds(at), default, default, false);
}
