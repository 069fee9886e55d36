using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Models.Evaluation;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Evaluation;

public sealed class ExpressionEvaluationTests
{
    [Theory]
    [InlineData("image,emotion\na.jpg,anger", "line 1: 'image,emotion' is not 'image,label'")]
    [InlineData("image,label\na.jpg,angre", "line 2: unknown label 'angre'; did you mean 'anger'?")]
    [InlineData("image,label\na.jpg", "line 2: 1 values, not 2")]
    [InlineData("image,label\nb.jpg,anger", "b.jpg' does not exist")]
    [InlineData("image,label\na.jpg,contempt", "hold no face")]
    public void Read_WrongTable_SaysFileLineAndValue(string table, string message)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("images"));
        File.WriteAllText(folder.File("images/a.jpg"), "");
        File.WriteAllText(folder.File("labels.csv"), table);
        Should.Throw<InvalidDataException>(() => ExpressionLabels.Read(folder.File("labels.csv"))).Message.ShouldContain(message);
    }

    [Fact]
    public void Read_SevenLabels_AreGroupedAndContemptLeftOut()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("images"));
        File.WriteAllText(folder.File("images/a.jpg"), "");
        File.WriteAllText(folder.File("labels.csv"), "image,label\na.jpg,happiness\na.jpg,sadness\na.jpg,contempt\na.jpg,surprise\n");
        var (faces, leftOut) = ExpressionLabels.Read(folder.File("labels.csv"));
        faces.Select(f => f.Truth).ShouldBe([ExpressionClass.Positive, ExpressionClass.Negative, ExpressionClass.Surprise]);
        leftOut.ShouldBe(1);
    }

    // Labels drawn from known probabilities, which a network then exaggerates: the fit finds the way back.
    [Fact]
    public void Fit_ExaggeratedProbabilities_FindsTemperatureAndBias()
    {
        var faces = Drawn(40_000, seed: 1);
        var wrong = new ExpressionCalibration(1 / 2.5, new ClassValues(0.6, -0.6, 0.3, -0.3));
        var back = CalibrationFit.Fit([.. faces.Select(f => wrong.Apply(f.True))], [.. faces.Select(f => f.Truth)], biases: true);
        back.Temperature.ShouldBe(2.5, 0.08);
        back.Bias.Positive.ShouldBe(-0.6 / 2.5, 0.04);
        back.Bias.Negative.ShouldBe(-0.3 / 2.5, 0.04);
    }

    [Fact]
    public void Fit_TemperatureAlone_HasNoBias() =>
        CalibrationFit.Fit([.. Drawn(500, 2).Select(f => f.True)], [.. Drawn(500, 2).Select(f => f.Truth)], biases: false).Bias.ShouldBe(default);

    // What the debiasing is for: a perfect network and few faces.
    [Fact]
    public void CalibrationError_PerfectNetworkAndFewFaces_OnlyTheDebiasedIsNone()
    {
        double binned = 0, square = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var faces = Drawn(190, seed);
            var error = CalibrationError.Of([.. faces.Select(f => f.True)], [.. faces.Select(f => f.Truth)]);
            (binned, square) = (binned + (error.Binned / 200), square + (error.DebiasedSquare / 200));
        }
        binned.ShouldBeInRange(0.05, 0.1);
        Math.Abs(square).ShouldBeLessThan(0.0006);
    }

    [Fact]
    public void CalibrationError_SureButOftenWrong_BothTell()
    {
        var faces = Drawn(20_000, 3);
        var error = CalibrationError.Of([.. faces.Select(f => new ExpressionCalibration(0.2, default).Apply(f.True))], [.. faces.Select(f => f.Truth)]);
        error.Binned.ShouldBeGreaterThan(0.2);
        Math.Sqrt(error.DebiasedSquare).ShouldBe(error.Binned, 0.05);
    }

    [Fact]
    public void Area_WorkedExample_CountsPairsAndTiesHalf() =>
        RocCurve.Area([(0.9, true), (0.4, true), (0.4, false), (0.1, false), (0.6, false)]).ShouldBe((3 + 1 + 0.5) / 6, 1e-12);

    [Fact]
    public void BalancedAccuracy_ClassesWeighTheSame()
    {
        ExpressionClass[] truths = [.. Enumerable.Repeat(ExpressionClass.Positive, 90), .. Enumerable.Repeat(ExpressionClass.Neutral, 10)];
        ExpressionClass[] decisions = [.. Enumerable.Repeat(ExpressionClass.Positive, 95), .. Enumerable.Repeat(ExpressionClass.Neutral, 5)];
        var accuracy = BalancedAccuracy.Of(decisions, truths);
        accuracy.Value.ShouldBe(0.75, 1e-12);
        accuracy.Low.ShouldBe(0.75 - (0.5 * 1.96 * Math.Sqrt(0.25 / 10)), 0.03);
        accuracy.High.ShouldBe(0.75 + (0.5 * 1.96 * Math.Sqrt(0.25 / 10)), 0.03);
    }

    [Fact]
    public void Coverage_HigherThreshold_FewerAndSurer()
    {
        var faces = Drawn(20_000, 4);
        Expression[] read = [.. faces.Select(f => f.True)];
        ExpressionClass[] truths = [.. faces.Select(f => f.Truth)];
        CoveragePoint.At(0, read, truths).Coverage.ShouldBe(1);
        var points = ((double[])[0.3, 0.5, 0.7, 0.9]).Select(t => CoveragePoint.At(t, read, truths)).ToArray();
        points.Zip(points.Skip(1)).ShouldAllBe(p => p.Second.Coverage < p.First.Coverage && p.Second.Accuracy > p.First.Accuracy);
        points[3].Accuracy.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Unseen_EveryFace_IsReadByAFitWithoutIt()
    {
        var faces = Drawn(400, 5).Select(f => new FaceReading(f.Truth, [f.True])).ToArray();
        var before = ExpressionFit.Unseen(faces);
        // Another label changes the fits that read the other folds, never the one that reads the face itself; the deal stays the same within classes only, so swap two of one fold.
        var fold = ExpressionFit.Deal(faces, 10, 1);
        fold.GroupBy(f => f).ShouldAllBe(g => g.Count() >= 38 && g.Count() <= 42);
        before.ShouldAllBe(p => Math.Abs(p.Positive + p.Neutral + p.Negative + p.Surprise - 1) < 1e-5);
        var fit = ExpressionFit.To([.. faces.Where((_, i) => fold[i] != fold[0])]);
        before[0].ShouldBe(fit.AsRead(faces[0]));
    }

    // The whole way on made-up faces whose labels follow their probabilities: calibrated, and correcting shares helps.
    [Fact]
    public void Trial_FacesByTheirProbabilities_IsCalibratedAndCorrects()
    {
        var trial = new ExpressionTrial([.. Drawn(1500, 6).Select(f => new FaceReading(f.Truth, [f.True, new ExpressionCalibration(0.3, default).Apply(f.True)]))]);
        trial.CalibrationErrors().Debiased.ShouldBeLessThan(0.05);
        var shares = trial.SharesOfAll();
        shares.Corrected.ShouldBeLessThan(0.5 * shares.Raw);
        shares.Held.ShouldBeGreaterThan(0.95);
        trial.Set("s", [("a", new string('0', 64)), ("b", new string('0', 64))], "nothing").Models.Count.ShouldBe(2);
    }

    private static (Expression True, ExpressionClass Truth)[] Drawn(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var weights = Enumerable.Range(0, 4).Select(_ => Math.Pow(-Math.Log(1 - random.NextDouble()), 2)).ToArray();
            var p = weights.Select(w => (float)(w / weights.Sum())).ToArray();
            var left = random.NextDouble();
            var truth = 0;
            while (truth < 3 && (left -= p[truth]) >= 0)
                truth++;
            return (new Expression(p[0], p[1], p[2], p[3]), (ExpressionClass)truth);
        })];
    }
}
