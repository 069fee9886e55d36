namespace StoreSensing.Evaluation.Privacy;

/// <summary>
/// What somebody who has every message of a day can work out about counts that were withheld in steps: he knows the rules (at least so many people, steps, a
/// secret start below a step), believes that everybody counts once, and solves for each window.
/// </summary>
/// <param name="people">The threshold, and the step.</param>
public sealed class CountAttack(int people)
{
    /// <summary>Bounds of every window's count of one or two figures; two where one goes in and the other out of an empty shop that is empty at the end.</summary>
    /// <param name="told">Per figure: what was told per window; null where withheld.</param>
    public IReadOnlyList<(double Low, double High)[]> Solve(params IReadOnlyList<int?[]> told)
    {
        var windows = told[0].Length;
        var program = new LinearProgram(told.Count * (windows + 1)); // per figure its windows and its secret start
        for (var f = 0; f < told.Count; f++)
            Constrain(program, told[f], f * (windows + 1));
        if (told.Count == 2)
        {
            for (var w = 0; w < windows; w++)
                program.AtLeast(0, Inside(w));
            program.Equal(0, [.. Inside(windows - 1)]);
        }
        return [.. Enumerable.Range(0, told.Count).Select(f => Enumerable.Range(0, windows).Select(w => program.Bounds((f * (windows + 1)) + w)).ToArray())];

        IEnumerable<(int, double)> Inside(int until) =>
            Enumerable.Range(0, until + 1).SelectMany(w => new[] { (w, 1.0), (windows + 1 + w, -1.0) });
    }

    private void Constrain(LinearProgram program, int?[] told, int first)
    {
        var start = first + told.Length;
        program.AtMost(people - 1, (start, 1));
        var (sum, last) = (0, 0);
        for (var w = 0; w < told.Length; w++)
        {
            var since = Enumerable.Range(last, w + 1 - last).Select(i => (first + i, 1.0)).ToArray();
            if (told[w] is not { } count)
            {
                program.AtMost(people - 1, since); // else it would have been told
                continue;
            }
            program.AtLeast(people, since);
            sum += count;
            (int, double)[] all = [.. Enumerable.Range(0, w + 1).Select(i => (first + i, 1.0)), (start, 1.0)];
            program.AtLeast(sum, all);
            program.AtMost(sum + people - 1, all);
            last = w + 1;
        }
    }
}
