using System.Security.Cryptography;
using StoreSensing.Edge.Core.Anonymisation.Strict;

namespace StoreSensing.Edge.Core.Tests.Anonymisation.Strict;

public sealed class GeometricNoiseTests
{
    private const int Draws = 200_000;

    // χ² of 21 classes against the exact probabilities; 20 degrees of freedom pass 45.3 once in a thousand runs. Seeded, so that a run that passed passes again.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(1_000_000, 300_000)]
    [InlineData(6_000_000, 853_333)]
    public void Draw_ManyTimes_FollowsTheTwoSidedGeometricDistribution(long t, long s)
    {
        var noise = new GeometricNoise(Seeded(11));
        var counts = new long[21]; // −10 … 10, ends open
        for (var i = 0; i < Draws; i++)
            counts[Math.Clamp(noise.Draw(t, s), -10, 10) + 10]++;
        var a = Math.Exp(-(double)s / t);
        var chi = 0.0;
        for (var n = -10; n <= 10; n++)
        {
            var expected = Draws * (Math.Abs(n) < 10 ? (1 - a) / (1 + a) * Math.Pow(a, Math.Abs(n)) : Math.Pow(a, 10) / (1 + a));
            chi += expected < 5 ? 0 : (counts[n + 10] - expected) * (counts[n + 10] - expected) / expected;
        }
        chi.ShouldBeLessThan(45.3);
    }

    [Fact]
    public void Draw_ScaleOfFifty_HasItsVarianceAndMeanZero()
    {
        var noise = new GeometricNoise(new RandomBits(RandomNumberGenerator.Fill));
        double sum = 0, squares = 0;
        for (var i = 0; i < Draws; i++)
        {
            var n = noise.Draw(50, 1);
            (sum, squares) = (sum + n, squares + ((double)n * n));
        }
        var a = Math.Exp(-1 / 50.0);
        var variance = 2 * a / ((1 - a) * (1 - a));
        (sum / Draws).ShouldBe(0, 5 * Math.Sqrt(variance / Draws));
        (squares / Draws / variance).ShouldBe(1, 0.05);
    }

    [Fact]
    public void Below_BoundThatDividesNothing_IsUniform()
    {
        var bits = Seeded(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[bits.Below(7)]++;
        counts.Sum(c => (c - 10_000.0) * (c - 10_000) / 10_000).ShouldBeLessThan(22.5); // χ², 6 degrees of freedom, one in a thousand
    }

    internal static RandomBits Seeded(int seed)
    {
        var random = new Random(seed);
        return new RandomBits(random.NextBytes);
    }
}
