using StoreSensing.Contracts.Statistics;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Statistics;

public sealed class ShareCorrectionTests
{
    // A network as they are: happy is sure, the others less so, and a fifth of them abstained on.
    private static readonly int[] Usual =
    [
        52, 3, 2, 1, 2,
        4, 36, 8, 2, 10,
        6, 40, 110, 12, 32,
        3, 8, 9, 32, 8,
    ];

    private static readonly int[] Perfect =
    [
        1000, 0, 0, 0, 0,
        0, 1000, 0, 0, 0,
        0, 0, 1000, 0, 0,
        0, 0, 0, 1000, 0,
    ];

    [Fact]
    public void Correct_NobodyDecidedAbout_IsNull()
    {
        ShareCorrection.Correct([0, 0, 0, 0, 0], new ConfusionMatrix(Usual)).ShouldBeNull();
        ShareCorrection.Correct([0, 0, 0, 0, 9], new ConfusionMatrix(Usual)).ShouldBeNull();
    }

    [Fact]
    public void Correct_PerfectNetwork_LeavesSharesAndGivesTheMultinomialsInterval()
    {
        var shares = ShareCorrection.Correct([60, 25, 10, 5, 0], new ConfusionMatrix(Perfect))!;
        shares.Positive.Share.ShouldBe(0.6, 1e-3);
        shares.Surprise.Share.ShouldBe(0.05, 1e-3);
        shares.Positive.Low.ShouldBe(0.502, 0.02); // Wilson's interval of 60 in 100
        shares.Positive.High.ShouldBe(0.691, 0.02);
        shares.Valence.Mean.ShouldBe((0.6 * 0.81) - (0.1 * 0.595) + (0.05 * 0.40), 2e-3);
        shares.Arousal.Mean.ShouldBe((0.6 * 0.51) + (0.1 * 0.3175) + (0.05 * 0.67), 2e-3);
    }

    // Exactly the decisions that a mix gives on average: the mix comes back.
    [Theory]
    [InlineData(0.25, 0.25, 0.25, 0.25)]
    [InlineData(0.7, 0.2, 0.1, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0.05, 0.05, 0.85, 0.05)]
    public void Correct_DecisionsOfAMix_GiveTheMixBack(double positive, double neutral, double negative, double surprise)
    {
        double[] mix = [positive, neutral, negative, surprise];
        var matrix = new ConfusionMatrix(Usual);
        var shares = ShareCorrection.Correct(Expected(matrix, mix, 1_000_000), matrix)!;
        Shares(shares).Zip(mix).ShouldAllBe(pair => Math.Abs(pair.First.Share - pair.Second) < 0.002);
    }

    [Fact]
    public void Correct_AnyCounts_SumToOneAndLieInTheirIntervals()
    {
        var random = new Random(4);
        var matrix = new ConfusionMatrix(Usual);
        for (var i = 0; i < 200; i++)
        {
            int[] decisions = [.. Enumerable.Range(0, 5).Select(_ => random.Next(1 << random.Next(1, 14)))];
            if (ShareCorrection.Correct(decisions, matrix) is not { } corrected)
                continue;
            Shares(corrected).Sum(s => s.Share).ShouldBe(1, 1e-9);
            Shares(corrected).ShouldAllBe(s => s.Low >= 0 && s.Low <= s.Share && s.Share <= s.High && s.High <= 1 + 1e-12);
            corrected.Valence.Mean.ShouldBeInRange(corrected.Valence.Low, corrected.Valence.High);
            corrected.Arousal.Mean.ShouldBeInRange(corrected.Arousal.Low, corrected.Arousal.High);
        }
    }

    // Against a plain search over the simplex in steps of 1/200.
    [Fact]
    public void Correct_Estimate_IsTheLikeliestOfAGrid()
    {
        var random = new Random(7);
        for (var i = 0; i < 8; i++)
        {
            // Classes that are told apart: where they are not, the middle of what is plausible is told instead (below).
            int[] counts = [.. Enumerable.Range(0, 20).Select(j => random.Next(60) + (j % 6 == 0 ? 900 : 0))];
            double[] mix = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
            int[] decisions = [.. Enumerable.Range(0, 5).Select(j => 1 + random.Next(5) + (int)Enumerable.Range(0, 4).Sum(c => 200 * mix[c] * counts[(c * 5) + j] / counts.Skip(c * 5).Take(5).Sum()))];
            var shares = Shares(ShareCorrection.Correct(decisions, new ConfusionMatrix(counts))!).Select(s => s.Share).ToArray();
            var best = double.NegativeInfinity;
            const int Steps = 200;
            for (var a = 0; a <= Steps; a++)
                for (var b = 0; b <= Steps - a; b++)
                    for (var c = 0; c <= Steps - a - b; c++)
                        best = Math.Max(best, Likelihood(counts, decisions, [a / (double)Steps, b / (double)Steps, c / (double)Steps, (Steps - a - b - c) / (double)Steps]));
            Likelihood(counts, decisions, shares).ShouldBeGreaterThanOrEqualTo(best - 1e-6);
        }
    }

    // Neutral and negative faces get much the same decisions here: all for the one or all for the other would be a coin's toss.
    [Fact]
    public void Correct_ClassesThatLookAlike_ToldInTheMiddleWithAWideInterval()
    {
        int[] alike = [41, 2, 0, 1, 16, 3, 5, 13, 3, 36, 6, 26, 41, 11, 110, 1, 2, 3, 26, 28];
        var shares = ShareCorrection.Correct([10, 10, 20, 10, 80], new ConfusionMatrix(alike))!;
        (shares.Negative.High - shares.Negative.Low).ShouldBeGreaterThan(0.5);
        shares.Negative.Share.ShouldBeInRange(0.15, 0.7);
        Shares(shares).Sum(s => s.Share).ShouldBe(1, 1e-6);
    }

    // The whole way, many times: labelled faces are drawn from a true matrix, people from a true mix; the interval made of the two samples must hold the mix.
    [Theory]
    [InlineData(15)]
    [InlineData(200)]
    [InlineData(5000)]
    public void Correct_Interval_HoldsTheTruthAboutNineteenTimesInTwenty(int people)
    {
        var random = new Random(11);
        var (held, asked) = (0, 0);
        double width = 0;
        for (var i = 0; i < 250; i++)
        {
            var counts = new int[20];
            for (var row = 0; row < 4; row++)
            {
                var total = Usual.AsSpan(row * 5, 5).ToArray().Sum();
                Sample(random, [.. Usual.AsSpan(row * 5, 5).ToArray().Select(n => n / (double)total)], total).CopyTo(counts, row * 5);
            }
            var mix = Mix(random);
            var decisions = new int[5];
            var classes = Sample(random, mix, people);
            for (var truth = 0; truth < 4; truth++)
            {
                var total = Usual.AsSpan(truth * 5, 5).ToArray().Sum();
                var drawn = Sample(random, [.. Usual.AsSpan(truth * 5, 5).ToArray().Select(n => n / (double)total)], classes[truth]);
                for (var j = 0; j < 5; j++)
                    decisions[j] += drawn[j];
            }
            if (ShareCorrection.Correct(decisions, new ConfusionMatrix(counts)) is not { } corrected)
                continue;
            foreach (var (estimate, truth) in Shares(corrected).Zip(mix))
            {
                asked++;
                held += truth >= estimate.Low && truth <= estimate.High ? 1 : 0;
                width += estimate.High - estimate.Low;
            }
        }
        (held / (double)asked).ShouldBeInRange(0.92, 0.99, $"mean width {width / asked:0.000}");
    }

    [Fact]
    public void Correct_FewLabelledFaces_WidenTheInterval()
    {
        var many = ShareCorrection.Correct([377, 257, 198, 58, 110], new ConfusionMatrix([.. Usual.Select(n => n * 20)]))!;
        var few = ShareCorrection.Correct([377, 257, 198, 58, 110], new ConfusionMatrix(Usual))!;
        (few.Neutral.High - few.Neutral.Low).ShouldBeGreaterThan(1.5 * (many.Neutral.High - many.Neutral.Low));
    }

    // One face over and over is no crowd: no mix of faces that a network abstains on now and then gives seventy-one decisions of one kind.
    [Fact]
    public void Correct_DecisionsThatNoMixGives_WidenTheInterval()
    {
        int[] hesitant = [30, 4, 3, 2, 21, 4, 20, 6, 2, 28, 6, 30, 90, 12, 62, 3, 8, 9, 22, 18];
        var odd = ShareCorrection.Correct([71, 0, 0, 0, 0], new ConfusionMatrix(hesitant))!;
        odd.Positive.Share.ShouldBeGreaterThan(0.9);
        (odd.Positive.High - odd.Positive.Low).ShouldBeGreaterThan(0.2);
        var usual = ShareCorrection.Correct([36, 5, 4, 2, 24], new ConfusionMatrix(hesitant))!; // about what seventy-one happy faces give
        (usual.Positive.High - usual.Positive.Low).ShouldBeLessThan(odd.Positive.High - odd.Positive.Low);
    }

    [Fact]
    public void Correct_SameCounts_SameResult()
    {
        var one = ShareCorrection.Correct([3, 1, 0, 0, 1], new ConfusionMatrix(Usual));
        ShareCorrection.Correct([3, 1, 0, 0, 1], new ConfusionMatrix(Usual)).ShouldBe(one);
    }

    [Fact]
    public void Correct_WrongCounts_AreRefused()
    {
        var matrix = new ConfusionMatrix(Usual);
        Should.Throw<ArgumentException>(() => ShareCorrection.Correct([1, 2, 3, 4], matrix));
        Should.Throw<ArgumentException>(() => ShareCorrection.Correct([1, 2, 3, 4, -1], matrix));
    }

    [Fact]
    public void ConfusionMatrix_WrongCounts_SayWhatIsWrong()
    {
        Should.Throw<ArgumentException>(() => new ConfusionMatrix([1, 2])).Message.ShouldContain("4 rows of 5 counts");
        Should.Throw<ArgumentException>(() => new ConfusionMatrix([.. Usual.Select(n => n - 3)])).Message.ShouldContain("Positive");
        Should.Throw<ArgumentException>(() => new ConfusionMatrix([.. Usual[..15], 0, 0, 0, 0, 0])).Message.ShouldContain("Surprise is empty");
        Should.Throw<ArgumentException>(() => ConfusionMatrix.FromRows([[1, 2, 3, 4, 5], [1]])).Message.ShouldContain("2 rows of 5, 1");
        ConfusionMatrix.FromRows(new ConfusionMatrix(Usual).Rows).Rows.SelectMany(r => r).ShouldBe(Usual);
        new ConfusionMatrix(Usual)[ExpressionClass.Negative, ExpressionClass.Abstained].ShouldBe(32);
    }

    private static ShareEstimate[] Shares(ExpressionEstimate shares) => [shares.Positive, shares.Neutral, shares.Negative, shares.Surprise];

    private static int[] Expected(ConfusionMatrix matrix, double[] mix, int people)
    {
        var decisions = new double[5];
        for (var truth = 0; truth < 4; truth++)
        {
            var row = Enumerable.Range(0, 5).Select(j => matrix[(ExpressionClass)truth, (ExpressionClass)j] + 0.2).ToArray();
            for (var j = 0; j < 5; j++)
                decisions[j] += people * mix[truth] * row[j] / row.Sum();
        }
        return [.. decisions.Select(d => (int)Math.Round(d))];
    }

    private static double Likelihood(int[] counts, int[] decisions, double[] shares)
    {
        double sum = 0;
        for (var j = 0; j < 5; j++)
            sum += decisions[j] * Math.Log(Enumerable.Range(0, 4).Sum(c => shares[c] * (counts[(c * 5) + j] + 0.2) / (counts.AsSpan(c * 5, 5).ToArray().Sum() + 1)));
        return sum;
    }

    private static double[] Mix(Random random)
    {
        var gaps = Enumerable.Range(0, 4).Select(_ => -Math.Log(1 - random.NextDouble())).ToArray();
        return [.. gaps.Select(g => g / gaps.Sum())];
    }

    private static int[] Sample(Random random, double[] probabilities, int count)
    {
        var into = new int[probabilities.Length];
        for (var i = 0; i < count; i++)
        {
            var u = random.NextDouble();
            var j = 0;
            while (j < probabilities.Length - 1 && (u -= probabilities[j]) >= 0)
                j++;
            into[j]++;
        }
        return into;
    }
}
