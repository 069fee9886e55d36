using StoreSensing.Twin.Randomness;

namespace StoreSensing.Twin.Tests;

public sealed class Pcg32Tests
{
    // The first round that the reference implementation's demo prints, pcg32_srandom(42, 54): www.pcg-random.org.
    [Fact]
    public void NextUInt_SeedOfTheReferenceDemo_GivesItsNumbers()
    {
        var random = new Pcg32(42, 54);
        uint[] numbers = [random.NextUInt(), random.NextUInt(), random.NextUInt(), random.NextUInt(), random.NextUInt(), random.NextUInt()];
        numbers.ShouldBe([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
    }

    [Fact]
    public void Distributions_ManyDraws_HaveTheirMoments()
    {
        const int N = 200_000;
        var random = new Pcg32(1, 1);
        double sum = 0, squares = 0, exponential = 0, uniform = 0;
        var below = 0;
        for (var i = 0; i < N; i++)
        {
            var z = random.Normal();
            (sum, squares) = (sum + z, squares + (z * z));
            exponential += random.Exponential(0.7);
            uniform += random.NextDouble();
            below += random.LogNormal(30, 0.8) < 30 ? 1 : 0;
        }
        (sum / N).ShouldBe(0, 0.01);
        (squares / N).ShouldBe(1, 0.02);
        (exponential / N).ShouldBe(0.7, 0.01);
        (uniform / N).ShouldBe(0.5, 0.005);
        ((double)below / N).ShouldBe(0.5, 0.006);
    }
}
