using StoreSensing.Contracts.Statistics;

namespace StoreSensing.Contracts.Tests.Statistics;

public sealed class FloorDensityTests
{
    // One person for half a minute in a cell of 0.25 m², of which a half is in view: 0.5 people on 0.125 m².
    [Fact]
    public void PeoplePerSquareMetre_HalfACellInView_CountsTheHalf() => FloorDensity.PeoplePerSquareMetre(30, 60, 0.25, 0.5).ShouldBe(4);

    [Theory]
    [InlineData(60, 0.09)]
    [InlineData(60, 0)]
    [InlineData(0, 1)]
    public void PeoplePerSquareMetre_HardlySeenOrNotObserved_IsNull(double observed, double visible) =>
        FloorDensity.PeoplePerSquareMetre(0, observed, 0.25, visible).ShouldBeNull();

    [Fact]
    public void PeoplePerSquareMetre_SeenAndEmpty_IsZero() => FloorDensity.PeoplePerSquareMetre(0, 60, 0.25, 0.1).ShouldBe(0);
}
