using StoreSensing.Contracts.Time;

namespace StoreSensing.Contracts.Tests.Time;

public sealed class BackoffTests
{
    [Fact]
    public void Next_LargestDraw_DoublesUpToTheLongest()
    {
        var backoff = Backoff.Network(() => 0.999_999_999);
        Enumerable.Range(0, 9).Select(_ => Math.Round(backoff.Next().TotalSeconds)).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    [Fact]
    public void Next_SmallestDraw_IsHalfTheStep()
    {
        var backoff = Backoff.Network(() => 0);
        Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds).ShouldBe([0.5, 1, 2, 4, 8, 16, 30, 30]);
    }

    [Fact]
    public void Next_ManyDraws_SpreadOverTheUpperHalf()
    {
        var random = new Random(7);
        var draws = Enumerable.Range(0, 1000).Select(_ => Backoff.Network(random.NextDouble).Next().TotalSeconds).ToArray();
        draws.ShouldAllBe(seconds => seconds >= 0.5 && seconds < 1);
        draws.Average().ShouldBe(0.75, 0.02);
    }

    [Fact]
    public void Reset_AfterSomeWaits_StartsOver()
    {
        var backoff = Backoff.Network(() => 0);
        backoff.Next();
        backoff.Next();
        backoff.Reset();
        backoff.Next().ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(-1, 60)]
    [InlineData(10, 5)]
    public void Constructor_SenselessBounds_Throws(int first, int longest) => Should.Throw<ArgumentOutOfRangeException>(
        () => new Backoff(TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(longest), () => 0));
}
