using StoreSensing.Edge.Core.Merging;

namespace StoreSensing.Edge.Core.Tests.Merging;

public sealed class AssignmentTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    [InlineData(5, 5)]
    public void Solve_RandomCosts_AsGoodAsTryingEverything(int rows, int columns)
    {
        var random = new Random((rows * 10) + columns);
        var assignment = new Assignment(8);
        var chosen = new int[8];
        for (var round = 0; round < 200; round++)
        {
            for (var r = 0; r < rows; r++)
                for (var c = 0; c < columns; c++)
                    assignment.Cost(r, c) = random.Next(3) == 0 ? Assignment.Never : random.NextDouble();
            var costs = new double[rows, columns];
            for (var r = 0; r < rows; r++)
                for (var c = 0; c < columns; c++)
                    costs[r, c] = assignment.Cost(r, c);
            assignment.Solve(rows, columns, chosen);
            var paired = chosen[..rows].Where(c => c >= 0).ToList();
            paired.ShouldBeUnique();
            var cost = Enumerable.Range(0, rows).Sum(r => chosen[r] < 0 ? 1000 : costs[r, chosen[r]]);
            cost.ShouldBe(Best(costs, 0, []), 1e-9);
        }
    }

    private static double Best(double[,] costs, int row, HashSet<int> taken)
    {
        if (row == costs.GetLength(0))
            return 0;
        var best = 1000 + Best(costs, row + 1, taken); // unpaired
        for (var c = 0; c < costs.GetLength(1); c++)
        {
            if (costs[row, c] >= Assignment.Never || !taken.Add(c))
                continue;
            best = Math.Min(best, costs[row, c] + Best(costs, row + 1, taken));
            taken.Remove(c);
        }
        return best;
    }
}
