using StoreSensing.Edge.Core.Tracking;
using StoreSensing.Evaluation.Metrics;

namespace StoreSensing.Edge.Core.Tests.Tracking;

public sealed class SparseAssignmentTests
{
    private const double Alone = 0.9;

    // A dense solver of its own says what the best sum is; equal costs may be given to others.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void Solve_RandomPairs_CostsWhatTheDenseSolverFinds(int most)
    {
        var random = new Random(most);
        var solver = new SparseAssignment(64, 64, 64 * 64);
        for (var round = 0; round < 300; round++)
        {
            var (rows, columns) = (random.Next(1, most + 1), random.Next(1, most + 1));
            var density = random.NextDouble();
            var gain = new double[rows, columns];
            solver.Begin(columns);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    if (random.NextDouble() >= density)
                        continue;
                    var cost = random.Next(8) / 8f * 0.89f;
                    gain[r, c] = Alone - cost;
                    solver.Allow(c, cost).ShouldBeTrue();
                }
                solver.EndRow();
            }
            solver.Solve(Alone);
            var assigned = Enumerable.Range(0, rows).Select(solver.ColumnOf).ToArray();
            assigned.Where(c => c >= 0).ShouldBeUnique();
            assigned.Select((c, r) => c < 0 ? 0 : gain[r, c]).Sum().ShouldBe(Dense(gain), 1e-5);
        }
    }

    [Fact]
    public void Allow_MorePairsThanThereIsRoomFor_SaysSo()
    {
        var solver = new SparseAssignment(1, 4, 2);
        solver.Begin(4);
        solver.Allow(0, 0.5f).ShouldBeTrue();
        solver.Allow(1, 0.1f).ShouldBeTrue();
        solver.Allow(2, 0f).ShouldBeFalse();
        solver.EndRow();
        solver.Solve(Alone);
        solver.ColumnOf(0).ShouldBe(1);
    }

    [Fact]
    public void Solve_TwoRowsWantOneColumn_TheSumDecides()
    {
        var solver = new SparseAssignment(2, 2, 4);
        solver.Begin(2);
        solver.Allow(0, 0.10f);
        solver.Allow(1, 0.15f);
        solver.EndRow();
        solver.Allow(0, 0.20f);
        solver.EndRow();
        solver.Solve(Alone);
        (solver.ColumnOf(0), solver.ColumnOf(1)).ShouldBe((1, 0));
    }

    private static double Dense(double[,] gain)
    {
        var assigned = LinearAssignment.Maximise(gain);
        return assigned.Select((c, r) => c < 0 ? 0 : gain[r, c]).Sum();
    }
}
