using StoreSensing.Evaluation.Metrics;
using StoreSensing.Evaluation.Mot;

namespace StoreSensing.Evaluation.Tests;

/// <summary>Scores that can be worked out by hand.</summary>
public sealed class MetricTests
{
    private static readonly MotBox[] OnePerson = [.. Enumerable.Range(1, 10).Select(frame => new MotBox(frame, 1, 10 * frame, 50, 20, 60, 1, 1))];

    [Fact]
    public void Scores_TheTruthItself_AreFull()
    {
        var scores = Score(OnePerson);
        scores.Hota.Score.ShouldBe(100, 1e-9);
        scores.Clear.Mota.ShouldBe(100, 1e-9);
        scores.Identity.Score.ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Scores_NothingFound_AreZero()
    {
        var scores = Score([]);
        (scores.Hota.Score, scores.Clear.Mota, scores.Identity.Score).ShouldBe((0, 0, 0));
        scores.Clear.FalseNegatives.ShouldBe(10);
    }

    // Half the way under one number, half under another: detection is full, association half (5 of 10 frames shared: 5/(10+5−5)).
    [Fact]
    public void Scores_NumberChangesInTheMiddle_AreOneSwitchAndHalfAssociation()
    {
        var scores = Score(OnePerson.Select(b => b with { Id = b.Frame <= 5 ? 1 : 2 }));
        scores.Clear.IdentitySwitches.ShouldBe(1);
        scores.Clear.Mota.ShouldBe(90, 1e-9);
        scores.Hota.AssA.ShouldBe(50, 1e-9);
        scores.Hota.Score.ShouldBe(100 * Math.Sqrt(0.5), 1e-9);
        scores.Identity.Score.ShouldBe(50, 1e-9);
    }

    [Fact]
    public void Scores_ADistractor_CountsForNobody()
    {
        var person = OnePerson.Select(b => b with { Class = 1 }).ToList();
        var statue = OnePerson.Select(b => b with { Id = 2, Left = b.Left + 300, Class = 7 }).ToList();
        var sequence = Sequence("MOT17half", [.. person, .. statue]);
        var scores = new TrackingScores().Add(sequence, [.. person, .. statue]);
        scores.Clear.FalsePositives.ShouldBe(0);
        scores.Clear.Mota.ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Maximise_AllAssignments_FindsTheBestOne()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var (rows, columns) = (random.Next(1, 6), random.Next(1, 6));
            var score = new double[rows, columns];
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < columns; j++)
                    score[i, j] = random.Next(4) == 0 ? 0 : random.NextDouble();
            var assigned = LinearAssignment.Maximise(score);
            assigned.Where(c => c >= 0).ShouldBeUnique();
            assigned.Select((c, r) => c < 0 ? 0 : score[r, c]).Sum().ShouldBe(Best(score, 0, []), 1e-9);
        }
    }

    [Fact]
    public void Read_ARowThatIsNone_NamesFileAndLine() =>
        Should.Throw<FormatException>(() => MotFile.Read(["1,1,2,3,4,5,1", "1,x"], "gt.txt")).Message.ShouldStartWith("gt.txt:2:");

    private static double Best(double[,] score, int row, HashSet<int> taken)
    {
        if (row == score.GetLength(0))
            return 0;
        var best = Best(score, row + 1, taken);
        for (var column = 0; column < score.GetLength(1); column++)
        {
            if (!taken.Add(column))
                continue;
            best = Math.Max(best, score[row, column] + Best(score, row + 1, taken));
            taken.Remove(column);
        }
        return best;
    }

    private static TrackingScores Score(IEnumerable<MotBox> tracks) => new TrackingScores().Add(Sequence("MOT15", OnePerson), tracks);

    private static MotSequence Sequence(string set, IReadOnlyList<MotBox> truth) => new(set, "x", 10, 640, 480, 10, truth, []);
}
